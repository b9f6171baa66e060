"""Is a DOCX that somebody uploads only paper: no macro, nothing fetched, nothing that bursts.

ECMA-376 part 2 (packages) and part 1 (WordprocessingML): an allow-list of parts, relations and
fields, because what Word can be made to do grows from year to year.
"""

import io
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from rakor.errors import Invalid
from rakor.words import N_, _

MOST_BYTES = 2 * 1024 * 1024
MOST_PARTS = 300
MOST_PART = 8 * 1024 * 1024  # bytes once unpacked
MOST_UNPACKED = 24 * 1024 * 1024
MOST_RATIO = 120  # XML of Word packs 10 to 40 times
MAIN = "word/document.xml"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = frozenset({"xml", "rels", "png", "jpg", "jpeg", "gif", "odttf"})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What Word fetches, runs or takes in from elsewhere, by the local names of elements.
_ACTIVE = frozenset(
    {"altChunk", "object", "control", "subDoc", "OLEObject", "mailMerge", "movie", "frameset"}
    | {"attachedTemplate", "webVideoPr", "script"}
)
_RELATIONS = frozenset(
    {"afchunk", "attachedtemplate", "control", "frame", "mailmergesource", "oleobject", "package"}
    | {"subdocument", "vbaproject", "video", "audio", "media", "externallink", "wordvbadata"}
)
_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ", "STYLEREF", "TOC", "PAGEREF", "REF"}
    | {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "TITLE", "SUBJECT", "AUTHOR", "SYMBOL"}
)
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_LINKED_FIELD = re.compile(r'HYPERLINK\s+(\\l\s|"?(https?://|mailto:))', re.IGNORECASE)


class UnsafeTemplate(Invalid):
    """The file is no Word document, or holds more than paper does."""

    code = "unsafe-template"
    title = N_("Berkas ini tidak dapat dipakai sebagai templat")

    def __init__(self, why: str) -> None:
        super().__init__(why, errors=[{"field": "file", "message": why}])


def read_package(content: bytes) -> bytes:
    """The same document, packed anew from the parts that were looked at and nothing else.

    Refuses (UnsafeTemplate) what is no DOCX or no plain one: macros, embedded objects, links to
    other files, pictures from elsewhere, entities, names that leave the package, and archives that
    would fill the memory.
    """
    if len(content) > MOST_BYTES:
        raise UnsafeTemplate(_("Templat paling besar {n} MB.").format(n=MOST_BYTES // 1024**2))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        zlib.error,
    ) as no:
        raise UnsafeTemplate(_("Ini bukan dokumen Word (DOCX) yang utuh.")) from no
    except (RuntimeError, ValueError) as no:
        raise UnsafeTemplate(_("Dokumen yang dikunci sandi tidak dapat dipakai.")) from no
    trees = {name: _tree(name, part) for name, part in parts.items() if _is_xml(name)}
    _check_types(trees)
    _check_relations(trees)
    for name, tree in trees.items():
        _check_active(name, tree)
        _check_fields(name, tree)
    return _packed(parts)


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS:
        raise UnsafeTemplate(_("Dokumen ini terdiri atas terlalu banyak bagian."))
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UnsafeTemplate(_("Isi dokumen ini terlalu besar setelah dibuka."))
    parts: dict[str, bytes] = {}
    for entry in entries:
        _check_entry(entry, parts)
        # No more is unpacked than was said, whatever lies in the archive.
        with archive.open(entry) as part:
            parts[entry.filename] = part.read(max(entry.file_size, 1))
        if len(parts[entry.filename]) != entry.file_size:
            raise zipfile.BadZipFile
    return parts


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Whoever opens the document later sees these parts, not what an archive can hide beside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _check_entry(entry: zipfile.ZipInfo, parts: Mapping[str, bytes]) -> None:
    name = entry.orig_filename
    steps = name.split("/")
    strange = "\\" in name or ":" in name or "\0" in name or name in parts
    if strange or any(step in ("", ".", "..") for step in steps):
        raise UnsafeTemplate(_("Nama bagian dalam dokumen ini tidak wajar: {name}").format(
            name=name[:80]
        ))  # fmt: skip
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise UnsafeTemplate(_("Dokumen ini memuat tautan ke berkas lain."))
    packed = max(entry.compress_size, 1)
    too_much = entry.file_size > MOST_PART
    if too_much or (entry.file_size > 1024**2 and entry.file_size / packed > MOST_RATIO):
        raise UnsafeTemplate(_("Isi dokumen ini terlalu besar setelah dibuka."))
    if name.rpartition(".")[2].lower() not in _PARTS:
        raise UnsafeTemplate(
            _("Dokumen ini memuat makro, objek, atau berkas yang tidak diterima: {name}").format(
                name=name[:80]
            )
        )


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _tree(name: str, part: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = _("Bagian {name} dari dokumen ini tidak terbaca.").format(name=name)
        raise UnsafeTemplate(said) from error
    if tree.getroottree().docinfo.doctype:
        raise UnsafeTemplate(_("Bagian {name} memuat deklarasi DOCTYPE.").format(name=name))
    return tree


def _check_types(trees: Mapping[str, Any]) -> None:
    """The main part is a document: not one with macros, not a template of Word."""
    types = trees.get("[Content_Types].xml")
    if types is None or MAIN not in trees:
        raise UnsafeTemplate(_("Ini bukan dokumen Word (DOCX) yang utuh."))
    said = {each.get("PartName", ""): each.get("ContentType", "") for each in _elements(types)}
    told = [*said.values()]
    active = any(word in each.lower() for each in told for word in ("macro", "vba", "activex"))
    if active or said.get(f"/{MAIN}") != _MAIN_TYPE:
        raise UnsafeTemplate(
            _("Simpan templat sebagai dokumen Word biasa (.docx), tanpa makro, lalu unggah lagi.")
        )


def _check_relations(trees: Mapping[str, Any]) -> None:
    for name, tree in trees.items():
        if not name.lower().endswith(".rels"):
            continue
        for relation in _elements(tree):
            _check_relation(name, relation)


def _check_relation(name: str, relation: Any) -> None:
    kind = relation.get("Type", "").rpartition("/")[2].lower()
    target = relation.get("Target", "")
    if kind in _RELATIONS:
        raise UnsafeTemplate(
            _("Dokumen ini mengambil isi dari berkas atau objek lain ({kind}).").format(kind=kind)
        )
    if relation.get("TargetMode", "").lower() == "external":
        if kind == "hyperlink" and _LINK.match(target):
            return
        raise UnsafeTemplate(
            _("Dokumen ini menunjuk ke luar dirinya: {target}").format(target=target[:120])
        )
    # Climbing from `customXml/_rels` to the folder above is as far as Word ever goes.
    folder = posixpath.dirname(posixpath.dirname(name))
    at = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
    if "://" in target or "\\" in target or at.startswith(".."):
        raise UnsafeTemplate(
            _("Dokumen ini menunjuk ke luar dirinya: {target}").format(target=target[:120])
        )


def _check_active(name: str, tree: Any) -> None:
    for element in _elements(tree):
        called = etree.QName(element).localname
        if called in _ACTIVE and not name.startswith("customXml/"):
            raise UnsafeTemplate(
                _("Dokumen ini memuat objek atau sambungan data ({kind}).").format(kind=called)
            )


def _check_fields(name: str, tree: Any) -> None:
    """Fields of Word only count pages and repeat what stands in the document."""
    for field in _fields(tree):
        word = field.strip().split(" ")[0].upper()
        if word in _FIELDS or not word or _LINKED_FIELD.match(field.strip()):
            continue
        raise UnsafeTemplate(
            _("Bidang Word “{field}” tidak diterima; pakai isian bernama.").format(field=word[:40])
        )


def _fields(tree: Any) -> Iterator[str]:
    """The instructions of all fields, simple and complex (ECMA-376-1 section 17.16)."""
    open_: list[str] = []
    for element in _elements(tree):
        if element.tag == f"{_W}fldSimple":
            yield element.get(f"{_W}instr", "")
        elif element.tag == f"{_W}instrText" and open_:
            open_[-1] += element.text or ""
        elif element.tag == f"{_W}instrText":
            yield element.text or ""
        elif element.tag == f"{_W}fldChar":
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                open_.append("")
            elif open_ and kind == "separate":
                yield open_[-1]
                open_[-1] = ""
            elif open_ and kind == "end":
                yield open_.pop()
    yield from open_


def _elements(tree: Any) -> Iterator[Any]:
    return (each for each in tree.iter() if isinstance(each.tag, str))
