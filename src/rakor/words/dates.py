"""Dates and times as an Indonesian office writes them; the weekday is always computed.

Indonesian: `Selasa, 1 Desember 2026`, `4 s.d. 6 Juni 2023`, `09.00–12.00 WIB`.
English: `Tuesday, 1 December 2026`, `4 to 6 June 2023`, `09:00–12:00 WIB`.
"""

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from rakor.words.catalogue import language

# Keppres 41/1987: three zones without summer time. Pontianak keeps the same hour as Jakarta.
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
SAME = {"Asia/Pontianak": "Asia/Jakarta", "Asia/Ujung_Pandang": "Asia/Makassar"}


@cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(SAME.get(name, name))


def zone_name(name: str) -> str:
    """WIB, WITA or WIT; another zone by its own name."""
    return ZONES.get(SAME.get(name, name), name)


def _local(at: dt.datetime, tz: str) -> dt.datetime:
    return at.astimezone(zone(tz))


def clock(at: dt.datetime, tz: str, *, seconds: bool = False) -> str:
    """`09.00`, or `10.52.14` with seconds; in English `09:00`."""
    mark = "." if language() == "id" else ":"
    return _local(at, tz).strftime(f"%H{mark}%M{mark}%S" if seconds else f"%H{mark}%M")


def times(starts: dt.datetime, ends: dt.datetime, tz: str) -> str:
    """`09.00–12.00 WIB`."""
    return f"{clock(starts, tz)}–{clock(ends, tz)} {zone_name(tz)}"


def _day(at: dt.datetime | dt.date, tz: str | None) -> dt.date:
    if isinstance(at, dt.datetime):
        return _local(at, tz).date() if tz else at.date()
    return at


def weekday(at: dt.datetime | dt.date, tz: str | None = None) -> str:
    """`Rabu`."""
    return format_date(_day(at, tz), "EEEE", locale=language())


def date(at: dt.datetime | dt.date, tz: str | None = None, *, with_weekday: bool = True) -> str:
    """`Selasa, 1 Desember 2026`."""
    form = "EEEE, d MMMM y" if with_weekday else "d MMMM y"
    return format_date(_day(at, tz), form, locale=language())


def month(at: dt.date) -> str:
    """`Desember`."""
    return format_date(at, "LLLL", locale=language())


def short_date(at: dt.datetime | dt.date, tz: str | None = None) -> str:
    """`1 Des.`; May, which needs no shortening, keeps its name."""
    day = _day(at, tz)
    short = format_date(day, "MMM", locale=language())
    full = format_date(day, "MMMM", locale=language())
    return f"{day.day} {short if short == full else short.rstrip('.') + '.'}"


def days(first: dt.date, last: dt.date) -> str:
    """`4 s.d. 6 Juni 2023`; parts that both days share are written once."""
    if first == last:
        return date(first, with_weekday=False)
    until = "s.d." if language() == "id" else "to"
    form = "d" if (first.year, first.month) == (last.year, last.month) else "d MMMM"
    if first.year != last.year:
        form = "d MMMM y"
    begin = format_date(first, form, locale=language())
    return f"{begin} {until} {date(last, with_weekday=False)}"


def day_and_time(starts: dt.datetime, ends: dt.datetime, tz: str) -> str:
    """`Kamis, 13 Juli 2023, 09.00–12.00 WIB`; over several days `4 s.d. 6 Juni 2023`."""
    first, last = _day(starts, tz), _day(ends, tz)
    if first != last:
        return days(first, last)
    return f"{date(first)}, {times(starts, ends, tz)}"


def timestamp(at: dt.datetime, tz: str) -> str:
    """`Selasa, 31 Juli 2018 09:24`: when something was last changed, as releases print it."""
    return f"{date(at, tz)} {_local(at, tz):%H:%M}"


def zones(at: dt.datetime, own: str) -> list[tuple[str, str, bool]]:
    """The hour in WIB, WITA and WIT, the reader's own first: (name, clock, is own)."""
    mine = SAME.get(own, own)
    names = sorted(ZONES, key=lambda name: name != mine)
    return [(ZONES[name], clock(at, name), name == mine) for name in names]


def number(value: float) -> str:
    """`1.250`, `12,5`."""
    return format_decimal(value, locale=language())
