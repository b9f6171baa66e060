"""The documents of minutes: every format, the same bytes for ever, nothing confidential outside."""

import io
import json
import shutil
import subprocess

import pytest
from docx import Document

from rakor.issued.models import IssuedFile
from rakor.issued.rules import Edition

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


@pytest.fixture
async def drafted(held, as_person):
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
    return held


@pytest.fixture
async def approved(drafted, as_person):
    async with as_person(drafted.taker) as taker, as_person(drafted.chair) as chair:
        await taker.post(f"{drafted.api}/submit", json={})
        await chair.post(f"{drafted.api}/approve", json={})
    return drafted


def text_of(form: str, content: bytes) -> str:
    """What a reader of that format sees."""
    if form == "docx":
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([p.text for p in document.paragraphs] + cells)
    if form == "pdf":
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext (poppler-utils) is not installed")
        made = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True
        )
        return made.stdout.decode()
    return content.decode()


@pytest.mark.parametrize("form", list(FORMS))
async def test_every_format_opens_and_says_what_was_said(drafted, as_person, form):
    async with as_person(drafted.taker) as program:
        answer = await program.get(f"{drafted.api}.{form}")

    assert (answer.status_code, answer.headers["content-type"]) == (200, FORMS[form])
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="notula-rapat-koordinasi-teknis-lengkap.{form}"'
    )
    said = text_of(form, answer.content)
    for words in ("Rapat Koordinasi Teknis", "Kuota 30% kursi", "Sangat rahasia", "Melati"):
        assert words in said


@pytest.mark.parametrize("form", list(FORMS))
@pytest.mark.parametrize("asks", ["guest", "taker"])
async def test_what_is_circulated_has_nothing_confidential(approved, as_person, form, asks):
    query = "?circulated=true" if asks == "taker" else ""
    async with as_person(getattr(approved, asks)) as program:
        answer = await program.get(f"{approved.api}.{form}{query}")

    assert "-lengkap" not in answer.headers["content-disposition"]
    said = text_of(form, answer.content).lower()
    assert "kuota 30% kursi" in said
    assert "rahasia" not in said


async def test_both_versions_are_kept_apart(approved, as_person):
    async with as_person(approved.taker) as taker, as_person(approved.guest) as guest:
        whole = await taker.get(f"{approved.api}.md")
        short = await guest.get(f"{approved.api}.md")
        again = await guest.get(f"{approved.api}.md")
        circulated = await taker.get(f"{approved.api}.md?circulated=true")

    assert short.content == again.content == circulated.content != whole.content


@pytest.mark.parametrize("form", list(FORMS))
async def test_an_approved_document_has_the_same_bytes_for_ever(approved, as_person, form):
    async with as_person(approved.taker) as taker:
        first = await taker.get(f"{approved.api}.{form}")
        kept = await IssuedFile.get(form=form, edition=Edition.WHOLE)
        assert bytes(kept.content) == first.content
        await kept.delete()
        made_again = await taker.get(f"{approved.api}.{form}")
        await taker.post(f"{approved.api}/distribute", json={})
        approved.meeting.title = "Nama baru"
        await approved.meeting.save()
        later = await taker.get(f"{approved.api}.{form}")

    assert first.content == made_again.content == later.content


async def test_a_draft_follows_its_edits(drafted, as_person):
    async with as_person(drafted.taker) as taker:
        before = await taker.get(f"{drafted.api}.json")
        await taker.patch(drafted.api, json={"opening": "Baru."})
        after = await taker.get(f"{drafted.api}.json")

    assert json.loads(before.content)["status"] == json.loads(after.content)["status"] == "Draf"
    assert "Baru." in after.text
    assert await IssuedFile.all().count() == 0


async def test_an_unknown_question_is_refused(approved, as_person):
    async with as_person(approved.taker) as taker:
        answer = await taker.get(f"{approved.api}.pdf?secret=1")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "secret")


async def test_people_download_through_the_page(approved, as_person):
    async with as_person(approved.guest, page=True) as browser:
        answer = await browser.get(f"{approved.page}.pdf")
    async with as_person(approved.stranger, page=True) as browser:
        refused = await browser.get(f"{approved.page}.pdf")

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert (refused.status_code, refused.headers["content-type"]) == (
        404,
        "text/html; charset=utf-8",
    )
