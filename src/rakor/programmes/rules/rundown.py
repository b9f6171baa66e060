"""The times of a rundown (susunan acara): from a start and durations, with hours that are fixed.

A line follows the one before it. One with a fixed hour waits for that hour; where what precedes it
takes longer, it begins late and that is said. So two lines never overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from rakor.words import N_

MINUTE = timedelta(minutes=1)


class LineKind(StrEnum):
    """What a line of a rundown is."""

    ACTIVITY = "activity"
    BREAK = "break"
    PRAYER_MEAL = "prayer_meal"  # ishoma: istirahat, salat, makan


LINE_KINDS = {
    LineKind.ACTIVITY: N_("Acara"),
    LineKind.BREAK: N_("Istirahat"),
    LineKind.PRAYER_MEAL: N_("Ishoma"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """How long a line takes, in minutes, and the hour at which it has to begin, if one is fixed."""

    minutes: int
    anchor: time | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """When a line is on: minutes of waiting before its fixed hour (`gap`), or past it (`late`)."""

    starts_at: datetime
    ends_at: datetime
    gap: int = 0
    late: int = 0


class Warned(StrEnum):
    """What somebody should look at in a rundown."""

    LATE = "late"  # a fixed hour that cannot be kept
    GAP = "gap"  # minutes before a fixed hour in which nothing happens
    OVER = "over"  # the session ends before its rundown
    SHORT = "short"  # the rundown ends before its session


def reckon(starts_at: datetime, zone: str, lines: Sequence[Planned]) -> list[Slot]:
    """When each line is on, in UTC. Fixed hours are those of the session's first day, in `zone`."""
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    at, found = starts_at.astimezone(UTC), []
    for line in lines:
        gap = late = 0
        if line.anchor is not None:
            fixed = datetime.combine(day, line.anchor, ZoneInfo(zone)).astimezone(UTC)
            gap, late = max(_minutes(at, fixed), 0), max(_minutes(fixed, at), 0)
            at = max(at, fixed)
        ends = at + line.minutes * MINUTE
        found.append(Slot(at, ends, gap, late))
        at = ends
    return found


def ended(starts_at: datetime, slots: Sequence[Slot]) -> datetime:
    """When the last line is over; where there is none, the start."""
    return slots[-1].ends_at if slots else starts_at.astimezone(UTC)


def warnings(
    starts_at: datetime, ends_at: datetime, slots: Sequence[Slot]
) -> list[tuple[Warned, int | None, int]]:
    """What to look at: what it is, in which line (None: the whole), and how many minutes."""
    found: list[tuple[Warned, int | None, int]] = []
    for n, slot in enumerate(slots):
        if slot.late:
            found.append((Warned.LATE, n, slot.late))
        if slot.gap:
            found.append((Warned.GAP, n, slot.gap))
    if slots:
        over = _minutes(ends_at, ended(starts_at, slots))
        if over > 0:
            found.append((Warned.OVER, None, over))
        if over < 0:
            found.append((Warned.SHORT, None, -over))
    return found


def _minutes(since: datetime, until: datetime) -> int:
    """Whole minutes from one moment to another, negative when it is the other way round."""
    return int((until - since) / MINUTE)
