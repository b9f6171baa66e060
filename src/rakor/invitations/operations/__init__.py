"""What people do to invitations. Each function is one transaction and one journal entry."""

from rakor.invitations.operations.answering import answer, opened
from rakor.invitations.operations.demonstration import (
    Said,
    answer_as_recipient,
    reply_to,
    request_in,
)
from rakor.invitations.operations.following import (
    call_off,
    mail_changed,
    postpone,
    reset_and_mail,
)
from rakor.invitations.operations.inviting import invite, send, withdraw
from rakor.invitations.operations.keeping import (
    find_letter,
    find_received,
    note_reading,
    try_letter_again,
)
from rakor.invitations.operations.letters import write_letters
from rakor.invitations.operations.replies import judge_leftovers, take_mail
from rakor.invitations.operations.wishes import Wish, day_of, group_of, try_group

__all__ = [
    "Said",
    "Wish",
    "answer",
    "answer_as_recipient",
    "call_off",
    "day_of",
    "find_letter",
    "find_received",
    "group_of",
    "invite",
    "judge_leftovers",
    "mail_changed",
    "note_reading",
    "opened",
    "postpone",
    "reply_to",
    "request_in",
    "reset_and_mail",
    "send",
    "take_mail",
    "try_group",
    "try_letter_again",
    "withdraw",
    "write_letters",
]
