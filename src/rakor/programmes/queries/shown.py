"""A programme as a page shows it: days, and in them what is on at the same time side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from rakor.programmes.models import Programme, RundownLine
from rakor.programmes.queries.events import Event
from rakor.programmes.rules import Slot, beside


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a rundown with its time."""

    line: RundownLine
    slot: Slot


@dataclass(frozen=True, slots=True)
class Block:
    """What is on at the same time, one event or several in their tracks."""

    events: list[Event]

    @property
    def parallel(self) -> bool:
        return len(self.events) > 1


@dataclass(frozen=True, slots=True)
class DayOf:
    """One day of a programme; `number` counts from 1."""

    day: date
    number: int
    blocks: list[Block] = field(default_factory=list)


def by_day(programme: Programme, events: Sequence[Event]) -> list[DayOf]:
    """Every day on which something is on, where the programme is held, in order."""
    zone = ZoneInfo(programme.timezone)
    by_key = {event.id: event for event in events}
    days: dict[date, DayOf] = {}
    for group in beside([event.placed for event in events]):
        day = group[0].starts_at.astimezone(zone).date()
        if day not in days:
            number = max((day - programme.first_day).days + 1, 1)
            days[day] = DayOf(day, number)
        days[day].blocks.append(Block([by_key[each.key] for each in group]))  # type: ignore[index]
    return [days[day] for day in sorted(days)]


def rows_of(event: Event) -> list[Row]:
    """The rundown of an event with its times."""
    return [Row(line, slot) for line, slot in zip(event.lines, event.slots, strict=True)]


def open_rows(event: Event) -> list[Row]:
    """The same without what happens behind the stage; the others keep their times."""
    return [row for row in rows_of(event) if not row.line.backstage]
