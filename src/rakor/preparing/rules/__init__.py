"""What may be taken over, when the next meeting could be, and the templates everybody has."""

from rakor.preparing.rules.starters import STARTERS, Starter
from rakor.preparing.rules.taking import (
    ALL,
    LEFT,
    NAMED,
    OFFERED,
    SEPARATE,
    Left,
    Take,
    check_kept_apart,
    check_take,
    may_take,
)
from rakor.preparing.rules.when import RHYTHMS, Proposed, Rhythm, proposals

__all__ = [
    "ALL",
    "LEFT",
    "NAMED",
    "OFFERED",
    "RHYTHMS",
    "SEPARATE",
    "STARTERS",
    "Left",
    "Proposed",
    "Rhythm",
    "Starter",
    "Take",
    "check_kept_apart",
    "check_take",
    "may_take",
    "proposals",
]
