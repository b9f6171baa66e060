"""What desks, links and officers record."""

from rakor.attendance.operations.heads import Found
from rakor.attendance.operations.ledger import CheckIn
from rakor.attendance.operations.recording import (
    arrive,
    check_in,
    join_online,
    why_closed,
    why_not_today,
)

__all__ = [
    "CheckIn",
    "Found",
    "arrive",
    "check_in",
    "join_online",
    "why_closed",
    "why_not_today",
]
