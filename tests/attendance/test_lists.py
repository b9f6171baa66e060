import io
import json
import re
import sys
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from docx import Document

from rakor.attendance import export, operations, queries
from rakor.attendance.models import Signature
from rakor.attendance.rules import (
    Attendance,
    Direction,
    Hours,
    ListPerson,
    Stay,
    Stroked,
    WalkIn,
    Wish,
    sheets_of,
)
from rakor.documents.pdf import compile_pdf
from rakor.documents.reading_sheets import read_sheets
from rakor.documents.sheets import write_csv, write_xlsx
from rakor.documents.word import compile_docx
from rakor.meetings.rules import Channel, Kind

NINE = datetime(2026, 12, 1, 2, tzinfo=UTC)  # 09.00 WIB
HOURS = Hours(NINE, NINE + timedelta(hours=3), "Asia/Jakarta", 15, 15)
MADE = datetime(2026, 12, 1, 8, tzinfo=UTC)


def at(minutes: int, days: int = 0) -> datetime:
    return NINE + timedelta(minutes=minutes, days=days)


def person(name: str = "Sari Utami, S.E.", **facts: object) -> ListPerson:
    return ListPerson(**{"name": name, "office": "Kepala Pusat", "agency": "BKN", **facts})


def listing(*people: ListPerson, hours: Hours = HOURS) -> Attendance:
    return Attendance(
        title="Rapat Koordinasi Teknis",
        kind=Kind.TECHNICAL_COORDINATION,
        place="Ruang Rapat Cendrawasih",
        region="Jakarta",
        hours=hours,
        kop=("Kementerian Dalam Negeri", "BPSDM", "Jl. Taman Makam Pahlawan 20"),
        responsible="Ratnasari Halim",
        people=people,
        missing=(),
    )


def test_somebody_in_the_room_and_online_stands_once_on_the_sheet_of_the_room():
    [sheet] = sheets_of(
        [
            person(stays_room=[Stay(at(0), at(170))], stays_online=[Stay(at(5), None)]),
            person("Tono", stays_online=[Stay(at(20), at(60))]),
        ],
        HOURS,
    )
    assert [line.person.name for line in sheet.room] == ["Sari Utami, S.E."]
    assert [line.person.name for line in sheet.online] == ["Tono"]
    assert (sheet.heads, sheet.room[0].both) == (2, True)
    assert (sheet.room[0].until, sheet.room[0].minutes) == (None, 180)
    assert (sheet.online[0].late, sheet.online[0].early, sheet.online[0].minutes) == (20, 120, 40)


def test_every_day_has_a_sheet_and_begins_at_the_same_hour():
    hours = Hours(NINE, at(180, days=1), "Asia/Jakarta", 15, 15)
    stays = [Stay(at(0), at(480)), Stay(at(30, days=1), at(180, days=1))]
    first, second = sheets_of([person(stays_room=stays)], hours)
    assert (first.day, second.day) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (first.room[0].late, first.room[0].early) == (0, 0)
    assert (second.room[0].late, second.room[0].early) == (30, 0)


def test_somebody_who_was_seen_after_the_last_day_is_on_a_sheet_of_that_day():
    [sheet] = sheets_of([person(stays_room=[Stay(at(0, days=3), None)])], HOURS)
    assert (sheet.day, sheet.room[0].early) == (date(2026, 12, 4), 0)


def test_companions_stand_on_the_list_and_are_not_counted():
    came = [Stay(at(0), None)]
    found = listing(
        person(stays_room=came), person("Budi", companion_of="Sari Utami, S.E.", stays_room=came)
    )
    values = export.to_values(found, MADE)
    facts = {row["label"]: row["lines"] for row in values["fact_rows"]}
    assert facts["Jumlah hadir"] == ["1 orang dari 1 instansi"]
    assert facts["Pendamping"] == ["1 orang"]
    standings = [row["standing"] for row in values["days"][0]["room"][0]["rows"]]
    assert standings == ["Undangan", "Pendamping Sari Utami, S.E."]


def test_the_list_is_printed_in_indonesian_with_the_weekday_computed():
    signed = Stroked([[(0, 0), (10, 20)]], 300, 100)
    found = listing(
        person(
            represents="Kepala BKN",
            stays_room=[Stay(at(20), at(150))],
            signatures={date(2026, 12, 1): signed},
        )
    )
    values = export.to_values(found, MADE)
    [group] = values["days"][0]["room"]
    assert group["agency"] == "BKN"
    assert group["rows"] == [
        {
            "number": "1",
            "name": "Sari Utami, S.E.",
            "office": "Kepala Pusat",
            "standing": "Mewakili Kepala BKN",
            "times": "09.20–11.30",
            "remark": "terlambat 20 mnt, pulang awal 30 mnt",
            "signature": (
                '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" width="300" '
                'height="100"><path d="M0 0 L10 20" fill="none" stroke="#151f29" stroke-width="3" '
                'stroke-linecap="round" stroke-linejoin="round"/></svg>'
            ),
            "typed": [],
            "lasted": "",
        }
    ]
    assert values["fact_rows"][2] == {
        "label": "Hari, tanggal",
        "lines": ["Selasa, 1 Desember 2026"],
    }
    assert values["place_and_date"] == "Jakarta, 1 Desember 2026"


def test_a_name_that_was_typed_stands_in_place_of_a_signature():
    signed = {date(2026, 12, 1): Stroked([], 0, 0, "Sari #Utami", at(3))}
    found = listing(person(stays_room=[Stay(at(0), None)], signatures=signed))
    values = export.to_values(found, MADE)
    [row] = values["days"][0]["room"][0]["rows"]
    assert (row["signature"], row["typed"]) == ("", ["Sari #Utami", "tanda tangan ketik 09.03"])
    assert compile_pdf("attendance", values).startswith(b"%PDF-1.7")
    word = Document(io.BytesIO(compile_docx("attendance", values)))
    assert word.tables[1].rows[2].cells[5].text == "Sari #Utami, tanda tangan ketik 09.03"


def test_the_pdf_is_tagged_and_holds_signatures_and_the_word_document_opens():
    signed = {date(2026, 12, 1): Stroked([[(0, 0), (10, 20)]], 300, 100)}
    values = export.to_values(
        listing(person(stays_room=[Stay(at(0), None)], signatures=signed)), MADE
    )
    pdf = compile_pdf("attendance", values)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in pdf
    word = Document(io.BytesIO(compile_docx("attendance", values)))
    told = [[cell.text for cell in row.cells] for row in word.tables[1].rows]
    assert told[2] == [
        "1",
        "Sari Utami, S.E.",
        "Kepala Pusat",
        "Undangan",
        "09.00",
        "ditandatangani di layar",
        "",
    ]


def test_the_word_template_is_what_its_script_makes(monkeypatch):
    folder = Path(__file__).parents[2] / "templates" / "documents"
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    namespace = {"__name__": "maker"}
    exec((folder / "make_attendance_docx.py").read_text(), namespace)  # noqa: S102 -- our own script
    assert namespace["AttendanceMaker"]().make() == (folder / "attendance.docx").read_bytes()


def test_a_name_that_looks_like_a_formula_is_text_in_every_sheet():
    found = listing(person("=HYPERLINK(1)", stays_room=[Stay(at(0), None)]))
    text = write_csv(export.everybody(found)).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert write_xlsx(export.workbook(found, [])).startswith(b"PK")


def test_a_workbook_shows_long_words_whole_and_has_no_sheet_for_a_way_nobody_came():
    office = "Kepala Pusat Pengembangan Kompetensi Teknis dan Fungsional Aparatur Sipil Negara"
    found = listing(person(office=office, stays_room=[Stay(at(0), None)]))
    book = write_xlsx(export.workbook(found, []))
    titles = [sheet.title for sheet in read_sheets(book)]
    assert titles == ["Daftar hadir", "Di ruang", "Per instansi", "Tidak hadir"]
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        row = re.search(r'<row r="2"[^>]*>', files.read("xl/worksheets/sheet1.xml").decode())
    assert row
    assert 'ht="45"' in row[0]


def test_the_sheet_to_be_signed_by_hand_counts_nobody():
    came = [Stay(at(0), None)]
    found = listing(person("Budi", companion_of="Sari", stays_room=came))
    labels = {row["label"] for row in export.to_values(found, MADE, blank=True)["fact_rows"]}
    assert not labels & {"Jumlah hadir", "Pendamping"}


async def test_the_list_of_a_meeting_holds_who_came_and_who_did_not(meeting, invite, dewi, bkn):
    sari = await invite("Sari", bkn)
    await invite("Tono", bkn)
    wishes = [
        Wish("n1", invitation=sari.id),
        Wish("n2", invitation=sari.id, direction=Direction.OUT),
        Wish("n3", walk_in=WalkIn("Budi", "Universitas Contoh")),
        Wish("n4", invitation=sari.id, channel=Channel.ONLINE),
    ]
    for wish in wishes:
        done = await operations.check_in(meeting.id, wish, by=dewi)
    await Signature.create(
        meeting=meeting, head=done.head, nonce="s", strokes=json.dumps([[[1, 2], [3, 4]]]),
        width=300, height=100, at=done.head.first_at,
    )  # fmt: skip

    found = await queries.attendance_of(meeting)
    assert [(each.name, len(each.stays_room)) for each in found.people] == [
        ("Sari", 1),
        ("Budi", 1),
    ]
    [signed] = found.people[0].signatures.values()
    assert signed.strokes == [[[1, 2], [3, 4]]]
    assert [each.name for each in found.missing] == ["Tono"]
    blank = await queries.attendance_of(meeting, blank=True)
    assert [each.name for each in blank.missing] == ["Sari", "Tono"]
