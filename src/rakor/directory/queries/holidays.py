"""Reading holidays, which everybody may see: the lists, and estimates where there is none yet."""

from datetime import date, timedelta
from uuid import UUID

from rakor.directory.models import Holiday
from rakor.directory.rules import estimates
from rakor.directory.rules.calendar import (
    Calendar,
    DayOff,
    HolidayKind,
    add_working_days,
)
from rakor.errors import NotFound
from rakor.words import _


async def holidays_of(first_year: int, last_year: int) -> list[Holiday]:
    """What is written down for some years, in the order of the days."""
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    return await Holiday.filter(day__gte=first, day__lte=last).order_by("day", "kind", "region")


async def find_holiday(holiday_id: UUID) -> Holiday:
    found = await Holiday.get_or_none(id=holiday_id)
    if found is None:
        raise NotFound(_("Hari libur ini tidak ada."))
    return found


def listed_years(rows: list[Holiday]) -> set[int]:
    """The years whose official list is written down: nothing is estimated for them."""
    return {row.day.year for row in rows if row.official and row.kind is HolidayKind.NATIONAL}


def guessed(year: int, rows: list[Holiday]) -> list[DayOff]:
    """The estimates for a year, without the days that somebody has written down; [] if listed."""
    if year in listed_years(rows):
        return []
    known = {row.day for row in rows if row.kind is not HolidayKind.REGIONAL}
    return [each for each in estimates.estimated(year) if each.day not in known]


async def calendar_between(first: date, last: date) -> Calendar:
    """The holidays between two days, estimates included; one query."""
    rows = await holidays_of(first.year, last.year)
    days = [row.off for row in rows]
    for year in range(first.year, last.year + 1):
        days += guessed(year, rows)
    return Calendar.of(days)


async def working_day_from(day: date, count: int, region: str = "") -> date:
    """The day that is so many working days after another, or before it; one query."""
    # Five of seven days, and never more than a third of a month of holidays on top.
    reach = timedelta(days=abs(count) * 2 + 40)
    first, last = (day - reach, day) if count < 0 else (day, day + reach)
    return add_working_days(day, count, await calendar_between(first, last), region)


async def years_written() -> list[int]:
    """The years for which there is at least one day."""
    rows = await Holiday.all().only("id", "day")
    return sorted({row.day.year for row in rows})
