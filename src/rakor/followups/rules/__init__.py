"""The life of a promise: plain values."""

from rakor.followups.rules.states import (
    CLOSED,
    FOLLOW_UP_STATES,
    NEEDS_A_WORD,
    OWNER_SAYS,
    SOON,
    STAFF_SAYS,
    FollowUpState,
    check_report,
    days_late,
    sayable,
)

__all__ = [
    "CLOSED",
    "FOLLOW_UP_STATES",
    "NEEDS_A_WORD",
    "OWNER_SAYS",
    "SOON",
    "STAFF_SAYS",
    "FollowUpState",
    "check_report",
    "days_late",
    "sayable",
]
