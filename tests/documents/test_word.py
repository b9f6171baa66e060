"""Word documents from templates that an operator may replace."""

import io

import pytest
from docx import Document

from rakor.documents.richtext import from_text, parse
from rakor.documents.word import BrokenTemplate, render_docx

VALUES = {
    "created_at": "2023-07-14T10:05:00+07:00",
    "document_title": "Surat",
    "document_author": "BPSDM",
}


@pytest.fixture
def template(tmp_path):
    def write(*paragraphs, bare=False):
        document = Document()
        for text in paragraphs:
            document.add_paragraph(text)
        if bare:
            for key, relation in list(document.part.rels.items()):
                if relation.reltype.endswith("/numbering"):
                    del document.part.rels[key]
        document.save(str(tmp_path / "surat.docx"))
        return tmp_path

    return write


async def words(folder, **values):
    made = await render_docx("surat", VALUES | values, folder=folder)
    return [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]


async def test_the_operators_template_is_filled(template):
    folder = template("Yth. {{ name }}", "{{p body }}")
    assert await words(folder, name="A & <B>\x00", body=from_text("Satu\n\n{{ dua }}")) == [
        "Yth. A & <B>",
        "Satu",
        "{{ dua }}",
    ]


async def test_properties_and_bytes_come_from_the_values(template):
    folder = template("{{ name }}")
    made = [await render_docx("surat", VALUES | {"name": "A"}, folder=folder) for _ in range(2)]
    assert made[0] == made[1]
    properties = Document(io.BytesIO(made[0])).core_properties
    assert (properties.title, properties.author) == ("Surat", "BPSDM")
    assert properties.created.isoformat() == "2023-07-14T03:05:00+00:00"


async def test_lists_start_anew_also_where_the_template_never_had_one(template):
    listed = {
        "type": "orderedList",
        "attrs": {"start": 2},
        "content": [
            {"type": "listItem", "content": [{"type": "paragraph"}]},
        ],
    }
    body = parse({"type": "doc", "content": [listed, listed]})
    for bare in (True, False):
        folder = template("{{p body }}", bare=bare)
        made = await render_docx("surat", VALUES | {"body": body}, folder=folder)
        document = Document(io.BytesIO(made))
        used = [p._p.pPr.numPr.numId.val for p in document.paragraphs]
        assert len(set(used)) == 2
        root = document.part.numbering_part.element
        known = root.xpath("./w:num/@w:numId")
        assert {str(number) for number in used} <= set(known)
        assert root.xpath(f"./w:num[@w:numId={used[0]}]//w:startOverride/@w:val")[0] == "2"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ unknown }}",
        "{{ name.upper() }}",
        "{{ name.__class__ }}",
        "{{ range(9) }}",
        "{{ ''.join(name) }}",
        "{% if %}",
        "{% include 'x' %}",
    ],
)
async def test_a_template_names_values_and_does_nothing_else(template, tag):
    with pytest.raises(BrokenTemplate) as refusal:
        await words(template(tag), name="A")
    assert (refusal.value.status, refusal.value.code) == (422, "broken-template")


async def test_a_file_that_is_no_word_document_is_named(tmp_path):
    (tmp_path / "surat.docx").write_bytes(b"not a package")
    with pytest.raises(BrokenTemplate) as refusal:
        await render_docx("surat", VALUES, folder=tmp_path)
    assert "surat.docx" in refusal.value.detail
