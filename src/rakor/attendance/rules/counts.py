"""Counts of who came: agencies, lines of the list, and what the live record says of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rakor.meetings.rules import State


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """An agency in a meeting. `seats` is None where it has no quota.

    `present` are all who came, `inside` those who are still here; `taken` and `sitting` are seats
    that somebody came for and sits in: an official and their deputy take one together. `others`
    are people of other agencies who are here for this one as well.
    """

    agency: str
    name: str
    kind: str
    precedence: int
    seats: int | None = None
    invited: int = 0
    accepted: int = 0
    room: int = 0
    online: int = 0
    both: int = 0
    present: int = 0
    delegates: int = 0
    inside: int = 0
    taken: int = 0
    sitting: int = 0
    others: int = 0
    companions: int = 0


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the attendance list, with the name, office and agency of that day."""

    name: str
    office: str
    agency: str
    represents: str
    room: bool
    online: bool
    walk_in: bool
    first_at: datetime
    last_out_at: datetime | None


@dataclass(frozen=True, slots=True)
class Level:
    """How many are in the room and how many take part online from a moment on."""

    at: datetime
    room: int
    online: int

    @property
    def heads(self) -> int:
        return self.room + self.online


# What the live record says before anybody came.
NOBODY: dict[str, Any] = {
    "heads": 0,
    "room": 0,
    "online": 0,
    "both": 0,
    "walk_ins": 0,
    "agencies_present": 0,
    "by_kind": {},
    "agencies": [],
    "inside": 0,
    "companions": 0,
    "quorum": None,
}

# More points than this make a chart no clearer.
MOST_POINTS = 60


def seats(total_quota: int | None, rows: Iterable[AgencyCount]) -> int:
    """How many are expected: the declared quota, else the seats, else everyone invited."""
    rows = list(rows)
    quotas = sum(row.seats or 0 for row in rows)
    return total_quota or quotas or sum(row.invited for row in rows)


def end_of(
    state: State, ends_at: datetime, closed_at: datetime | None, early_minutes: int
) -> datetime | None:
    """Whoever left before this was not there at the end; None while the meeting is not over.

    A meeting ends when it was planned to or when it was closed, whichever came first, and those
    who left within the minutes that are not early were there at its end.
    """
    if state is not State.FINISHED:
        return None
    last = min(ends_at, closed_at) if closed_at else ends_at
    return last - timedelta(minutes=early_minutes)


def levels(
    stays: Sequence[tuple[datetime, datetime | None, bool]], most: int = MOST_POINTS
) -> list[Level]:
    """How many were there over time: each stay is (from, until, online).

    One point for each moment at which that changed, thinned out evenly to `most`; the first, the
    fullest and the last one are always among them.
    """
    steps: dict[datetime, list[int]] = {}
    for since, until, online in stays:
        steps.setdefault(since, [0, 0])[online] += 1
        if until is not None:
            steps.setdefault(until, [0, 0])[online] -= 1
    points: list[Level] = []
    room = remote = 0
    for at in sorted(steps):
        room, remote = room + steps[at][0], remote + steps[at][1]
        points.append(Level(at, room, remote))
    if len(points) <= most:
        return points
    fullest = max(range(len(points)), key=lambda n: points[n].heads)
    kept = {round(n * (len(points) - 1) / (most - 2)) for n in range(most - 1)} | {fullest}
    return [points[n] for n in sorted(kept)]
