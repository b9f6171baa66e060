"""Tables as XLSX and CSV."""

import csv as reader
import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rakor.documents import sheets
from rakor.documents.sheets import Column, Kind, Table

COLUMNS = [
    Column("Nama", 30),
    Column("Kursi", 10, Kind.WHOLE),
    Column("Nilai", 10, Kind.DECIMAL),
    Column("Tanggal", 14, Kind.DATE),
    Column("Masuk", 18, Kind.MOMENT),
]
ROW = [
    "=1+1",
    30,
    1.5,
    dt.date(2023, 7, 13),
    dt.datetime(2023, 7, 13, 9, 5, tzinfo=dt.timezone(dt.timedelta(hours=7))),
]


async def test_csv_has_a_bom_and_no_formula():
    made = await sheets.csv(Table("Hadir", COLUMNS, [ROW, [None, True, 2, None, "biasa"]]))
    assert made.decode() == (
        "\ufeffNama,Kursi,Nilai,Tanggal,Masuk\r\n"
        "'=1+1,30,1.5,2023-07-13,2023-07-13 09:05\r\n"
        ",True,2,,biasa\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\x00=", "＝"])
def test_a_cell_that_a_spreadsheet_would_evaluate_gets_an_apostrophe(start):
    made = sheets.write_csv(Table("x", [Column("x")], [[f"{start}cmd|' /C calc'!A0"]]))
    rows = list(reader.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows[1][0][0] == "'"


@settings(deadline=None)
@given(st.text(min_size=1))
def test_no_text_becomes_a_formula(text):
    made = sheets.write_csv(Table("x", [Column("x")], [[text]]))
    first = list(reader.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))[1:][0:1]
    assert not first or not first[0] or first[0][0][:1] not in ("=", "+", "-", "@", "\t", "\r")


async def test_a_workbook_holds_text_as_text_and_numbers_as_numbers():
    made = await sheets.xlsx([Table("Hadir", COLUMNS, iter([ROW]))])
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert '<c r="A2" s="2" t="inlineStr"><is><t>=1+1</t></is></c>' in sheet
    assert '<c r="B2" s="3"><v>30</v></c>' in sheet
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet


async def test_names_of_sheets_are_made_to_fit_and_stay_apart():
    tables = [Table("Daftar hadir: hari/1 yang sangat panjang sekali", [Column("x")], [])] * 2
    made = await sheets.xlsx([*tables, Table("[]", [Column("x")], [])])
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        names = book.read("xl/workbook.xml").decode()
    assert 'name="Daftar hadir  hari 1 yang sanga"' in names
    assert 'name="Daftar hadir  hari 1 yang s (2)"' in names
    assert 'name="Lembar"' in names


async def test_the_same_values_give_the_same_bytes():
    moment = dt.datetime(2023, 7, 13, tzinfo=dt.UTC)
    made = [await sheets.xlsx([Table("x", COLUMNS, [ROW])], created_at=moment) for _ in range(2)]
    assert made[0] == made[1]


async def test_control_characters_do_not_break_a_workbook():
    made = await sheets.xlsx([Table("x", [Column("x")], [["a\x00\x0b\ud800b"]])])
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        assert "<t>ab</t>" in book.read("xl/worksheets/sheet1.xml").decode()
