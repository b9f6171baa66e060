"""Holidays and Ramadan as they are likely to fall, for years whose official list is not out yet.

The only module that knows the library `holidays`.
"""

from datetime import date, timedelta
from functools import lru_cache

from rakor.directory.rules.calendar import DayOff, HolidayKind

# The library knows lunar dates until 2076; what it cannot know it leaves out.
FIRST_YEAR, LAST_YEAR = 1946, 2100


@lru_cache(maxsize=64)
def estimated(year: int) -> tuple[DayOff, ...]:
    """The national holidays and cuti bersama of a year as computed, each marked as an estimate."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    # Here, because it takes a third of a second to load and a start needs none of it.
    from holidays.countries.indonesia import Indonesia

    found = []
    for category, kind in (
        ("public", HolidayKind.NATIONAL),
        ("government", HolidayKind.COLLECTIVE_LEAVE),
    ):
        days = Indonesia(
            years=year, categories=(category,), language="id", islamic_show_estimated=False
        )
        found += [
            DayOff(day, name.removesuffix(" (perkiraan)")[:160], kind, estimated=True)
            for day, name in days.items()
        ]
    return tuple(sorted(found, key=lambda each: (each.day, each.kind)))


@lru_cache(maxsize=64)
def ramadan(year: int) -> tuple[tuple[date, date], ...]:
    """The first and last days of each Ramadan that begins in a year, as computed.

    The month is announced the evening before it begins: this is never more than an estimate.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return ()
    from holidays.countries.indonesia import IndonesiaIslamicHolidays

    moon = IndonesiaIslamicHolidays()
    eids = [day for each in (year, year + 1) for day, _sure in moon.eid_al_fitr_dates(each)]
    found = []
    for first, _sure in moon.ramadan_beginning_dates(year):
        after = [day for day in eids if timedelta(days=28) <= day - first <= timedelta(days=31)]
        if after:
            found.append((first, min(after) - timedelta(days=1)))
    return tuple(found)


def in_ramadan(day: date) -> bool:
    """Whether a day is likely to lie in Ramadan."""
    return any(
        first <= day <= last for year in (day.year - 1, day.year) for first, last in ramadan(year)
    )
