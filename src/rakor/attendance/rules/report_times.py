"""Moments and durations in a report of a video service, as its language and settings write them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

_MONTH_NAMES = (
    "jan:1 january:1 januari:1 feb:2 february:2 februari:2 mar:3 march:3 maret:3 apr:4 april:4 "
    "may:5 mei:5 jun:6 june:6 juni:6 jul:7 july:7 juli:7 aug:8 august:8 agu:8 ags:8 agt:8 "
    "agustus:8 sep:9 sept:9 september:9 oct:10 october:10 okt:10 oktober:10 nov:11 november:11 "
    "nopember:11 dec:12 december:12 des:12 desember:12"
)
_MONTHS = {name: int(n) for name, n in (each.split(":") for each in _MONTH_NAMES.split())}
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?:[.,]\d+)?"
_HALF = r"\s*(?P<half>[AaPp]\.?\s*[Mm]\.?)?"
_ISO = re.compile(
    rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})[T\s,]+{_CLOCK}{_HALF}"
    r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
)
_NUMBERS = re.compile(
    rf"(?P<one>\d{{1,2}})[-/.](?P<two>\d{{1,2}})[-/.](?P<year>\d{{4}}|\d{{2}})[\s,]+{_CLOCK}{_HALF}"
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})[\s-]+(?P<name>[A-Za-z]+)\.?[\s,-]+(?P<year>\d{{4}})[\s,]+{_CLOCK}{_HALF}"
)
_MONTH_FIRST = re.compile(
    rf"(?P<name>[A-Za-z]+)\.?\s+(?P<day>\d{{1,2}})[\s,]+(?P<year>\d{{4}})[\s,]+{_CLOCK}{_HALF}"
)


class DayOrder(StrEnum):
    """Which number of a date is the day: 03/04 is 4 March or 3 April."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


class Unit(StrEnum):
    """What a duration counts; services say either, and do not always say which."""

    MINUTES = "minutes"
    SECONDS = "seconds"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as it is written; with `one` and `two` nobody knows yet which is the day."""

    year: int
    hour: int
    minute: int
    second: int
    one: int = 0
    two: int = 0
    month: int = 0
    day: int = 0
    offset: timedelta | None = None
    half: bool = False

    def on(self, order: DayOrder) -> date | None:
        """The day it means when days are written so; None when there is no such day."""
        month, day = self.month, self.day
        if not month:
            swapped = order is DayOrder.DAY_FIRST
            month, day = (self.two, self.one) if swapped else (self.one, self.two)
        try:
            return date(self.year, month, day)
        except ValueError:
            return None

    def at(self, order: DayOrder, zone: ZoneInfo) -> datetime:
        """The moment, in a zone where it does not name one."""
        day = self.on(order) or date.min
        plain = datetime(day.year, day.month, day.day, self.hour, self.minute, self.second)  # noqa: DTZ001
        if self.offset is not None:
            return (plain - self.offset).replace(tzinfo=UTC)
        return plain.replace(tzinfo=zone).astimezone(UTC)


def read_stamp(text: str) -> Stamp | None:
    """A moment as a report writes it; None when it is none."""
    text = text.strip()
    for form in (_ISO, _NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        if found := form.fullmatch(text):
            return _stamp(found.groupdict())
    return None


def _stamp(said: dict[str, str | None]) -> Stamp | None:
    hour, half = int(said["hour"] or 0), (said.get("half") or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(said["minute"] or 0), int(said["second"] or 0)
    year = int(said["year"] or 0)
    month = _MONTHS.get((said.get("name") or "").lower()) if said.get("name") else 0
    year = year if year > 99 else 2000 + year
    if hour > 23 or minute > 59 or second > 59 or month is None or not 2000 <= year <= 2200:
        return None
    return Stamp(
        year=year,
        hour=hour,
        minute=minute,
        second=second,
        one=int(said.get("one") or 0),
        two=int(said.get("two") or 0),
        month=month or int(said.get("month") or 0),
        day=int(said.get("day") or 0),
        offset=_offset(said.get("offset") or ""),
        half=bool(half),
    )


def _offset(said: str) -> timedelta | None:
    if not said:
        return None
    if said == "Z":
        return timedelta()
    digits = said[1:].replace(":", "")
    found = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -found if said[0] == "-" else found


def order_of(stamps: Iterable[Stamp], days: tuple[date, date] | None = None) -> DayOrder | None:
    """Which number is the day, decided by all moments of a report together.

    An order under which one of them is no day is out. Where both are left, the one that puts them
    on the `days` of the meeting; else where the clock goes to twelve twice (AM, PM) the month is
    first. None where it cannot be told: then people say it.
    """
    stamps = list(stamps)
    possible = [order for order in DayOrder if all(stamp.on(order) is not None for stamp in stamps)]
    if len(possible) < 2 or all(stamp.month or stamp.one == stamp.two for stamp in stamps):
        return possible[0] if possible else None
    if days is not None:
        first, last = days[0] - timedelta(days=1), days[1] + timedelta(days=1)
        fitting = [
            order
            for order in possible
            if all(first <= (stamp.on(order) or date.min) <= last for stamp in stamps)
        ]
        if len(fitting) == 1:
            return fitting[0]
    if all(stamp.half for stamp in stamps if not stamp.month):
        return DayOrder.MONTH_FIRST
    return None


def read_number(text: str) -> float | None:
    """`57`, `57,5` or `1:02:30` (as minutes); None when it is none."""
    text = text.strip()
    if clock := re.fullmatch(r"(\d{1,3}):(\d{2}):(\d{2})", text):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return hours * 60 + minutes + seconds / 60
    if re.fullmatch(r"\d{1,9}([.,]\d{1,6})?", text):
        return float(text.replace(",", "."))
    return None


def unit_of(
    lengths: Sequence[tuple[float, timedelta]], heading: str, numbers: Sequence[float] = ()
) -> Unit:
    """Whether durations are minutes or seconds: beside what joining and leaving say, if they do.

    Else the heading tells; else more than a day's minutes can only be seconds.
    """
    ratios = [
        number / (length.total_seconds() / 60)
        for number, length in lengths
        if length >= timedelta(minutes=2)
    ]
    if ratios:
        return Unit.SECONDS if median(ratios) > 10 else Unit.MINUTES
    if re.search(r"\b(seconds?|secs?|detik)\b", heading, re.I):
        return Unit.SECONDS
    if re.search(r"\b(minutes?|mins?|menit)", heading, re.I):
        return Unit.MINUTES
    return Unit.SECONDS if any(number > 24 * 60 for number in numbers) else Unit.MINUTES


def as_length(number: float, unit: Unit) -> timedelta:
    """A duration in that unit."""
    return timedelta(seconds=number) if unit is Unit.SECONDS else timedelta(minutes=number)
