"""The participant report of a video service (Zoom), as it is exported in English and Indonesian.

There are four layouts: one line a visit or one line a person, each with or without a block about
the meeting above it. Read by their headings; what cannot be read is refused, never guessed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rakor.attendance.rules.online import LONGEST_EMAIL, Told, tidy
from rakor.attendance.rules.report_times import (
    DayOrder,
    Stamp,
    as_length,
    order_of,
    read_number,
    read_stamp,
    unit_of,
)
from rakor.errors import FieldError, Invalid
from rakor.words import _

# How each column is headed, in small letters; a heading ends before what stands in brackets.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "user name", "display name", "nama", "nama pengguna", "nama tampilan"),
    "email": ("user email", "email", "e-mail", "email pengguna", "alamat email", "surel"),
    "joined": ("join time", "waktu bergabung", "waktu gabung", "waktu masuk", "jam bergabung"),
    "left": ("leave time", "waktu keluar", "waktu meninggalkan", "waktu pergi", "jam keluar"),
    "length": (
        "duration",
        "total duration",
        "durasi",
        "total durasi",
        "time in session",
        "waktu dalam sesi",
    ),
    "waiting": ("in waiting room", "di ruang tunggu", "dalam ruang tunggu", "ruang tunggu"),
    "attended": ("attended", "hadir"),
    "number": ("meeting id", "id rapat", "webinar id", "id webinar", "id"),
}
_FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
_BRACKETS = re.compile(r"\s*[(\[].*$")
_YES = frozenset({"yes", "ya", "true", "1"})
_NO = frozenset({"no", "tidak", "false", "0"})
_MARKS = re.compile(r"\s*\((host|co-host|cohost|tuan rumah|guest|tamu|me|saya)\)", re.I)
MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Question:
    """How a report is to be read: the zone of its clock, which number of a date is the day, and
    when the meeting is held."""

    timezone: str
    order: DayOrder | None = None
    days: tuple[date, date] | None = None
    begins: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a report tells: the visits, and the number of the meeting where it stands in it."""

    visits: tuple[Told, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line under the headings, still as it is written."""

    line: int
    name: str
    email: str
    joined: str
    left: str
    length: str


def read_report(rows: Sequence[Sequence[str]], asked: Question) -> Report:
    """The visits of a report, without those who never came out of the waiting room.

    Refuses (Invalid) what is no participant report, dates of which nobody can tell the day from the
    month, and lines that cannot be read, all of them by their number.
    """
    found, number, heading = _rows_of(rows)
    if not found:
        raise Invalid.field(
            "file",
            _(
                "Ini bukan laporan peserta: kolom nama dan waktu bergabung atau durasi tidak "
                "ditemukan. Unduh laporan peserta dari Zoom sebagai CSV."
            ),
        )
    if not any(row.joined for row in found):
        return Report(_totals(found, heading, asked), number)
    stamps = _stamps_of(found)
    order = asked.order or order_of(stamps.values(), asked.days)
    if order is None or any(stamp.on(order) is None for stamp in stamps.values()):
        raise Invalid.field(
            "dates",
            _("Tanggal pada laporan ini dapat dibaca dua cara. Pilih urutan hari dan bulan."),
        )
    return Report(_visits(found, stamps, heading, order, asked), number)


def _rows_of(rows: Sequence[Sequence[str]]) -> tuple[list[_Row], str, str]:
    """The lines about people, the number of the meeting, and how the durations are headed.

    A webinar's report heads its hosts, panelists and attendees anew.
    """
    found: list[_Row] = []
    columns: dict[str, int] = {}
    number = heading = ""
    above: dict[str, int] = {}
    for line, cells in enumerate(rows, 1):
        fields = _columns(cells)
        if "name" in fields and ("joined" in fields or "length" in fields):
            columns, above = fields, {}
            heading = cells[fields["length"]] if "length" in fields else ""
        elif "number" in fields:
            above = fields
        elif above:
            number, above = _cell(cells, above, "number"), {}
        elif columns:
            number = number or _cell(cells, columns, "number")
            found += _row(line, cells, columns)
    return found, re.sub(r"\D", "", number), heading


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column is which; of two headed alike the last is about the person."""
    found = {}
    for n, cell in enumerate(cells):
        bare = _BRACKETS.sub("", cell.strip().lower())
        if field := _FIELDS.get(bare):
            found[field] = n
    return found


def _row(line: int, cells: Sequence[str], columns: dict[str, int]) -> list[_Row]:
    """One line, or nothing of whoever only waited, did not come, or has no name."""
    name = tidy(_MARKS.sub("", _cell(cells, columns, "name")))
    email = tidy(_cell(cells, columns, "email"), LONGEST_EMAIL).lower()
    waited = _cell(cells, columns, "waiting").lower() in _YES
    stayed_away = _cell(cells, columns, "attended").lower() in _NO
    row = _Row(
        line=line,
        name=name or email,
        email=email if "@" in email else "",
        joined=_moment_cell(cells, columns, "joined"),
        left=_moment_cell(cells, columns, "left"),
        length=_cell(cells, columns, "length"),
    )
    nothing = not row.name or not (row.joined or row.length)
    return [] if waited or stayed_away or nothing else [row]


def _cell(cells: Sequence[str], columns: dict[str, int], field: str) -> str:
    at = columns.get(field, len(cells))
    return cells[at].strip() if at < len(cells) else ""


def _moment_cell(cells: Sequence[str], columns: dict[str, int], field: str) -> str:
    said = _cell(cells, columns, field)
    return "" if said in ("-", "--", "N/A") else said


def _stamps_of(rows: Iterable[_Row]) -> dict[str, Stamp]:
    """What each moment is read as. Refuses (Invalid) those that are none, by their line."""
    found: dict[str, Stamp] = {}
    errors: list[FieldError] = []
    for row in rows:
        if not row.joined:
            errors.append(_wrong(row.line, _("waktu bergabung kosong")))
        for said in filter(None, (row.joined, row.left)):
            stamp = found.get(said) or read_stamp(said)
            if stamp is None:
                words = _("“{text}” bukan tanggal dan jam").format(text=said[:40])
                errors.append(_wrong(row.line, words))
            else:
                found[said] = stamp
    _refuse(errors)
    return found


def _visits(
    rows: Sequence[_Row], stamps: dict[str, Stamp], heading: str, order: DayOrder, asked: Question
) -> tuple[Told, ...]:
    zone = ZoneInfo(asked.timezone)
    moments = {said: stamp.at(order, zone) for said, stamp in stamps.items()}
    lengths = _lengths(rows, moments, heading)
    found: list[Told] = []
    errors: list[FieldError] = []
    for row, length in zip(rows, lengths, strict=True):
        joined, left = moments[row.joined], moments.get(row.left)
        if left is None and length is not None:
            left = joined + length
        if left is not None and left < joined:
            errors.append(_wrong(row.line, _("waktu keluar sebelum waktu bergabung")))
        found.append(Told(row.name, row.email, joined, left))
    _refuse(errors)
    return tuple(found)


def _lengths(
    rows: Sequence[_Row], moments: dict[str, datetime], heading: str
) -> list[timedelta | None]:
    """How long each visit lasted as the report says it; the unit is found by the whole column."""
    numbers = [read_number(row.length) for row in rows]
    beside = [
        (number, moments[row.left] - moments[row.joined])
        for row, number in zip(rows, numbers, strict=True)
        if number is not None and row.left
    ]
    unit = unit_of(beside, heading, [number for number in numbers if number is not None])
    return [None if number is None else as_length(number, unit) for number in numbers]


def _totals(rows: Sequence[_Row], heading: str, asked: Question) -> tuple[Told, ...]:
    """One visit a person, from the beginning of the meeting, as long as all of theirs together."""
    numbers = [read_number(row.length) for row in rows]
    _refuse(
        [
            _wrong(row.line, _("“{text}” bukan durasi").format(text=row.length[:40]))
            for row, number in zip(rows, numbers, strict=True)
            if number is None
        ]
    )
    if asked.begins is None:
        raise Invalid.field("file", _("Laporan ini tidak memuat waktu bergabung."))
    unit = unit_of([], heading, [number for number in numbers if number is not None])
    summed: dict[tuple[str, str], Told] = {}
    for row, number in zip(rows, numbers, strict=True):
        key = (row.name.casefold(), row.email)
        before = summed.get(key)
        since = before.left if before and before.left else asked.begins
        told = before or Told(row.name, row.email, asked.begins, None, total=True)
        summed[key] = replace(told, left=since + as_length(number or 0, unit))
    return tuple(summed.values())


def _wrong(line: int, words: str) -> FieldError:
    message = _("Baris {n}: {words}.").format(n=line, words=words)
    return {"field": f"file.{line}", "message": message}


def _refuse(errors: list[FieldError]) -> None:
    if errors:
        raise Invalid(errors[0]["message"], errors=errors[:MOST_ERRORS])
