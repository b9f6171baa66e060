"""Word templates of an agency: handed in, tried, used; what was approved keeps its own."""

import io
from datetime import timedelta

import pytest
from docx import Document

from rakor.documents.shelf import shelf
from rakor.errors import Conflict, Forbidden, Invalid, NotFound
from rakor.letters import operations, queries
from rakor.letters.models import DocumentTemplate
from rakor.letters.rules import StationeryKind, TemplateStep, WordFacts, plain_name

LETTER = StationeryKind.LETTER
ALL = (
    "{% for copy in letters %}{{ copy.to[0] }}{% endfor %}"
    "{{ number }}{{ subject }}{{ watermark }}{{ signer_name }}"
)


def word(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(content: bytes) -> str:
    return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)


async def add(desk, *paragraphs, kind=LETTER, by=None):
    facts = WordFacts(agency="BPSDM", kind=kind)
    content = word(*paragraphs)
    return await operations.add_word_template(facts, content, "a.docx", by=by or desk.keeper)


async def test_a_letter_is_printed_with_the_template_of_its_agency_once_that_is_used(desk):
    letter = await desk.draft(subject="Undangan rapat")
    one = await add(desk, "VERSI SATU", ALL)
    before = await operations.paper(letter.id, "docx", by=desk.rina)
    assert "VERSI SATU" not in text_of(before.content)
    used = await operations.use_word_template(one.id, by=desk.keeper)
    after = await operations.paper(letter.id, "docx", by=desk.rina)
    assert "VERSI SATU" in text_of(after.content)
    assert (used.step, one.number) == (TemplateStep.USED, 1)
    await operations.submit(letter.id, by=desk.rina)
    issued = await operations.issue(letter.id, by=desk.rina)
    assert issued.content["word_template"] == {
        "agency": "BPSDM",
        "number": 1,
        "sha256": used.sha256,
    }
    sample = await operations.word_sample(one.id, by=desk.rina)
    assert "VERSI SATU" in text_of(sample.content)
    assert "Undangan Rapat Koordinasi Teknis" in text_of(sample.content)


async def test_what_was_issued_keeps_its_template_and_an_earlier_version_comes_back_as_a_new_one(
    desk,
):
    one = await operations.use_word_template((await add(desk, "SATU", ALL)).id, by=desk.keeper)
    two = await add(desk, "DUA", ALL)
    await operations.use_word_template(two.id, by=desk.keeper)
    await one.refresh_from_db()
    assert one.step is TemplateStep.PAST
    moment = one.used_from + timedelta(microseconds=1)
    bpsdm = (await DocumentTemplate.get(id=one.id).select_related("agency")).agency
    assert "SATU" in text_of(await queries.word_template(bpsdm, LETTER, at=moment))
    assert "DUA" in text_of(await queries.word_template(bpsdm, LETTER))
    assert await queries.word_template(bpsdm, LETTER, at=moment - timedelta(days=1)) is None
    assert await queries.word_template(bpsdm, StationeryKind.MINUTES) is None
    again = await operations.use_word_template(one.id, by=desk.keeper)
    assert (again.number, again.sha256, again.step) == (3, one.sha256, TemplateStep.USED)
    await operations.stop_word_template(again.id, by=desk.keeper)
    assert await queries.word_template(bpsdm, LETTER) is None
    with pytest.raises(Conflict):
        await operations.stop_word_template(again.id, by=desk.keeper)


async def test_whoever_does_not_keep_the_agency_or_is_of_another_does_nothing(desk):
    made = await add(desk, ALL)
    with pytest.raises(Forbidden):
        await add(desk, ALL, by=desk.rina)
    with pytest.raises(Forbidden):
        await operations.use_word_template(made.id, by=desk.rina)
    with pytest.raises((NotFound, Forbidden)):
        await queries.find_word_template(made.id, to=desk.guest)


async def test_everything_wrong_with_a_template_is_told_at_once(desk):
    with pytest.raises(Invalid) as refused:
        await add(desk, "Nomor {{ nomor }}", "{{ 9 ** 9 }}", "{{ subject }}")
    told = [each["message"] for each in refused.value.errors]
    assert told == [
        "“nomor” tidak dikenal (di: Nomor {{ nomor }})",
        "“pow” tidak diperbolehkan dalam templat",
        "“letters” tidak ada dalam templat, padahal wajib",
        "“number / head” tidak ada dalam templat, padahal wajib",
        "“signer_name” tidak ada dalam templat, padahal wajib",
        "“watermark” tidak ada dalam templat, padahal wajib",
    ]
    assert await DocumentTemplate.all().count() == 0


async def test_a_template_is_handed_in_and_used_on_its_pages(desk, as_person):
    here = "/letters/templates/word"
    docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    fields = {"agency": "BPSDM", "kind": "letter"}
    async with as_person(desk.keeper, page=True) as browser:
        bad = await browser.post(
            here, data=fields, files={"file": ("a.docx", word("{{ nomor }}"), docx)}
        )
        good = await browser.post(
            here, data=fields, files={"file": ("../../a.docx", word("SATU", ALL), docx)}
        )
        where = good.headers["location"]
        page = await browser.get(where)
        used = await browser.post(f"{where}/use", data={})
        listed = await browser.get(here)
        sample = await browser.get(f"{where}/sample.docx")
        default = await browser.get(f"{here}/default.docx?kind=minutes")
    assert "“nomor” tidak dikenal" in bad.text
    assert (good.status_code, used.status_code) == (303, 303)
    assert "Pakai templat ini" in page.text
    assert "Dipakai" in listed.text
    assert "SATU" in text_of(sample.content)
    assert default.content == (shelf() / "minutes.docx").read_bytes()


async def test_programs_hand_in_use_and_stop_a_template(desk, as_person):
    here = "/api/v1/document-templates"
    file = {"file": ("a.docx", word("SATU", ALL), "application/octet-stream")}
    async with as_person(desk.keeper) as client:
        made = (
            await client.post(here, data={"agency": "BPSDM", "kind": "letter"}, files=file)
        ).json()
        used = (await client.post(f"{here}/{made['id']}/use")).json()
        listed = (await client.get(here)).json()["items"]
        stopped = (await client.post(f"{here}/{made['id']}/stop")).json()
        refused = await client.post(here, data={"agency": "BPSDM", "kind": "x"}, files=file)
    assert [made["status"], used["status"], stopped["status"]] == ["tried", "used", "past"]
    assert [each["filename"] for each in listed] == ["a.docx"]
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("said", "kept"),
    [("../../etc/a.docx", "a.docx"), ("C:\\x\\b.docx", "b.docx"), ("\x00", "templat.docx")],
)
def test_names_of_files_are_names(said, kept):
    assert plain_name(said) == kept
