"""When a meeting had better not be: days off, prayer, Ramadan, hours at which offices are closed.

Every sentence is a warning with its reason, and none is a refusal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from rakor.directory.rules.calendar import HOLIDAY_KINDS, Calendar, DayOff, HolidayKind, is_weekend
from rakor.directory.rules.estimates import in_ramadan
from rakor.words import N_, _, dates

FRIDAY = 4
# The hours that invitations keep free on Fridays by custom; no rule names them.
PRAYER = (time(11, 30), time(13, 30))
LATE = time(21)
MOST_DAYS = 6


@dataclass(frozen=True, slots=True)
class Hours:
    """From when until when offices are open, on Fridays a little longer."""

    opens: time
    closes: time
    closes_on_friday: time

    def on(self, day: date) -> tuple[time, time]:
        return self.opens, self.closes_on_friday if day.weekday() == FRIDAY else self.closes


# Perpres 21/2023: 37 hours and 30 minutes a week from 07.30, in Ramadan 32 hours and 30 minutes
# from 08.00. When the day ends follows from these with the usual breaks.
USUAL = Hours(time(7, 30), time(16), time(16, 30))
IN_RAMADAN = Hours(time(8), time(15), time(15, 30))


class Matter(StrEnum):
    """What there is to think of."""

    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    PRAYER = "friday_prayer"
    RAMADAN = "ramadan"
    HOURS = "working_hours"
    LATE = "late"


# What is said where the meeting is held, and for those who join from another zone.
NEAR = {
    Matter.PRAYER: N_("Rapat {day} pukul {when} bersamaan dengan salat Jumat ({hours})."),
    Matter.LATE: N_("Rapat {day} pukul {when} berlangsung sampai larut malam."),
    Matter.RAMADAN: N_("Rapat {day} pukul {when}; jam kerja Ramadan (perkiraan) {hours}."),
    Matter.HOURS: N_("Rapat {day} pukul {when} di luar jam kerja ({hours})."),
}
FAR = {
    Matter.PRAYER: N_(
        "Di {zone} rapat {day} pukul {when}, bersamaan dengan salat Jumat ({hours})."
    ),
    Matter.LATE: N_("Di {zone} rapat {day} pukul {when}, sampai larut malam."),
    Matter.RAMADAN: N_(
        "Di {zone} rapat {day} pukul {when}; jam kerja Ramadan (perkiraan) {hours}."
    ),
    Matter.HOURS: N_("Di {zone} rapat {day} pukul {when}, di luar jam kerja ({hours})."),
}


@dataclass(frozen=True, slots=True)
class Manner:
    """Something to think of on one day of a meeting; `says` is a whole sentence."""

    matter: Matter
    day: date
    says: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """When a meeting is held and where: its zone, and the region whose holidays it has."""

    starts_at: datetime
    ends_at: datetime
    timezone: str
    region: str = ""


def sessions(held: Held) -> list[tuple[datetime, datetime]]:
    """The hours of each day of a meeting; one over several days has the same every day."""
    tz = dates.zone(held.timezone)
    starts, ends = held.starts_at.astimezone(tz), held.ends_at.astimezone(tz)
    if starts.date() == ends.date():
        return [(starts, ends)]
    days = [
        starts.date() + timedelta(days=n) for n in range((ends.date() - starts.date()).days + 1)
    ]
    if ends.time() > starts.time():
        return [
            (datetime.combine(day, starts.time(), tz), datetime.combine(day, ends.time(), tz))
            for day in days
        ]
    edges = [starts, *(datetime.combine(day, time(), tz) for day in days[1:]), ends]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def manners(held: Held, calendar: Calendar) -> list[Manner]:
    """What to think of where the meeting is held."""
    found = []
    for starts, ends in sessions(held):
        day = starts.date()
        off = calendar.off(day, held.region)
        found += [Manner(Matter.HOLIDAY, day, _said(each)) for each in off]
        if is_weekend(day):
            says = _("{day} bukan hari kerja.").format(day=dates.date(day))
            found.append(Manner(Matter.WEEKEND, day, says))
        found += _clock(starts, ends, held.timezone, working=not off and not is_weekend(day))
    return found


def manners_elsewhere(
    held: Held, zones: Iterable[str], regions: Mapping[str, str], calendar: Calendar
) -> list[Manner]:
    """What to think of for those who are invited from elsewhere.

    `zones` are where they join from, `regions` the names of the regions their offices are in.
    """
    found: list[Manner] = []
    here = dates.zone_name(held.timezone)
    names = {dates.zone_name(name): name for name in sorted(zones)}
    for starts, ends in sessions(held):
        day = starts.date()
        off = calendar.off(day, held.region)
        for short, name in names.items():
            if short != here:
                tz = dates.zone(name)
                working = not off and not is_weekend(day)
                found += _clock(starts.astimezone(tz), ends.astimezone(tz), name, working, short)
        for code, region in regions.items():
            theirs = [each for each in calendar.off(day, code) if each not in off]
            found += [Manner(Matter.HOLIDAY, day, _said(each, region), code) for each in theirs]
    return found


def _said(off: DayOff, region: str = "") -> str:
    kind, day = _(HOLIDAY_KINDS[off.kind]), dates.date(off.day)
    if off.estimated:
        sentence = _("{day} diperkirakan {kind}: {name}. Daftar resmi {year} belum dicatat.")
        return sentence.format(day=day, kind=kind, name=off.name, year=off.day.year)
    if region and off.kind is HolidayKind.REGIONAL:
        sentence = _("{day} adalah {kind} di {region}: {name}.")
        return sentence.format(day=day, kind=kind, region=region, name=off.name)
    return _("{day} adalah {kind}: {name}.").format(day=day, kind=kind, name=off.name)


def _clock(
    starts: datetime, ends: datetime, zone: str, working: bool, elsewhere: str = ""
) -> Iterator[Manner]:
    """What the clock of one zone says about a session; `elsewhere` names it when it is another."""
    day = starts.date()
    begins, ends_by = starts.time(), ends.time() if ends.date() == day else time.max

    def manner(matter: Matter, hours: tuple[time, time]) -> Manner:
        says = _((FAR if elsewhere else NEAR)[matter]).format(
            day=dates.date(day),
            when=dates.times(starts, ends, zone),
            hours=_between(day, hours, zone),
            zone=elsewhere,
        )
        return Manner(matter, day, says, elsewhere)

    if day.weekday() == FRIDAY and begins < PRAYER[1] and ends_by > PRAYER[0]:
        yield manner(Matter.PRAYER, PRAYER)
    fasting = in_ramadan(day)
    opens, closes = (IN_RAMADAN if fasting else USUAL).on(day)
    if ends_by > LATE:
        yield manner(Matter.LATE, (opens, closes))
    elif working and (begins < opens or ends_by > closes):
        yield manner(Matter.RAMADAN if fasting else Matter.HOURS, (opens, closes))


def _between(day: date, hours: tuple[time, time], zone: str) -> str:
    tz = dates.zone(zone)
    first, last = (datetime.combine(day, each, tz) for each in hours)
    return dates.times(first, last, zone)


def gathered(found: Iterable[Manner]) -> list[tuple[Matter, str]]:
    """One sentence for each matter and place: of a series, the first day and which others."""
    alike: dict[tuple[Matter, str], list[Manner]] = {}
    for each in found:
        # Two holidays on one day are two reasons; the days of a series are one.
        alike.setdefault((each.matter, each.where), []).append(each)
    told = []
    for (matter, _where), same in alike.items():
        first = same[0].day
        told += [(matter, each.says) for each in same if each.day == first]
        days = sorted({each.day for each in same} - {first})
        if days:
            named = ", ".join(dates.short_date(day) for day in days[:MOST_DAYS])
            more = "" if len(days) <= MOST_DAYS else " …"
            sentence = _("Demikian juga {n} hari lain ({days}).")
            says = sentence.format(n=len(days), days=named + more)
            told[-1] = (matter, f"{told[-1][1]} {says}")
    return told
