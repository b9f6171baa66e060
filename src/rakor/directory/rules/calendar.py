"""Days on which offices are closed, and days counted as offices count them (hari kerja)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rakor.errors import Invalid
from rakor.web.shapes import Line, Shape
from rakor.words import N_, _

SATURDAY = 5
# Keppres set cuti bersama for the civil service year by year; it counts as no working day.
MOST_DAYS = 1000


class HolidayKind(StrEnum):
    """Whose day off it is."""

    NATIONAL = "national"
    COLLECTIVE_LEAVE = "collective_leave"
    REGIONAL = "regional"


HOLIDAY_KINDS = {
    HolidayKind.NATIONAL: N_("hari libur nasional"),
    HolidayKind.COLLECTIVE_LEAVE: N_("cuti bersama"),
    HolidayKind.REGIONAL: N_("hari libur daerah"),
}


@dataclass(frozen=True, slots=True)
class DayOff:
    """A holiday as a calendar knows it; `region` is "" everywhere.

    One that is `estimated` stands in no list: the day was computed, and may come otherwise.
    """

    day: date
    name: str
    kind: HolidayKind
    region: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The holidays of some years, by day."""

    days: Mapping[date, tuple[DayOff, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, days: Iterable[DayOff]) -> "Calendar":
        found: dict[date, tuple[DayOff, ...]] = {}
        for each in days:
            found[each.day] = (*found.get(each.day, ()), each)
        return cls(found)

    def off(self, day: date, region: str = "") -> list[DayOff]:
        """Why offices of a region are closed on a day, weekends aside; [] when they are not."""
        return [each for each in self.days.get(day, ()) if holds_in(each.region, region)]


def holds_in(holiday: str, region: str) -> bool:
    """Whether a holiday of one region is one in another: a province's holds in its kabupaten."""
    return not holiday or region == holiday or region.startswith(f"{holiday}.")


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def is_working_day(day: date, calendar: Calendar, region: str = "") -> bool:
    """Whether offices of a region are open: no weekend, no holiday, no cuti bersama."""
    return not is_weekend(day) and not calendar.off(day, region)


def add_working_days(day: date, count: int, calendar: Calendar, region: str = "") -> date:
    """The day that is so many working days after another, or before it (a negative count).

    The day itself is not counted. Zero is the day itself, when it is none the next working day.
    """
    if abs(count) > MOST_DAYS:
        raise Invalid(_("Paling banyak {most} hari kerja.").format(most=MOST_DAYS))
    step = timedelta(days=-1 if count < 0 else 1)
    if count == 0:
        while not is_working_day(day, calendar, region):
            day += step
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, calendar, region)
    return day


def working_days_between(first: date, last: date, calendar: Calendar, region: str = "") -> int:
    """How many working days come after one day until another, that one included.

    Negative when the second is the earlier: `add_working_days` leads back.
    """
    if last < first:
        return -working_days_between(
            last - timedelta(days=1), first - timedelta(days=1), calendar, region
        )
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_working_day(day, calendar, region) for day in days)


HolidayName = Annotated[Line, Field(min_length=1, max_length=160)]
Source = Annotated[Line, Field(max_length=160)]
RegionSaid = Annotated[
    Line, Field(max_length=120, description="Code of a region (64, 64.71), or its whole name")
]


class HolidayFacts(Shape):
    """What is told about a holiday. `official`: it stands in a decree, which `source` names."""

    day: date
    name: HolidayName
    kind: HolidayKind
    region: RegionSaid | None = None
    source: Source | None = None
    official: bool = False


class HolidayChanges(Shape):
    """What changes about a holiday."""

    day: date | None = None
    name: HolidayName | None = None
    kind: HolidayKind | None = None
    region: RegionSaid | None = None
    source: Source | None = None
    official: bool | None = None


def check_holiday(day: date, kind: HolidayKind, region: str, source: str, official: bool) -> None:
    """Refuses (Invalid) a holiday of no region that is a region's, and the other way round.

    What is called official names the decree it stands in.
    """
    if not 1945 <= day.year <= 2199:
        raise Invalid.field("day", _("Tanggal ini tidak masuk akal untuk hari libur."))
    if kind is HolidayKind.REGIONAL and not region:
        raise Invalid.field("region", _("Pilih daerah yang libur pada hari itu."))
    if kind is HolidayKind.NATIONAL and region:
        raise Invalid.field("region", _("Hari libur nasional berlaku di semua daerah."))
    if official and not source:
        raise Invalid.field("source", _("Tulis keputusan yang menetapkannya."))
