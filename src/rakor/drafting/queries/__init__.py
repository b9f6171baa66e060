"""Reading drafts: where approvals stand, and what those said to whom a draft was shown."""

from rakor.drafting.queries.approval import (
    find_standing,
    policy_of,
    standing_of,
    step_behind,
    waiting_for,
    wanted_for,
)
from rakor.drafting.queries.checks import checks_of_approval, missing_said

__all__ = [
    "checks_of_approval",
    "find_standing",
    "missing_said",
    "policy_of",
    "standing_of",
    "step_behind",
    "waiting_for",
    "wanted_for",
]
