"""Spreadsheets as they come: from every program, damaged, disguised, or made to do harm."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rakor.documents.reading_sheets import MOST_COLUMNS, Rounded, Sheet, read_sheets
from rakor.documents.sheets import Column, Table, write_csv, write_xlsx
from rakor.errors import Invalid, RakorError, TooLarge

ROWS = [["Kode", "Nama"], ["BKN", "Badan; “Negara”, Jakarta"], ["", "dua\nbaris"]]


def book(cells, *, name="Orang", far=None):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        sheet = made.add_worksheet(name)
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(cells):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(at, column, cell, day)
                else:
                    sheet.write(at, column, cell)
        if far:
            sheet.write(*far, "jauh")
    return out.getvalue()


def repacked(content, **changed):
    """The same archive with members replaced, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, body in changed.items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


def csv(delimiter=",", rows=ROWS):
    quoted = (delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    return "\r\n".join(quoted)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_whatever_wrote_it(code, delimiter):
    assert read_sheets(csv(delimiter).encode(code), "a.csv") == [Sheet("", [*ROWS])]


def test_the_separator_that_excel_names_is_believed():
    assert read_sheets(b"sep=|\r\na|b;c,d\r\n") == [Sheet("", [["a", "b;c,d"]])]


def test_a_cell_that_was_kept_from_being_a_formula_is_itself_again():
    table = Table("T", [Column("Telepon"), Column("Nama")], [["+62 812", "'Abdul"], ["=1+1", "-"]])

    rows = read_sheets(write_csv(table), "a.csv")[0].rows

    assert rows[1:] == [["+62 812", "'Abdul"], ["=1+1", "-"]]


def test_a_workbook_is_read_sheet_by_sheet_with_days_as_days():
    table = Table("Jabatan", [Column("A")], [["x"]])
    content = write_xlsx([table, Table("Orang", [Column("NIP")], [["196804121990031009"]])])

    assert read_sheets(content, "a.xlsx") == [
        Sheet("Jabatan", [["A"], ["x"]]),
        Sheet("Orang", [["NIP"], ["196804121990031009"]]),
    ]
    assert read_sheets(book([["Mulai"], [dt.date(2026, 1, 31)], [7], [2.5], [True]]))[0].rows == [
        ["Mulai"],
        ["2026-01-31"],
        ["7"],
        ["2.5"],
        ["1"],
    ]


@pytest.mark.parametrize("number", [196804121990031009, 1.96804e17])
def test_a_number_that_excel_has_rounded_is_told_apart(number):
    cell = read_sheets(book([["NIP"], [number]]))[0].rows[1][0]

    assert isinstance(cell, Rounded)


@pytest.mark.parametrize("text", ["1.96804E+17", "1,96804E+17"])
def test_a_rounded_number_in_a_csv_file_is_told_apart(text):
    cell = read_sheets(f"NIP;Nama\r\n{text};A".encode(), "a.csv")[0].rows[1][0]

    assert isinstance(cell, Rounded)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.csv", "Berkas ini kosong."),
        (b"  \r\n", "a.csv", "Berkas ini kosong."),
        (b"Kode,Nama", "a.xlsx", "Namanya XLSX, tetapi isinya berkas lain."),
        (book([["a"]]), "a.csv", "Namanya CSV, tetapi isinya berkas lain."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "Ini berkas Excel lama atau bersandi."),
        (b"%PDF-1.7\n\x00\x01\x02", "a.csv", "Ini bukan berkas CSV atau XLSX."),
        (b"\x89PNG\r\n\x1a\n\x00", "", "Ini bukan berkas CSV atau XLSX."),
        (b"PK\x03\x04 and nothing", "a.xlsx", "Berkas XLSX ini rusak."),
        (repacked(book([["a"]]), **{"xl/workbook.xml": None}), "a.xlsx", "Ini arsip lain"),
        (
            repacked(book([["a"]]), **{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData>"}),
            "a.xlsx",
            "Berkas XLSX ini rusak.",
        ),
        (b'a,"b\n' * 3, "a.csv", None),
        (b"x" * 3000, "a.csv", "Sel pada baris 1 terlalu panjang"),
        (b"," * (MOST_COLUMNS - 1) + b"a,b", "a.csv", "Paling banyak 60 kolom."),
        (b"a\n" * 50_002, "a.csv", "Paling banyak 50000 baris."),
    ],
)
def test_what_is_no_spreadsheet_is_refused_plainly(content, name, reason):
    if reason is None:
        read_sheets(content, name)
        return
    with pytest.raises(Invalid) as refused:
        read_sheets(content, name)

    assert refused.value.errors[0]["field"] == "file"
    assert refused.value.detail.startswith(reason)


def test_an_archive_that_swells_is_refused_before_it_is_unpacked():
    bomb = repacked(book([["a"]]), **{"xl/media/image1.xml": b"0" * (220 * 1024 * 1024)})

    assert len(bomb) < 1024 * 1024
    with pytest.raises(TooLarge):
        read_sheets(bomb, "a.xlsx")


def test_an_archive_that_lies_about_its_size_is_measured():
    bomb = bytearray(repacked(book([["a"]]), **{"zz.xml": b"0" * (220 * 1024 * 1024)}))
    size = (220 * 1024 * 1024).to_bytes(4, "little")
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = (1).to_bytes(4, "little")

    with pytest.raises(RakorError):
        read_sheets(bytes(bomb), "a.xlsx")


@pytest.mark.parametrize("far", [(1_048_575, 0), (0, 16_383), (1_048_575, 16_383)])
def test_a_cell_at_the_end_of_the_world_reserves_no_room(far):
    with pytest.raises(Invalid) as refused:
        read_sheets(book([["Kode"]], far=far), "a.xlsx")

    assert refused.value.detail == "Paling banyak 50000 baris dan 60 kolom."


def test_a_far_cell_may_hide_its_place():
    hidden = b'<row r="1048576"><c x=">"><v>1</v></c></row></sheetData>'
    content = book([["Kode"]])
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    name = "xl/worksheets/sheet1.xml"
    moved = repacked(content, **{name: sheet.replace(b"</sheetData>", hidden)})

    with pytest.raises(Invalid):
        read_sheets(moved, "a.xlsx")


def test_an_empty_last_row_as_libreoffice_writes_it_does_no_harm():
    content, name = book([["Kode"], ["BKN"]]), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        sheet = old.read(name)
    last = b'<row r="1048576" customFormat="false" ht="12.8"></row></sheetData>'

    rows = read_sheets(repacked(content, **{name: sheet.replace(b"</sheetData>", last)}))[0].rows

    assert rows == [["Kode"], ["BKN"]]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.sampled_from(["", "a.csv", "a.xlsx"]), st.booleans())
def test_whatever_is_sent_is_read_or_refused(content, name, zipped):
    try:
        sheets = read_sheets((b"PK\x03\x04" if zipped else b"") + content, name)
    except RakorError:
        return
    assert all(isinstance(cell, str) for sheet in sheets for row in sheet.rows for cell in row)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """Made once: its bytes hold the time at which it was made."""
    return book([["Kode", "Nama"], ["BKN", "Badan"]])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused(workbook, data):
    content = bytearray(workbook)
    for _change in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    try:
        read_sheets(bytes(content), "a.xlsx")
    except RakorError:
        return
