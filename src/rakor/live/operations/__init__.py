"""What people do in a session: write notes, take decisions, ask for a ticket to watch."""

from rakor.live.operations.decisions import (
    adopt_decision,
    change_decision,
    propose_decision,
    record_decision,
    strike_decision,
)
from rakor.live.operations.notes import save_note
from rakor.live.operations.tickets import issue_ticket

__all__ = [
    "adopt_decision",
    "change_decision",
    "issue_ticket",
    "propose_decision",
    "record_decision",
    "save_note",
    "strike_decision",
]
