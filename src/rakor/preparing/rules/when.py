"""When the next meeting could be: the same weekday a week, a month or a quarter later."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from rakor.directory.rules.calendar import Calendar
from rakor.words import N_
from rakor.words.dates import zone

WEEK = timedelta(days=7)
# So many weeks on a free one is looked for; no year has as many holidays on one weekday.
MOST_SKIPPED = 12
LONGEST = timedelta(days=31)


class Rhythm(StrEnum):
    """How far the next meeting is from the last."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


RHYTHMS = {
    Rhythm.WEEK: N_("Pekan berikutnya"),
    Rhythm.MONTH: N_("Bulan berikutnya"),
    Rhythm.QUARTER: N_("Triwulan berikutnya"),
}
MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A time for the next meeting, and the holidays that were passed over on the way to it."""

    rhythm: Rhythm
    starts_at: datetime
    ends_at: datetime
    passed: tuple[date, ...] = ()


def proposals(
    starts: datetime, ends: datetime, timezone: str, calendar: Calendar, region: str, after: date
) -> list[Proposed]:
    """One time for each rhythm: same weekday, same hour, as long as before, later than `after`.

    A month later is the same weekday of the month (the second Thursday; of a fifth, the last). A
    day off is passed over by whole weeks. Times that come out alike are told once.
    """
    tz = zone(timezone)
    first, length = starts.astimezone(tz), min(ends - starts, LONGEST)
    found: list[Proposed] = []
    for rhythm in Rhythm:
        passed: list[date] = []
        day = _next(first.date(), rhythm, max(after, first.date()))
        while calendar.off(day, region) and len(passed) < MOST_SKIPPED:
            passed.append(day)
            day += WEEK
        begins = datetime.combine(day, time(first.hour, first.minute), tz)
        if begins not in [each.starts_at for each in found]:
            found.append(Proposed(rhythm, begins, begins + length, tuple(passed)))
    return found


def _next(day: date, rhythm: Rhythm, after: date) -> date:
    """The first day of a rhythm that is later than `after`."""
    if rhythm is Rhythm.WEEK:
        return day + WEEK * ((after - day).days // 7 + 1)
    step, ahead = MONTHS[rhythm], 0
    gone = (after.year - day.year) * 12 + after.month - day.month
    ahead = max(gone // step * step, step)
    while (found := _same_weekday(day, ahead)) <= after:
        ahead += step
    return found


def _same_weekday(day: date, months: int) -> date:
    """The same weekday of the month so many months on; of a fifth that is not there, the last."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    found = (
        first + timedelta(days=(day.weekday() - first.weekday()) % 7) + WEEK * ((day.day - 1) // 7)
    )
    return found if found.month == first.month else found - WEEK
