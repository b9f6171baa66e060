"""The days of a series: what its rule gives, and what was moved, called off or added."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rakor.errors import Invalid
from rakor.meetings.rules.recurrence import (
    FURTHEST,
    LAST_DAY,
    MOST,
    Frequency,
    Rule,
    days_of_rule,
    read_rule,
    wrong,
)
from rakor.words import N_, _


class DayState(StrEnum):
    """How one day of a series stands."""

    SCHEDULED = "scheduled"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    ADDED = "added"


DAY_STATES = {
    DayState.SCHEDULED: N_("Sesuai jadwal"),
    DayState.CHANGED: N_("Diubah"),
    DayState.CANCELLED: N_("Dibatalkan"),
    DayState.ADDED: N_("Hari tambahan"),
}


class Series(NamedTuple):
    """When a series begins, how long each day takes, and how it repeats."""

    starts_at: datetime
    ends_at: datetime
    timezone: str
    recurrence: str


class Window(NamedTuple):
    """A span of time; what touches it is in it. Without an end, all that comes."""

    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a series; empty texts are those of the series.

    `recurrence_id` is the start that the rule gave it, in UTC (RFC 5545 section 3.8.4.4).
    """

    recurrence_id: datetime
    starts_at: datetime
    ends_at: datetime
    state: DayState = DayState.SCHEDULED
    title: str = ""
    room: str = ""
    venue_name: str = ""
    venue_address: str = ""
    venue_region: str = ""
    reason: str = ""
    sequence: int = 0
    revision: int = 0

    @property
    def key(self) -> str:
        """The day as addresses name it: `20301201T020000Z`."""
        return day_key(self.recurrence_id)

    @property
    def state_word(self) -> str:
        """How it stands, as a phrase of the catalogue."""
        return DAY_STATES[self.state]

    @property
    def takes_place(self) -> bool:
        return self.state is not DayState.CANCELLED


def day_key(at: datetime) -> str:
    """The original start of a day as text, `20301201T020000Z`."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def read_day_key(text: str) -> datetime | None:
    """The original start that such a text means; None for any other text."""
    if not re.fullmatch(r"\d{8}T\d{6}Z", text, re.ASCII):
        return None
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def settled_rule(text: str, starts_at: datetime, ends_at: datetime, timezone: str) -> str:
    """The rule of a series as it is kept, "" for a meeting that is held once.

    Refuses (Invalid) what `read_rule` refuses, a first day that the rule does not give, and a
    series that ends after more than ten years or 1,000 times. One without an end is fine.
    """
    if not text.strip():
        return ""
    rule = read_rule(text, timezone)
    check_full_seconds(starts_at, ends_at)
    series = Series(starts_at, ends_at, timezone, str(rule))
    if not is_start(series, starts_at):
        raise wrong(_("Hari pertama tidak sesuai dengan aturan ini. Sesuaikan salah satunya."))
    if rule.count or rule.until:
        found = list(islice(starts(series, Window(starts_at, starts_at + FURTHEST)), MOST + 1))
        late = rule.until is not None and rule.until > starts_at + FURTHEST
        if late or len(found) > MOST or (rule.count and len(found) < rule.count):
            raise wrong(_("Rapat berulang paling lama sepuluh tahun dan paling banyak 1.000 kali."))
    return str(rule)


def check_full_seconds(starts_at: datetime, ends_at: datetime) -> None:
    """Refuses (Invalid) parts of a second, by which calendars would not know a day again."""
    if starts_at.microsecond or ends_at.microsecond:
        raise Invalid.field("starts_at", _("Rapat berulang mulai dan berakhir pada detik penuh."))


def rule_of(series: Series) -> Rule:
    """The rule that was kept."""
    return read_rule(series.recurrence, series.timezone)


def starts(series: Series, window: Window | None = None) -> Iterator[datetime]:
    """The starts that the rule gives, in UTC; the hour on the wall of the meeting's place stays."""
    rule, zone = rule_of(series), ZoneInfo(series.timezone)
    local = series.starts_at.astimezone(zone)
    since, last = local.date(), LAST_DAY
    if window is not None and rule.count is None:
        since = max(since, window.since.astimezone(zone).date())
    if window is not None and window.until is not None:
        last = min(last, window.until.astimezone(zone).date())
    found = days_of_rule(rule, local.date(), since, last)
    for day in islice(found, rule.count) if rule.count else found:
        at = datetime.combine(day, local.timetz()).astimezone(UTC)
        if rule.until is not None and at > rule.until:
            return
        if window is None or (at >= window.since and (not window.until or at < window.until)):
            yield at


def is_start(series: Series, at: datetime) -> bool:
    """Whether the rule gives this start."""
    return next(starts(series, Window(at, at + timedelta(seconds=1))), None) is not None


def planned_day(series: Series, at: datetime) -> Day:
    """The day that begins then, as the rule says."""
    return Day(at, at, at + (series.ends_at - series.starts_at))


def occurrences(
    starts_at: datetime,
    ends_at: datetime,
    timezone: str,
    recurrence: str,
    rows: Iterable[Day],
    window: Window,
) -> list[Day]:
    """The days of a series that touch a span of time, in the order in which they are held.

    `rows` are the days that are not as the rule says, all of them; called off ones are among the
    answer, at the time at which they would have been. At most 1,000.
    """
    series, others = Series(starts_at, ends_at, timezone, recurrence), list(rows)
    known = {row.recurrence_id for row in others}
    length = ends_at - starts_at
    found = [row for row in others if _touches(row, window)]
    wider = Window(window.since - length, window.until)
    ruled = (planned_day(series, at) for at in starts(series, wider) if at not in known)
    found += islice((day for day in ruled if _touches(day, window)), MOST)
    return sorted(found, key=lambda day: (day.starts_at, day.recurrence_id))[:MOST]


def listed_days(
    series: Series, rows: Iterable[Day], window: Window, after: datetime | None = None
) -> Iterator[Day]:
    """The days that touch a span of time by their original start, one after the other.

    `after` is the original start of the last one that is known.
    """
    others = sorted(rows, key=lambda day: day.recurrence_id)
    known = {row.recurrence_id for row in others}
    since = window.since - (series.ends_at - series.starts_at)
    wider = Window(max(since, after) if after else since, window.until)
    ruled = (planned_day(series, at) for at in starts(series, wider) if at not in known)
    for day in merge(ruled, others, key=lambda day: day.recurrence_id):
        if _touches(day, window) and (after is None or day.recurrence_id > after):
            yield day


def _touches(day: Day, window: Window) -> bool:
    return day.ends_at > window.since and (window.until is None or day.starts_at < window.until)


def find_day(series: Series, rows: Iterable[Day], at: datetime) -> Day | None:
    """The day of a series whose original start this is."""
    found = next((row for row in rows if row.recurrence_id == at), None)
    return found or (planned_day(series, at) if is_start(series, at) else None)


def carried(old: Series, new: Series, rows: Iterable[Day]) -> dict[datetime, Day | None]:
    """What becomes of the days that are not as the rule says, when the series itself moves.

    They move with it by the clock on the wall, so that a day that was called off for a holiday
    does not come back with another hour; None where the new rule has no such day. Added days stay.
    """
    zone = ZoneInfo(new.timezone)
    before = old.starts_at.astimezone(ZoneInfo(old.timezone)).replace(tzinfo=None)
    shift = new.starts_at.astimezone(zone).replace(tzinfo=None) - before
    found: dict[datetime, Day | None] = {}
    for row in rows:
        local = row.recurrence_id.astimezone(ZoneInfo(old.timezone)).replace(tzinfo=None) + shift
        at = local.replace(tzinfo=zone).astimezone(UTC)
        if not is_start(old, row.recurrence_id):
            found[row.recurrence_id] = None if is_start(new, row.recurrence_id) else row
        elif not is_start(new, at):
            found[row.recurrence_id] = None
        else:
            planned, moved = planned_day(old, row.recurrence_id), replace(row, recurrence_id=at)
            if (row.starts_at, row.ends_at) == (planned.starts_at, planned.ends_at):
                times = planned_day(new, at)
                moved = replace(moved, starts_at=times.starts_at, ends_at=times.ends_at)
            found[row.recurrence_id] = moved
    return found


def ended_before(series: Series, at: datetime) -> str:
    """The rule of a series that ends before a day of it, as one that is split there does."""
    rule = rule_of(series)
    return str(replace(rule, count=None, until=at - timedelta(seconds=1)))


def going_on_from(series: Series, at: datetime) -> str:
    """The rule of what remains of a series from a day of it on."""
    rule = rule_of(series)
    if rule.count is None:
        return str(rule)
    gone = sum(1 for _at in starts(series, Window(series.starts_at, at)))
    return str(replace(rule, count=rule.count - gone))


def followed(old: Series, starts_at: datetime, timezone: str) -> str:
    """The rule of a series whose first day is moved and whose rule nobody changed.

    Its only weekday or day of the month goes along, and its end by as many days, so that it is held
    as often as before.
    """
    rule, zone = rule_of(old), ZoneInfo(old.timezone)
    before, after = old.starts_at.astimezone(zone), starts_at.astimezone(ZoneInfo(timezone))
    days = after.date() - before.date()
    if rule.until is not None:
        until = rule.until.astimezone(zone).replace(tzinfo=None) + days
        least = datetime.combine(until.date(), after.time())
        until = max(until, least) if rule.until.astimezone(zone).time() >= before.time() else until
        rule = replace(rule, until=until.replace(tzinfo=after.tzinfo).astimezone(UTC))
    if rule.days == ((0, before.weekday()),) and rule.frequency is Frequency.WEEKLY:
        rule = replace(rule, days=((0, after.weekday()),))
    if rule.month_days == (before.day,) and not rule.days:
        rule = replace(rule, month_days=(after.day,))
    if rule.months == (before.month,):
        rule = replace(rule, months=(after.month,))
    return str(rule)


def last_end(series: Series, rows: Iterable[Day]) -> datetime | None:
    """When the last day of a series is over; None for one without an end."""
    rule = rule_of(series)
    if rule.count is None and rule.until is None:
        return None
    known = {row.recurrence_id: row for row in rows}
    length = series.ends_at - series.starts_at
    ends = [at + length for at in starts(series) if at not in known]
    ends += [row.ends_at for row in known.values() if row.takes_place]
    return max(ends, default=series.ends_at)
