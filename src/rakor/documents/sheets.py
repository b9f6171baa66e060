"""Tables → XLSX and CSV, in which nothing that people wrote is ever taken for a formula."""

import asyncio
import csv as csv_writer
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rakor.documents.richtext import clean

if TYPE_CHECKING:  # loaded when somebody first asks for a workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# What a workbook is called where files travel.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cell = str | int | float | bool | dt.datetime | dt.date | None

_LONGEST_CELL = 32_767  # what Excel takes
_TALLEST = 409.0  # likewise
_FULL = 0.85  # of a column's width is filled by a line of words, on the average
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    DATE = "date"
    MOMENT = "moment"


_FORMATS = {
    Kind.TEXT: "@",
    Kind.WHOLE: "#,##0",
    Kind.DECIMAL: "#,##0.00",
    Kind.DATE: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters and what it holds."""

    name: str
    width: int = 18
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. Rows may be any iterable, read once; moments are printed in their own zone."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


async def xlsx(tables: Sequence[Table], *, created_at: dt.datetime | None = None) -> bytes:
    """A workbook with one sheet for each table, made off the event loop."""
    return await asyncio.to_thread(write_xlsx, tables, created_at=created_at)


async def csv(table: Table) -> bytes:
    """A table as CSV (RFC 4180, UTF-8 with BOM, which Excel needs), made off the event loop."""
    return await asyncio.to_thread(write_csv, table)


def write_xlsx(tables: Sequence[Table], *, created_at: dt.datetime | None = None) -> bytes:
    """What `xlsx` does, in the calling thread; with `created_at` the bytes are reproducible."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_date_format": _FORMATS[Kind.DATE],
    }
    with xlsxwriter.Workbook(out, options) as book:
        if created_at:
            book.set_properties({"created": created_at.astimezone(dt.UTC).replace(tzinfo=None)})
        head = book.add_format(
            {"bold": True, "bg_color": "#102B48", "font_color": "#FFFFFF", "text_wrap": True}
            | {"valign": "vcenter", "border": 1, "border_color": "#74838C"}
        )
        looks = {
            kind: book.add_format({"num_format": pattern, "valign": "top", "text_wrap": True})
            for kind, pattern in _FORMATS.items()
        }
        names: set[str] = set()
        for table in tables:
            _fill(book.add_worksheet(_sheet_name(table.title, names)), table, head, looks)
    return out.getvalue()


def write_csv(table: Table) -> bytes:
    """What `csv` does, in the calling thread."""
    return csv_head(table.columns) + csv_lines(table.rows)


def csv_head(columns: Sequence[Column]) -> bytes:
    """The beginning of a CSV that is sent piece by piece: the BOM and the headings."""
    return "\ufeff".encode() + csv_lines([[column.name for column in columns]])


def csv_lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Further lines of a CSV."""
    out = io.StringIO(newline="")
    writer = csv_writer.writer(out)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode()


def _fill(sheet: "Worksheet", table: Table, head: "Format", looks: dict[Kind, "Format"]) -> None:
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, looks[column.kind])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    widths = [column.width for column in table.columns]
    sheet.set_row(0, _height([column.name for column in table.columns], widths))
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, clean(column.name), head)
    for line, row in enumerate(table.rows, start=1):
        sheet.set_row(line, _height(row, widths))
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, line, at, cell, looks[column.kind])


def _height(row: Iterable[Cell], widths: Iterable[int]) -> float:
    """How high a row is in which every text shows whole: not every program works that out."""
    lines = 1
    for cell, width in zip(row, widths, strict=True):
        if isinstance(cell, str) and len(cell) > width * _FULL:
            lines = max(lines, sum(1 + int(len(p) / (width * _FULL)) for p in cell.split("\n")))
    return min(lines * 15.0, _TALLEST)


def _write(sheet: "Worksheet", line: int, at: int, cell: Cell, look: "Format") -> None:
    """A cell by the type of its value, so that text that looks like a number stays text."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        sheet.write_boolean(line, at, cell, look)
    elif isinstance(cell, int | float):
        sheet.write_number(line, at, cell, look)
    elif isinstance(cell, dt.datetime):
        sheet.write_datetime(line, at, cell.replace(tzinfo=None), look)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(line, at, cell, look)
    else:
        sheet.write_string(line, at, clean(cell)[:_LONGEST_CELL], look)


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name Excel takes: 31 characters, none of []:*?/\\', and not twice in a workbook."""
    base = _SHEET_NAME.sub(" ", clean(title)).strip()[:31] or "Lembar"
    name, count = base, 1
    while name.lower() in taken:
        count += 1
        name = f"{base[: 28 - len(str(count))]} ({count})"
    taken.add(name.lower())
    return name


def _harmless(cell: Cell) -> Cell:
    """A CSV cell that no spreadsheet evaluates (OWASP, CSV injection)."""
    if isinstance(cell, dt.datetime):
        return cell.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
    if not isinstance(cell, str):
        return cell
    text = clean(cell.replace("\r\n", "\n"))
    return f"'{text}" if cell.startswith(FORMULA) or text.startswith(FORMULA) else text
