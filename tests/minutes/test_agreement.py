"""The berita acara: its parties, what they agreed, and its day in words."""

import io
from datetime import date

from docx import Document

from rakor.documents.pdf import compile_pdf
from rakor.documents.word import compile_docx
from rakor.minutes.export.agreement import agreement
from tests.documents.archival import faults

from .notula_sample import document

DAY = date(2026, 12, 1)


def test_the_day_is_in_words_and_the_organizer_is_the_first_party():
    whole = document(20)
    made = agreement(whole, DAY)
    assert made["opening"].startswith(
        "Pada hari ini, Selasa, tanggal satu bulan Desember tahun dua ribu dua puluh enam, "
        "bertempat di "
    )
    assert made["parties"][0]["agency"] == whole.letterhead.name
    others = [each.agency for each in whole.attendance if each.heads]
    assert [each["agency"] for each in made["parties"][1:]] == others
    assert f"dalam rangkap {len(others) + 1} (" in made["closing"]
    assert [each["text"] for each in made["points"]] == [each.text for each in whole.decisions]


def test_a_pair_is_the_organizer_and_the_agency_that_was_named():
    agency = document(20).attendance[1].agency
    made = agreement(document(20), DAY, [agency])
    assert [each["agency"] for each in made["parties"][1:]] == [agency]
    assert "rangkap 2 (dua)" in made["closing"]


def test_it_is_printed_for_the_archive_and_in_word():
    made = agreement(document(20), DAY)
    assert faults(compile_pdf("agreement", made)) == []
    word = Document(io.BytesIO(compile_docx("agreement", made)))
    text = [each.text for each in word.paragraphs]
    assert made["opening"] in text
    assert made["closing"] in text


async def test_it_is_downloaded_from_the_page_and_by_programs_without_what_is_secret(
    held, as_person
):
    here = f"/meetings/{held.meeting.id}/agreement"
    async with as_person(held.taker, page=True) as taker, as_person(held.guest) as guest:
        await taker.post(held.page)
        shown = (await taker.get(held.page)).text
        pdf = await taker.get(f"{here}.pdf?agency=")
        word = await taker.get(f"{here}.docx")
        refused = await guest.get(f"/api/v1{here}.pdf")
    assert f'action="{here}.pdf"' in shown
    assert (pdf.status_code, faults(pdf.content)) == (200, [])
    assert pdf.headers["content-disposition"].startswith('attachment; filename="berita-acara-')
    text = "\n".join(each.text for each in Document(io.BytesIO(word.content)).paragraphs)
    assert "Kuota 30% kursi" in text
    assert "rahasia" not in text.lower()
    assert refused.status_code == 404
