"""Deputies: naming them, deciding about them, taking them back, and what their answers mean."""

from rakor.invitations.operations.delegating.chains import next_sequence, sent_by
from rakor.invitations.operations.delegating.deciding import (
    absent,
    accept,
    answered,
    arrived,
    check_can_come,
    complete,
    deputy_answered,
    left_out,
    reject,
    revoke,
)
from rakor.invitations.operations.delegating.naming import (
    attach_letter,
    delegate,
    delegate_by_mail,
    hand_in,
)
from rakor.invitations.operations.delegating.reading import (
    file_name,
    read_letter,
    read_own_letter,
)
from rakor.invitations.operations.delegating.wishes import DeputyWish, Paper, Scan

__all__ = [
    "DeputyWish",
    "Paper",
    "Scan",
    "absent",
    "accept",
    "answered",
    "arrived",
    "attach_letter",
    "check_can_come",
    "complete",
    "delegate",
    "delegate_by_mail",
    "deputy_answered",
    "file_name",
    "hand_in",
    "left_out",
    "next_sequence",
    "read_letter",
    "read_own_letter",
    "reject",
    "revoke",
    "sent_by",
]
