"""What may become of minutes, and what may be written in them: plain values."""

from rakor.minutes.rules.states import (
    EDITABLE,
    HELD,
    MINUTES_STATES,
    SETTLED,
    STEPS,
    Edits,
    ItemNotes,
    MinutesState,
    Paper,
    Rich,
    Words,
    check_editable,
    check_held,
    check_step,
)

__all__ = [
    "EDITABLE",
    "HELD",
    "MINUTES_STATES",
    "SETTLED",
    "STEPS",
    "Edits",
    "ItemNotes",
    "MinutesState",
    "Paper",
    "Rich",
    "Words",
    "check_editable",
    "check_held",
    "check_step",
]
