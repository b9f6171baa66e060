"""What a programme may hold: its days, sessions side by side, and the times of a rundown."""

from rakor.programmes.rules.facts import (
    MOST_LINES,
    MOST_SESSIONS,
    InviteFacts,
    LineFacts,
    LinkFacts,
    MoveFacts,
    ProgrammeChanges,
    ProgrammeFacts,
    Rundown,
    SessionChanges,
    SessionFacts,
)
from rakor.programmes.rules.rundown import (
    LINE_KINDS,
    LineKind,
    Planned,
    Slot,
    Warned,
    ended,
    reckon,
    warnings,
)
from rakor.programmes.rules.sessions import (
    Placed,
    beside,
    check_days,
    check_within,
    clashes,
)

__all__ = [
    "LINE_KINDS",
    "MOST_LINES",
    "MOST_SESSIONS",
    "InviteFacts",
    "LineFacts",
    "LineKind",
    "LinkFacts",
    "MoveFacts",
    "Placed",
    "Planned",
    "ProgrammeChanges",
    "ProgrammeFacts",
    "Rundown",
    "SessionChanges",
    "SessionFacts",
    "Slot",
    "Warned",
    "beside",
    "check_days",
    "check_within",
    "clashes",
    "ended",
    "reckon",
    "warnings",
]
