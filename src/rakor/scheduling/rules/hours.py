"""Working hours as the clocks of each zone show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rakor.directory.rules.calendar import Calendar
from rakor.meetings.rules.manners import FRIDAY, PRAYER
from rakor.scheduling.rules.spans import Span, minute_of


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when people are at work, and on which days (0 is Monday)."""

    opens: time = time(8)
    closes: time = time(16)
    weekdays: frozenset[int] = frozenset(range(5))


OFFICE_HOURS = Hours()


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, both included."""
    for n in range((last - first).days + 1):
        yield first + timedelta(days=n)


def at_work(hours: Hours, zone: str, first: date, last: date) -> list[Span]:
    """When people of a zone are at work on these days of theirs, in order."""
    tz = ZoneInfo(zone)
    return [
        (minute_of(datetime.combine(day, hours.opens, tz)),
         minute_of(datetime.combine(day, hours.closes, tz)))
        for day in days_between(first, last)
        if day.weekday() in hours.weekdays
    ]  # fmt: skip


def off_work(hours: Hours, zone: str, first: date, last: date) -> list[Span]:
    """When they are not, from a day before the first day until a day after the last."""
    tz = ZoneInfo(zone)
    at = minute_of(datetime.combine(first - timedelta(days=1), time(), tz))
    end = minute_of(datetime.combine(last + timedelta(days=2), time(), tz))
    found = []
    for opens, closes in at_work(hours, zone, first, last):
        found.append((at, opens))
        at = closes
    return [*found, (at, end)]


def unwelcome(calendar: Calendar, region: str, zone: str, first: date, last: date) -> list[Span]:
    """When a meeting had better not be held there: on a holiday, else during Friday prayer."""
    tz = ZoneInfo(zone)
    found = []
    for day in days_between(first, last):
        if calendar.off(day, region):
            begins, ends = time(), datetime.combine(day + timedelta(days=1), time(), tz)
        elif day.weekday() == FRIDAY:
            begins, ends = PRAYER[0], datetime.combine(day, PRAYER[1], tz)
        else:
            continue
        found.append((minute_of(datetime.combine(day, begins, tz)), minute_of(ends)))
    return found
