"""Counts of who came: agencies, lines of the list, and what the live record says of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class AgencyCount:
    """An agency in a meeting. `seats` is None where it has no quota."""

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
}


def seats(total_quota: int | None, rows: Iterable[AgencyCount]) -> int:
    """How many are expected: the declared quota, else the seats, else everyone invited."""
    rows = list(rows)
    quotas = sum(row.seats or 0 for row in rows)
    return total_quota or quotas or sum(row.invited for row in rows)
