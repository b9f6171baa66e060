"""The letter on paper: what the PDF and the Word document say, by their text."""

import base64
import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime

import docx
import pytest

from rakor.documents import qr
from rakor.documents.pdf import MissingGlyph, render_pdf, render_pictures
from rakor.documents.word import render_docx
from rakor.letters.export import (
    Copy,
    Group,
    LetterDocument,
    Letterhead,
    Look,
    Member,
    Row,
    from_content,
    place_and_date,
    times,
    to_content,
    to_typst_values,
    to_word_values,
)
from rakor.letters.export.schedule import days

LETTER = LetterDocument(
    letterhead=Letterhead(
        "Kementerian Contoh Republik Indonesia",
        "Badan Pengembangan SDM",
        ("Jalan Contoh Nomor 1, Jakarta",),
    ),
    look=Look(),
    created_at=datetime(2026, 11, 23, 3, tzinfo=UTC),
    number="B-142/BPSDM/KS.01/11/2026",
    urgency="Segera",
    attachment="Satu berkas",
    subject="Undangan Rapat Koordinasi Teknis",
    place_and_date="Jakarta, 23 November 2026",
    date="23 November 2026",
    rows=(
        Row("hari, tanggal", "Selasa, 1 Desember 2026"),
        Row("pukul", "09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)"),
        Row("tempat", "Ruang Rapat Anggrek Lt. 3 dan Zoom"),
    ),
    signing=("a.n. Menteri Contoh", "Kepala Badan Pengembangan SDM,"),
    signer_name="Nama Lengkap Pejabat",
    opening=("Menindaklanjuti hasil Rakornas, kami mengundang Bapak/Ibu pada:",),
    closing=("Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",),
    copies=("Menteri Contoh (sebagai laporan)", "Sekretaris Jenderal"),
    annex=(
        Group("Kementerian A", (Member("Sekretaris Jenderal", "Dr. Contoh"),)),
        Group("Provinsi B", (Member("Sekretaris Daerah", ""), Member("", "Ibu Tamu"))),
    ),
    draft=False,
    to=("Yth. (daftar terlampir)",),
)
PERSONAL = Copy(
    ("Yth. Sekretaris Daerah", "Provinsi B", "di tempat"),
    "https://rakor.example.go.id/r/abc",
    "salinan ke 2 dari 3",
)
LOGO = base64.b64encode(qr.png("logo")).decode()


async def text_of(document: LetterDocument, *copies: Copy) -> list[str]:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    made = await render_pdf("letter", to_typst_values(document, copies))
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made, capture_output=True, check=True
    )
    lines = read.stdout.decode().replace("\f", "\n--\n").splitlines()
    return [re.sub(r"\s+", " ", line).strip() for line in lines if line.strip()]


def said_in_word(content: bytes) -> list[str]:
    read = docx.Document(io.BytesIO(content))
    paragraphs = [each.text for each in read.paragraphs]
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return [line.strip() for line in paragraphs + cells if line.strip()]


async def test_the_parts_of_a_letter_stand_in_their_order():
    lines = await text_of(LETTER, Copy())
    assert lines[:17] == [
        "KEMENTERIAN CONTOH REPUBLIK INDONESIA",
        "BADAN PENGEMBANGAN SDM",
        "Jalan Contoh Nomor 1, Jakarta",
        "Nomor : B-142/BPSDM/KS.01/11/2026 Jakarta, 23 November 2026",
        "Sifat : Segera",
        "Lampiran : Satu berkas",
        "Hal : Undangan Rapat Koordinasi Teknis",
        "Yth. (daftar terlampir)",
        "Menindaklanjuti hasil Rakornas, kami mengundang Bapak/Ibu pada:",
        "hari, tanggal : Selasa, 1 Desember 2026",
        "pukul : 09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)",
        "tempat : Ruang Rapat Anggrek Lt. 3 dan Zoom",
        "Atas perhatian Bapak/Ibu, kami ucapkan terima kasih.",
        "a.n. Menteri Contoh",
        "Kepala Badan Pengembangan SDM,",
        "Nama Lengkap Pejabat",
        "Tembusan:",
    ]
    assert lines[17:] == [
        "1. Menteri Contoh (sebagai laporan)",
        "2. Sekretaris Jenderal",
        "--",
        "Lampiran surat",
        "Nomor : B-142/BPSDM/KS.01/11/2026",
        "Tanggal : 23 November 2026",
        "Daftar undangan",
        "No Jabatan Nama",
        "Kementerian A",
        "1 Sekretaris Jenderal Dr. Contoh",
        "Provinsi B",
        "2 Sekretaris Daerah –",
        "3 – Ibu Tamu",
        "–2–",
        "--",
    ]


async def test_every_copy_begins_anew_with_its_own_addressee_link_and_number():
    letter = replace(LETTER, annex=(), attachment="–", security="Rahasia", deadline="Jumat")
    lines = await text_of(letter, replace(PERSONAL, number="salinan ke 1 dari 3"), PERSONAL)
    assert lines.count("BADAN PENGEMBANGAN SDM") == 2
    assert [line for line in lines if "RAHASIA" in line] == [
        "RAHASIA salinan ke 1 dari 3",
        "RAHASIA salinan ke 2 dari 3",
    ]
    assert lines.count("https://rakor.example.go.id/r/abc") == 2
    assert lines.count(
        "Konfirmasi kehadiran paling lambat Jumat melalui tautan atau kode QR berikut:"
    )
    assert sum("bukan tanda tangan elektronik" in line for line in lines) == 2


@pytest.mark.parametrize("paper", ["a4", "f4"])
@pytest.mark.parametrize("place", ["left", "right"])
async def test_the_pdf_is_archival_tagged_and_has_stable_bytes(paper, place):
    letter = replace(
        LETTER,
        look=Look("New Computer Modern", 11, paper, place),
        letterhead=replace(LETTER.letterhead, logo=LOGO),
    )
    made = await render_pdf("letter", to_typst_values(letter, [PERSONAL]))
    assert made == await render_pdf("letter", to_typst_values(letter, [PERSONAL]))
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


async def test_the_word_document_says_the_same_and_has_stable_bytes():
    letter = replace(LETTER, letterhead=replace(LETTER.letterhead, logo=LOGO))
    values = to_word_values(letter, [PERSONAL])
    made = await render_docx("letter", values)
    said = said_in_word(made)
    assert made == await render_docx("letter", to_word_values(letter, [PERSONAL]))
    for line in (
        "salinan ke 2 dari 3",
        "Badan Pengembangan SDM",
        "B-142/BPSDM/KS.01/11/2026",
        "Jakarta, 23 November 2026",
        "Yth. Sekretaris Daerah",
        "09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)",
        "a.n. Menteri Contoh\nKepala Badan Pengembangan SDM,",
        "Nama Lengkap Pejabat",
        "2. Sekretaris Jenderal",
        "Provinsi B",
        "Ibu Tamu",
    ):
        assert line in said


@pytest.mark.parametrize(("paper", "width"), [("a4", 11906), ("f4", 12189)])
async def test_the_word_document_has_the_paper_of_the_template(paper, width):
    letter = replace(LETTER, look=Look(paper=paper))
    made = await render_docx("letter", to_word_values(letter, [Copy()]))
    assert docx.Document(io.BytesIO(made)).sections[0].page_width.twips == width


async def test_what_was_issued_reads_back_as_it_was():
    assert from_content(to_content(LETTER)) == LETTER


async def test_a_draft_says_so_and_pictures_are_pages():
    pages = await render_pictures("letter", to_typst_values(replace(LETTER, draft=True), [Copy()]))
    assert [page[:8] for page in pages] == [b"\x89PNG\r\n\x1a\n"] * 2


async def test_a_letter_that_no_font_has_is_named():
    with pytest.raises(MissingGlyph) as refused:
        await render_pdf("letter", to_typst_values(replace(LETTER, subject="Rapat 𒀀"), [Copy()]))
    assert refused.value.extra["character"] == "𒀀"


async def test_source_in_people_s_text_stays_text():
    lines = await text_of(replace(LETTER, subject='#read("/etc/passwd") {{ 1 + 1 }}'), Copy())
    assert 'Hal : #read("/etc/passwd") {{ 1 + 1 }}' in lines


def test_hours_are_told_in_all_three_zones_with_the_day_where_it_differs():
    def at(hour: int) -> datetime:
        return datetime(2026, 12, 1, hour, tzinfo=UTC)

    assert times(at(2), at(5), "Asia/Jakarta") == "09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)"
    assert times(at(2), at(5), "Asia/Jayapura") == "11.00 – 14.00 WIT (09.00 WIB / 10.00 WITA)"
    assert times(at(16), at(17), "Asia/Jakarta") == (
        "23.00 – 00.00 (2 Des.) WIB (00.00 WITA hari berikutnya / 01.00 WIT hari berikutnya)"
    )


def test_days_and_places_read_as_an_office_writes_them():
    def on(day: int) -> datetime:
        return datetime(2026, 12, day, 3, tzinfo=UTC)

    assert days(on(1), on(1), "Asia/Jakarta") == "Selasa, 1 Desember 2026"
    assert days(on(1), on(2), "Asia/Jakarta") == "Selasa s.d. Rabu, 1 s.d. 2 Desember 2026"
    assert place_and_date("Jakarta", date(2026, 11, 23)) == "Jakarta, 23 November 2026"
    assert place_and_date("", date(2026, 11, 23)) == "23 November 2026"
