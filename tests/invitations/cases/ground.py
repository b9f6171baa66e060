"""What a case of the table is, and the words in which cases are written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rakor.invitations.itip import Problem
from rakor.invitations.rules import Reason, Result

from ..clients import (
    Said,
    cyrus,
)
from ..stage import (
    BUDI,
    SINGLE,
    STARTS,
)

LATER = STARTS + timedelta(hours=4)
SPOOF = "spoof@evil.id"
NEW = "baru@bkn.go.id"
ADDRESS = "rsvp@rakor.test"
STAMP = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """One message to one of the meetings, and what it does.

    `wraps` changes the bytes on the way. `before` are messages that came earlier.
    """

    name: str
    result: Result
    reason: Reason | Problem
    changes: dict[str, str] = field(default_factory=dict)
    client: Callable[[Said], bytes] = cyrus
    meeting: str = SINGLE
    seat: str = BUDI
    says: dict[str, object] = field(default_factory=dict)
    before: tuple[dict[str, object], ...] = ()
    wraps: Callable[[bytes], bytes] = bytes


APPLIED, PENDING, STALE = Result.REPLY_APPLIED, Result.PENDING_APPROVAL, Result.STALE
REFUSED, DUPLICATE, COUNTERED = Result.REFUSED, Result.DUPLICATE, Result.COUNTER_STORED
UNREADABLE = Result.UNREADABLE
YES = {"single budi@bkn.go.id": "accepted"}
NO = {"single budi@bkn.go.id": "declined"}
ALL_YES = {"series budi@bkn.go.id": "accepted"}


def on(day: datetime, status: str = "accepted", who: str = BUDI) -> dict[str, str]:
    return {f"series {who} {day:%Y%m%d}": status}


def row(address: str, partstat: str, *parameters: str) -> str:
    return ";".join(["ATTENDEE", *parameters, f"PARTSTAT={partstat}"]) + f":mailto:{address}"


def replacing(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(old.encode(), new.encode())
