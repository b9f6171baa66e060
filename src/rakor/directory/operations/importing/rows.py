"""The rows of a file on their way: read, judged one by one without holding up anybody else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from rakor.directory.rules.columns import Head, kind_of_sheet, recognise
from rakor.directory.rules.importing import SHEETS, FileKind, RowReport
from rakor.directory.rules.rows import is_example, told, values_of
from rakor.documents.reading_sheets import Rounded, Sheet, sheets_of
from rakor.errors import FieldError, Invalid, RakorError
from rakor.web.reading import checked
from rakor.web.shapes import Shape
from rakor.words import _

S = TypeVar("S", bound=Shape)
T = TypeVar("T")

Tell = Callable[[int, int], Awaitable[None]]
_BREATH = 25  # rows between two moments in which others get their turn
_TOLD = 500  # rows between two words about the progress


@dataclass(slots=True)
class Row:
    """A row with what it says as text, and the report on it."""

    said: dict[str, str]
    report: RowReport

    def key(self, name: str) -> str:
        return self.said.get(name, "").strip()

    def read(self, shape: type[S], known: dict[str, Any] | None = None) -> tuple[S, dict[str, Any]]:
        """The row as a shape, and what it said itself; `known` fills in what it need not repeat.

        Refuses (Invalid) with every cell that cannot be.
        """
        values, errors = values_of(self.report.kind, self.said)
        if errors:
            raise Invalid(errors[0]["message"], errors=errors)
        return checked(shape, {**(known or {}), **values}), values


@dataclass(slots=True)
class Batch:
    """All rows of a file by what they are, and what in it was passed over."""

    rows: dict[FileKind, list[Row]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def all(self) -> list[Row]:
        return [row for kind in FileKind for row in self.rows.get(kind, ())]


async def gently(things: Iterable[T]) -> AsyncIterator[T]:
    """These things one by one, with moments in between in which others get their turn."""
    for n, each in enumerate(things, 1):
        yield each
        if n % _BREATH == 0:
            await asyncio.sleep(0)


class Pace:
    """Counts rows, lets others have their turn, and tells now and then how far it is."""

    def __init__(self, total: int, tell: Tell | None) -> None:
        self.total, self.done, self._tell = total, 0, tell

    async def over(self, rows: Sequence[Row]) -> AsyncIterator[Row]:
        async for row in gently(rows):
            yield row
            self.done += 1
            if self._tell and self.done % _TOLD == 0:
                await self._tell(self.done, self.total)


@contextmanager
def judging(row: Row) -> Iterator[None]:
    """What is refused within this block is refused of this row."""
    try:
        yield
    except RakorError as refusal:
        row.report.refuse(errors_of(refusal))


def errors_of(refusal: RakorError) -> list[FieldError]:
    said: list[FieldError] = getattr(refusal, "errors", [])
    return said or [{"field": "", "message": refusal.detail}]


def refuse_field(row: Row, name: str, message: str) -> None:
    row.report.refuse([{"field": name, "message": message}])


async def read_batch(content: bytes, filename: str, kind: FileKind | None) -> Batch:
    """The rows of a CSV or XLSX file. Refuses (Invalid) what is not one, or lacks a column.

    A workbook may hold a sheet for each kind; `kind` says what the only sheet is.
    """
    sheets = [sheet for sheet in await sheets_of(content, filename) if any(map(any, sheet.rows))]
    named = {sheet.title: kind_of_sheet(sheet.title) for sheet in sheets}
    batch = Batch()
    for sheet in sheets:
        meant = named[sheet.title] or (
            kind if len(sheets) == 1 or not any(named.values()) else None
        )
        if meant is None and any(named.values()):
            batch.notes.append(_("Lembar “{name}” dilewati.").format(name=sheet.title))
            continue
        await _take(batch, sheet, meant)
    if not batch.all():
        raise Invalid.field("file", _("Berkas ini tidak memuat baris data."))
    return batch


async def _take(batch: Batch, sheet: Sheet, kind: FileKind | None) -> None:
    first = next(n for n, row in enumerate(sheet.rows) if any(row))
    head = recognise(sheet.rows[first], kind)
    if head.kind in batch.rows:
        raise Invalid.field(
            "file", _("Lembar {name} ada dua kali.").format(name=_(SHEETS[head.kind]))
        )
    if head.unknown:
        batch.notes.append(
            _("Kolom yang tidak dikenal dilewati: {names}.").format(names=", ".join(head.unknown))
        )
    rows = batch.rows[head.kind] = []
    async for line, cells in gently(enumerate(sheet.rows[first + 1 :], first + 2)):
        if row := _row(head, line, cells):
            rows.append(row)


def _row(head: Head, line: int, cells: list[str]) -> Row | None:
    said = told(head.fields, cells)
    if not said or is_example(head.kind, said):
        return None
    row = Row(said, RowReport(head.kind, line))
    for name, cell in list(said.items()):
        if isinstance(cell, Rounded):
            del row.said[name]
            message = _(
                "Excel membulatkan angka ini. Ubah kolomnya menjadi Teks, lalu tulis ulang."
            )
            refuse_field(row, name, message)
    return row
