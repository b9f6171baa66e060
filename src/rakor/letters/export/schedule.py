"""Days, hours and places as a letter says them: the weekday computed, all three zones named."""

from collections.abc import Sequence
from datetime import date, datetime

from rakor import words
from rakor.words import dates


def times(starts: datetime, ends: datetime, zone: str) -> str:
    """`09.00 – 12.00 WIB (10.00 WITA / 11.00 WIT)`; a zone where it is another day says so."""
    own = dates.zone(zone)
    local, last = starts.astimezone(own), ends.astimezone(own)
    until = words.clock(ends, zone)
    if last.date() != local.date():
        until = f"{until} ({words.short_date(last.date())})"
    others = []
    for name, code in dates.ZONES.items():
        if code == words.zone_name(zone):
            continue
        there = starts.astimezone(dates.zone(name)).date()
        day = {1: " hari berikutnya", -1: " hari sebelumnya"}.get((there - local.date()).days, "")
        others.append(f"{words.clock(starts, name)} {code}{day}")
    return f"{words.clock(starts, zone)} – {until} {words.zone_name(zone)} ({' / '.join(others)})"


def days(starts: datetime, ends: datetime, zone: str) -> str:
    """`Selasa, 1 Desember 2026`, or `Selasa s.d. Rabu, 1 s.d. 2 Desember 2026`."""
    own = dates.zone(zone)
    first, last = starts.astimezone(own).date(), ends.astimezone(own).date()
    if first == last:
        return words.date(first)
    return f"{words.weekday(first)} s.d. {words.weekday(last)}, {words.days(first, last)}"


def place(parts: Sequence[str]) -> str:
    """`Ruang Anggrek, Gedung A dan Zoom`."""
    return " dan ".join(part for part in parts if part)


def place_and_date(city: str, day: date) -> str:
    """`Jakarta, 23 November 2026`, without a full stop; only the day where the kop says where."""
    return ", ".join(filter(None, (city, words.date(day, with_weekday=False))))
