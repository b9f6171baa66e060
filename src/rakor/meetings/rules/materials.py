"""What may be laid before a meeting: kinds of documents, told by their content; pure."""

import io
import re
import unicodedata
import zipfile
from enum import StrEnum

from rakor.errors import Invalid, TooLarge
from rakor.words import N_, _

LARGEST = 50 * 1024 * 1024
MOST_MATERIALS = 300  # of one meeting
MOST_VERSIONS = 100  # of one document
_MOST_MEMBERS = 20_000  # of an office file; more of them are no document


class MaterialKind(StrEnum):
    """What a document is, called as its file names end."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    JPG = "jpg"
    PNG = "png"
    WEBP = "webp"
    TXT = "txt"
    CSV = "csv"


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA = {
    MaterialKind.PDF: "application/pdf",
    MaterialKind.DOCX: _OFFICE + "wordprocessingml.document",
    MaterialKind.XLSX: _OFFICE + "spreadsheetml.sheet",
    MaterialKind.PPTX: _OFFICE + "presentationml.presentation",
    MaterialKind.ODT: _OPEN + "text",
    MaterialKind.ODS: _OPEN + "spreadsheet",
    MaterialKind.ODP: _OPEN + "presentation",
    MaterialKind.JPG: "image/jpeg",
    MaterialKind.PNG: "image/png",
    MaterialKind.WEBP: "image/webp",
    MaterialKind.TXT: "text/plain; charset=utf-8",
    MaterialKind.CSV: "text/csv; charset=utf-8",
}
ENDINGS = {"jpeg": MaterialKind.JPG, **{kind.value: kind for kind in MaterialKind}}

_BEGINS = {
    b"%PDF-": MaterialKind.PDF,
    b"\xff\xd8\xff": MaterialKind.JPG,
    b"\x89PNG\r\n\x1a\n": MaterialKind.PNG,
}
_PARTS = {
    "word/document.xml": MaterialKind.DOCX,
    "xl/workbook.xml": MaterialKind.XLSX,
    "ppt/presentation.xml": MaterialKind.PPTX,
}
# Programs inside of office files.
_ACTIVE = re.compile(r"(^|/)(vbaProject\.bin|activeX/)|^(Basic|Scripts)/", re.I)
# Text that some program would run or a browser draw.
_RUNS = re.compile(rb"\s*(#!|<\?php|<!doctype|<html|<svg|<script|@echo )", re.I)
_UNSEEN = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")

NOT_TAKEN = N_(
    "Unggah PDF, dokumen Word, Excel, PowerPoint atau OpenDocument tanpa makro, gambar, atau teks."
)


def check_material(content: bytes, filename: str) -> MaterialKind:
    """What a document is, by its content.

    Refuses (TooLarge) one above 50 MB; (Invalid) an empty one, what is none of the kinds, what
    holds a program, and a name that says something else than what is inside.
    """
    if len(content) > LARGEST:
        raise TooLarge(_("Berkas paling besar 50 MB."))
    if not content:
        raise Invalid.field("file", _("Pilih berkas yang akan diunggah."))
    said = ENDINGS.get(ending(filename))
    kind = kind_of(content)
    if kind is MaterialKind.TXT and said is MaterialKind.CSV:
        kind = said
    if kind is None:
        raise Invalid.field("file", _(NOT_TAKEN))
    if said is not kind and ending(filename):
        raise Invalid.field(
            "file",
            _("Nama berkas berakhiran .{said}, tetapi isinya {kind}. Periksa berkasnya.").format(
                said=ending(filename), kind=kind.value.upper()
            ),
        )
    return kind


def kind_of(content: bytes) -> MaterialKind | None:
    """The kind of these bytes, or None for what is not taken."""
    for begin, kind in _BEGINS.items():
        if content.startswith(begin):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return MaterialKind.WEBP
    return _packed(content) if content.startswith(b"PK\x03\x04") else _text(content)


def _packed(content: bytes) -> MaterialKind | None:
    """Office files are archives (ECMA-376 part 2; ODF 1.3 part 2); nothing in them is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > _MOST_MEMBERS or any(_ACTIVE.search(name) for name in names):
                return None
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _PARTS.items() if part in names), None)
            first = archive.infolist()[0]
            if first.filename != "mimetype" or first.compress_type or first.file_size > 100:
                return None
            media = archive.read(first).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, IndexError):
        return None
    return next((kind for kind, known in MEDIA.items() if known == media), None)


def _text(content: bytes) -> MaterialKind | None:
    if _RUNS.match(content.removeprefix(b"\xef\xbb\xbf")) or _UNSEEN.search(content):
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return MaterialKind.TXT


def media_of(kind: MaterialKind) -> str:
    """The media type under which a document is handed out."""
    return MEDIA[kind]


def ending(filename: str) -> str:
    """What a name ends with, in small letters; "" without a point."""
    return filename.rpartition(".")[2].strip().lower() if "." in filename else ""


def plain_name(filename: str, kind: MaterialKind) -> str:
    """A name that people recognise: no ways, no signs that cannot be seen, its true ending."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if not unicodedata.category(each).startswith("C"))
    stem = seen.rpartition(".")[0] if ending(seen) in ENDINGS else seen
    return f"{' '.join(stem.split())[:180].strip('. ') or 'bahan'}.{kind.value}"
