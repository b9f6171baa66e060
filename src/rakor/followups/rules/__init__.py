"""The life of a promise: plain values."""

from rakor.followups.rules.escalation import LONGEST, NOTICES, Notice, Plan, check_plan, notices_due
from rakor.followups.rules.evidence import (
    LARGEST,
    MOST_FILES,
    MOST_OF_ALL,
    check_evidence,
    check_room,
)
from rakor.followups.rules.history import Life, Week, weekly
from rakor.followups.rules.states import (
    CLOSED,
    FOLLOW_UP_STATES,
    NEEDS_A_WORD,
    OWNER_SAYS,
    OWNER_STEPS,
    SOON,
    STAFF_SAYS,
    STAFF_STEPS,
    FollowUpState,
    check_reassign,
    check_report,
    days_late,
    percent_of,
    sayable,
)

__all__ = [
    "CLOSED",
    "FOLLOW_UP_STATES",
    "LARGEST",
    "MOST_FILES",
    "NEEDS_A_WORD",
    "NOTICES",
    "OWNER_SAYS",
    "OWNER_STEPS",
    "SOON",
    "STAFF_SAYS",
    "STAFF_STEPS",
    "FollowUpState",
    "Life",
    "Notice",
    "Plan",
    "Week",
    "check_evidence",
    "check_plan",
    "check_reassign",
    "check_report",
    "days_late",
    "notices_due",
    "percent_of",
    "sayable",
    "weekly",
]
