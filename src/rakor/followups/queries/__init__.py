"""Reading follow-ups and the decisions behind them."""

from rakor.followups.queries.owed import (
    LOADED,
    Promise,
    find,
    missing,
    narrowed,
    of_meeting,
    predecessors,
    promises,
    reports,
    sees_meeting,
    standing,
    still_open,
    today_of,
    visible_to,
)

__all__ = [
    "LOADED",
    "Promise",
    "find",
    "missing",
    "narrowed",
    "of_meeting",
    "predecessors",
    "promises",
    "reports",
    "sees_meeting",
    "standing",
    "still_open",
    "today_of",
    "visible_to",
]
