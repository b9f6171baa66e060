"""Word templates that somebody hands in: what is plain paper, what is an attack, what is named."""

import io
import time
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.documents.shelf import shelf
from rakor.documents.word import BrokenTemplate, compile_docx
from rakor.documents.word_names import problems_of
from rakor.documents.word_package import UnsafeTemplate, read_package
from rakor.documents.word_samples import names_of, sample_of
from rakor.letters.rules import REQUIRED, StationeryKind

from .samples import SAMPLES, written

SAMPLE = {
    "title": "Notula",
    "created_at": "2026-11-23T03:00:00+00:00",
    "document_title": "Notula",
    "document_author": "BPSDM",
    "facts": {"day": "Selasa"},
    "groups": [{"agency": "BKN", "rows": [{"name": "Sari"}]}],
}
NONE: frozenset[str] = frozenset()
RELATION = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}"{mode}/></Relationships>'
)


def word(*paragraphs: str, **core: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for name, text in core.items():
        setattr(document.core_properties, name, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """The same package with one part changed, or with a further one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", 8) as target:
        for entry in source.namelist():
            part = source.read(entry)
            if entry == name:
                assert old.encode() in part
                part = part.replace(old.encode(), new.encode(), 1)
            target.writestr(entry, part)
        if name not in source.namelist():
            target.writestr(name, new)
    return out.getvalue()


def related(kind: str, target: str, *, external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    new = RELATION.format(kind=kind, target=target, mode=mode)
    return changed(word("A"), "word/_rels/document.xml.rels", "</Relationships>", new)


def holding(xml: str) -> bytes:
    """A document with this in its first paragraph."""
    return changed(word("A"), "word/document.xml", "<w:r><w:t>A</w:t></w:r>", xml)


def field(text: str) -> bytes:
    half = len(text) // 2
    return holding(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{text[:half]}</w:instrText></w:r>"
        f"<w:r><w:instrText>{text[half:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize("kind", list(StationeryKind))
def test_the_templates_that_rakor_brings_along_pass_and_are_filled(kind):
    content = (shelf() / f"{kind.value}.docx").read_bytes()
    read_package(content)
    assert problems_of(content, sample_of(kind.value), frozenset(REQUIRED[kind])) == []
    made = compile_docx(kind.value, sample_of(kind.value), own=content)
    assert len(Document(io.BytesIO(made)).element.body) > 5
    assert len(names_of(kind.value)) > 10


def paths(value, path=""):
    """Where values lie, whatever they are; rows of a list are one."""
    if isinstance(value, dict):
        return {found for name in value for found in paths(value[name], f"{path}.{name}")}
    if isinstance(value, list):
        return {found for part in value for found in paths(part, f"{path}[]")} | {path}
    return {path}


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_a_sample_holds_everything_that_its_document_holds(kind):
    told = written(SAMPLES[kind]())
    # If not: python -m tests.documents.samples
    assert paths(told) - paths(written(sample_of(kind))) == set()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04", "utuh"),
        (b"<html></html>", "utuh"),
        (word("A") + b"x" * 2 * 1024**2, "2 MB"),
        (changed(word("A"), "word/vbaProject.bin", "", "Sub AutoOpen()"), "makro"),
        (changed(word("A"), "word/embeddings/a.xlsx", "", "x"), "makro, objek"),
        (changed(word("A"), "word/a.html", "", "<script>"), "makro, objek"),
        (changed(word("A"), "../../etc/a.xml", "", "<a/>"), "tidak wajar"),
        (changed(word("A"), "/etc/a.xml", "", "<a/>"), "tidak wajar"),
        (changed(word("A"), "word\\a.xml", "", "<a/>"), "tidak wajar"),
        (changed(word("A"), "C:/a.xml", "", "<a/>"), "tidak wajar"),
        (changed(word("A"), "word/a.xml", "", "<a>"), "tidak terbaca"),
        (changed(word("A"), "word/a.xml", "", "<!DOCTYPE a SYSTEM 'x'><a/>"), "DOCTYPE"),
        (
            changed(word("A"), "word/a.xml", "",
                    "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
            "DOCTYPE",
        ),
        (changed(word("A"), "word/a.xml", "", " " * 6_000_000), "terlalu besar"),
        (
            changed(word("A"), "[Content_Types].xml", "wordprocessingml.document.main",
                    "wordprocessingml.template.main"),
            "tanpa makro",
        ),
        (
            changed(word("A"), "[Content_Types].xml",
                    "officedocument.wordprocessingml.document.main+xml",
                    "ms-word.document.macroEnabled.main+xml"),
            "tanpa makro",
        ),
        (related("image", "https://example.com/a.png", external=True), "luar dirinya"),
        (related("image", "file:///etc/passwd", external=True), "luar dirinya"),
        (related("hyperlink", "file://server/share", external=True), "luar dirinya"),
        (related("hyperlink", "javascript:alert(1)", external=True), "luar dirinya"),
        (related("attachedTemplate", "https://example.com/a.dotm", external=True), "objek lain"),
        (related("aFChunk", "a.html"), "objek lain"),
        (related("oleObject", "embeddings/a.bin"), "objek lain"),
        (related("image", "../../../etc/passwd"), "luar dirinya"),
        (related("image", "http://example.com/a.png"), "luar dirinya"),
        (holding('<w:altChunk xmlns:r="r" r:id="rId1"/>'), "altChunk"),
        (holding("<w:object/>"), "object"),
        (field('INCLUDEPICTURE "https://example.com/a.png"'), "INCLUDEPICTURE"),
        (field("DDEAUTO cmd.exe /k calc"), "DDEAUTO"),
        (field('HYPERLINK "file:///etc"'), "HYPERLINK"),
        (holding('<w:fldSimple w:instr=" INCLUDETEXT /etc/passwd "/>'), "INCLUDETEXT"),
    ],
)  # fmt: skip
def test_what_is_more_than_paper_is_refused(content, why):
    with pytest.raises(UnsafeTemplate) as refused:
        read_package(content)
    assert why in refused.value.detail


def test_links_to_pages_and_page_numbers_are_paper():
    read_package(related("hyperlink", "https://bpsdm.example.go.id", external=True))
    read_package(field(" PAGE  \\* MERGEFORMAT "))
    read_package(field(' HYPERLINK "https://bpsdm.example.go.id" '))


def test_an_archive_that_bursts_is_refused_before_it_is_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"word/{number}.xml", b"0" * 7_900_000)
    begun = time.process_time()
    with pytest.raises(UnsafeTemplate, match="terlalu besar"):
        read_package(out.getvalue())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(301):
            archive.writestr(f"word/{number}.xml", b"<a/>")
    with pytest.raises(UnsafeTemplate, match="terlalu banyak"):
        read_package(out.getvalue())
    assert time.process_time() - begun < 0.5


@settings(max_examples=30)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_a_spoilt_document_is_refused_or_read_and_nothing_else(noise, at):
    content = PLAIN[:at] + noise + PLAIN[at + len(noise) :]
    try:
        read_package(content)
    except UnsafeTemplate:
        return


PLAIN = word("{{ title }}")


@pytest.mark.parametrize(
    ("text", "name", "what"),
    [
        ("{{ titel }}", "titel", "tidak dikenal"),
        ("{{ facts.dya }}", "facts.dya", "tidak dikenal"),
        ("{{ title.day }}", "title.day", "tidak dikenal"),
        ("{% for g in groups %}{{ g.agancy }}{% endfor %}", "g.agancy", "tidak dikenal"),
        ("{% for g in groups %}{% for r in groups %}{{ r.agency }}{% endfor %}{% endfor %}",
         "groups", "pengulangan"),
        ("{{ title.__class__ }}", "title.__class__", "tidak dikenal"),
        ("{{ ''.__class__.__mro__ }}", "const", "tidak diperbolehkan"),
        ("{{ cycler.__init__.__globals__ }}", "cycler", "tidak dikenal"),
        ("{{ title() }}", "call", "tidak diperbolehkan"),
        ("{{ 9 ** 9 ** 9 }}", "pow", "tidak diperbolehkan"),
        ("{{ title * 1000000000 }}", "mul", "tidak diperbolehkan"),
        ("{{ title|attr('upper') }}", "attr", "tidak diperbolehkan"),
        ("{{ '%0999999999d'|format(1) }}", "format", "tidak diperbolehkan"),
        ("{{ title|safe }}", "safe", "tidak diperbolehkan"),
        ("{% include '/etc/passwd' %}", "include", "tidak diperbolehkan"),
        ("{% import 'os' as os %}", "import", "tidak diperbolehkan"),
        ("{% set a = title %}", "assign", "tidak diperbolehkan"),
        ("{% macro a() %}{% endmacro %}", "a", "tidak diperbolehkan"),
        ("{% if title %}", "", "tidak terbaca"),
        ("{{ title", "", "tidak terbaca"),
    ],
)  # fmt: skip
def test_what_a_template_may_not_name_is_told_by_its_name(text, name, what):
    found = problems_of(word(text), SAMPLE, NONE)
    assert any(each.name.startswith(name) and what in each.what for each in found), found


def test_problems_say_where_they_stand_and_what_is_missing():
    content = word("Hari ini {{ facts.dya }}", "{{ title }}", title="{{ cycler }}")
    found = problems_of(content, SAMPLE, frozenset({"title", "groups", "number|facts.day"}))
    told = [(each.name, each.what, each.where) for each in found]
    assert told == [
        ("facts.dya", "tidak dikenal", "Hari ini {{ facts.dya }}"),
        ("cycler", "tidak dikenal", "properti"),
        ("groups", "tidak ada dalam templat, padahal wajib", ""),
        ("number / facts.day", "tidak ada dalam templat, padahal wajib", ""),
    ]


def test_headers_and_footers_are_read_too():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ kepala }}"
    document.sections[0].footer.paragraphs[0].text = "{{ kaki }}"
    out = io.BytesIO()
    document.save(out)
    found = problems_of(out.getvalue(), SAMPLE, NONE)
    assert {(each.name, each.where) for each in found} == {
        ("kepala", "kepala halaman"),
        ("kaki", "kaki halaman"),
    }


@pytest.mark.parametrize("text", ["{{ 9 ** 9 ** 9 }}", "{{ title * 9999 }}", "{{ title.upper() }}"])
def test_a_template_does_not_reckon_or_call_even_when_nobody_checked_it(text):
    with pytest.raises(BrokenTemplate):
        compile_docx("letter", SAMPLE, own=word(text))


def test_loops_within_rows_conditions_and_joins_are_understood():
    text = (
        "{% for g in groups %}{{ loop.index }} {{ g.agency }}{% for r in g.rows %}{{ r.name }}"
        "{% endfor %}{% endfor %}{% if facts.day and not title %}{{ title or '–' }}{% endif %}"
    )
    assert problems_of(word(text, "{{ groups[0].agency }}"), SAMPLE, NONE) == []
