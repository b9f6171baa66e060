"""The rule of a series, and the days it gives (RFC 5545 section 3.3.10).

The days are counted here and not by a library: those walk on to the year 9999 when a rule seldom
fits, and one request would hold the process for a minute. The tests compare both.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from rakor.errors import Invalid
from rakor.words import _

LONGEST_TEXT = 400
MOST = 1000
FURTHEST = timedelta(days=3653)
LAST_DAY = date(2200, 1, 1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(StrEnum):
    """In what a series is counted; parts of a day are no meetings."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a series repeats. `days` are (which one in the month or year, or 0; weekday)."""

    frequency: Frequency
    interval: int = 1
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    count: int | None = None
    until: datetime | None = None

    def __str__(self) -> str:
        """The rule as calendars read it, always in the same order."""
        said = [
            ("FREQ", self.frequency.value),
            ("INTERVAL", str(self.interval) if self.interval > 1 else ""),
            ("BYMONTH", _joined(self.months)),
            ("BYMONTHDAY", _joined(self.month_days)),
            ("BYDAY", ",".join(f"{n or ''}{WEEKDAYS[day]}" for n, day in self.days)),
            ("BYSETPOS", _joined(self.positions)),
            ("WKST", WEEKDAYS[self.week_start] if self.week_start else ""),
            ("COUNT", str(self.count or "")),
            ("UNTIL", f"{self.until.astimezone(UTC):%Y%m%dT%H%M%SZ}" if self.until else ""),
        ]
        return ";".join(f"{name}={value}" for name, value in said if value)


def _joined(numbers: tuple[int, ...]) -> str:
    return ",".join(map(str, numbers))


def wrong(message: str) -> Invalid:
    """The refusal of a rule."""
    return Invalid.field("recurrence", message)


def read_rule(text: str, timezone: str) -> Rule:
    """A rule as it was written; `RRULE:` before it may stand.

    Refuses (Invalid) what is no rule, what calendars of the invited do not know, and a rule with
    two ends. An end that is a day means all of that day in the meeting's zone.
    """
    if len(text) > LONGEST_TEXT:
        raise wrong(_("Aturan pengulangan terlalu panjang."))
    given: dict[str, str] = {}
    for each in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = each.partition("=")
        if not equals or not value:
            raise wrong(_("Tulis aturan seperti FREQ=WEEKLY;BYDAY=TU;COUNT=10."))
        if name in given:
            raise wrong(_("Bagian {name} tertulis dua kali.").format(name=name))
        given[name] = value
    if unknown := given.keys() - READERS.keys() - {"FREQ", "UNTIL"}:
        raise wrong(_("Bagian {name} tidak dapat dipakai.").format(name=min(unknown)[:20]))
    return _checked(given, timezone)


def _checked(given: dict[str, str], timezone: str) -> Rule:
    if given.get("FREQ", "") not in set(Frequency):
        raise wrong(_("FREQ harus DAILY, WEEKLY, MONTHLY, atau YEARLY."))
    if "COUNT" in given and "UNTIL" in given:
        raise wrong(_("Pilih satu akhir saja: COUNT atau UNTIL."))
    frequency = Frequency(given["FREQ"])
    read = {
        READERS[name][0]: READERS[name][1](name, given[name])
        for name in READERS.keys() & given.keys()
    }
    until = _until(given["UNTIL"], timezone) if "UNTIL" in given else None
    rule = Rule(frequency, until=until, **read)
    nth = any(n for n, _day in rule.days)
    if nth and frequency in (Frequency.DAILY, Frequency.WEEKLY):
        raise wrong(_("Hari bernomor seperti 2TU hanya untuk MONTHLY dan YEARLY."))
    if rule.month_days and frequency is Frequency.WEEKLY:
        raise wrong(_("BYMONTHDAY tidak dapat dipakai bersama WEEKLY."))
    if rule.positions and not (rule.days or rule.month_days or rule.months):
        raise wrong(_("BYSETPOS memerlukan BYDAY, BYMONTHDAY, atau BYMONTH."))
    return rule


def _until(said: str, timezone: str) -> datetime:
    zone = ZoneInfo(timezone)
    try:
        if re.fullmatch(r"\d{8}", said, re.ASCII):
            said += "T235959"
        at = datetime.strptime(said.removesuffix("Z") + "+0000", "%Y%m%dT%H%M%S%z")
        return at.replace(tzinfo=UTC if said.endswith("Z") else zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise wrong(_("UNTIL harus seperti 20270630 atau 20270630T165959Z.")) from None


def _number(name: str, said: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,4}", said, re.ASCII) or not least <= int(said) <= most:
        raise wrong(_("Angka {name} tidak dapat dipakai.").format(name=name))
    return int(said)


def _numbers(most: int, *, negative: bool = True) -> Callable[[str, str], tuple[int, ...]]:
    def read(name: str, said: str) -> tuple[int, ...]:
        least = -most if negative else 1
        found = {_number(name, each, least, most) for each in said.split(",")}
        if 0 in found:
            raise wrong(_("Angka {name} tidak dapat dipakai.").format(name=name))
        return tuple(sorted(found))

    return read


def _one(most: int) -> Callable[[str, str], int]:
    return lambda name, said: _number(name, said, 1, most)


def _weekdays(name: str, said: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for each in said.split(","):
        number, day = each[:-2], each[-2:]
        if day not in WEEKDAYS:
            raise wrong(_("Hari ditulis MO, TU, WE, TH, FR, SA, SU."))
        nth = _numbers(53)(name, number)[0] if number else 0
        found.add((nth, WEEKDAYS.index(day)))
    return tuple(sorted(found, key=lambda each: (each[1], each[0])))


def _weekday(name: str, said: str) -> int:
    ((nth, day),) = _weekdays(name, said)[:1]
    if nth or "," in said:
        raise wrong(_("Hari ditulis MO, TU, WE, TH, FR, SA, SU."))
    return day


# Parts of the hour, of the week's number and of the year's days are left out: calendars of those
# who are invited read them differently, or not at all.
READERS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "INTERVAL": ("interval", _one(1000)),
    "COUNT": ("count", _one(MOST)),
    "BYMONTH": ("months", _numbers(12, negative=False)),
    "BYMONTHDAY": ("month_days", _numbers(31)),
    "BYDAY": ("days", _weekdays),
    "BYSETPOS": ("positions", _numbers(366)),
    "WKST": ("week_start", _weekday),
}


def days_of_rule(rule: Rule, first: date, since: date, last: date) -> Iterator[date]:
    """The days that a rule gives a series that began on `first`, from `since` to `last`.

    The end of the rule itself (COUNT, UNTIL) is looked at by the caller, who knows the hour.
    """
    full = _filled(rule, first)
    for begins, follows in _periods(rule, first, since):
        if begins > last:
            return
        days = (begins + timedelta(days=n) for n in range((follows - begins).days))
        found = [day for day in days if _fits(full, day)]
        if rule.positions:
            picked = {n - 1 if n > 0 else len(found) + n for n in rule.positions}
            found = [day for n, day in enumerate(found) if n in picked]
        yield from (day for day in found if max(first, since) <= day <= last)


def _filled(rule: Rule, first: date) -> Rule:
    """The rule with what its first day says where it says nothing itself."""
    if rule.month_days or rule.days or rule.frequency is Frequency.DAILY:
        return rule
    if rule.frequency is Frequency.WEEKLY:
        return replace(rule, days=((0, first.weekday()),))
    months = (first.month,) if rule.frequency is Frequency.YEARLY else ()
    return replace(rule, months=rule.months or months, month_days=(first.day,))


def _periods(rule: Rule, first: date, since: date) -> Iterator[tuple[date, date]]:
    """Each day, week, month or year that is the rule's turn, up to the day after it.

    What was before `since` is left out, without being looked at.
    """
    if rule.frequency in (Frequency.DAILY, Frequency.WEEKLY):
        long = 1 if rule.frequency is Frequency.DAILY else 7
        back = (first.weekday() - rule.week_start) % 7 if long == 7 else 0
        begins, step = first - timedelta(days=back), long * rule.interval
        begins += timedelta(days=max((since - begins).days // step, 0) * step)
        while begins <= LAST_DAY:
            yield begins, begins + timedelta(days=long)
            begins += timedelta(days=step)
        return
    long = 1 if rule.frequency is Frequency.MONTHLY else 12
    month, step = _month_number(first) // long * long, long * rule.interval
    month += max((_month_number(since) - month) // step, 0) * step
    while month <= _month_number(LAST_DAY):
        yield _first_of(month), _first_of(month + long)
        month += step


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def _fits(rule: Rule, day: date) -> bool:
    """Whether a day is among the months, days of the month and weekdays of a rule."""
    if rule.months and day.month not in rule.months:
        return False
    length = monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - length - 1} & set(rule.month_days):
        return False
    if not rule.days or (0, day.weekday()) in rule.days:
        return True
    number = day.day
    if rule.frequency is Frequency.YEARLY and not rule.months:
        number = day.timetuple().tm_yday
        length = 366 if isleap(day.year) else 365
    nth, nth_last = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
    return bool({(nth, day.weekday()), (nth_last, day.weekday())} & set(rule.days))
