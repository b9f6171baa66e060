"""What people do to invitations. Each function is one transaction and one journal entry."""

from rakor.invitations.operations.answering import answer, opened
from rakor.invitations.operations.following import (
    call_off,
    mail_changed,
    postpone,
    reset_and_mail,
)
from rakor.invitations.operations.inviting import Wish, invite, send, withdraw
from rakor.invitations.operations.letters import write_letters
from rakor.invitations.operations.replies import judge_leftovers, take_mail

__all__ = [
    "Wish",
    "answer",
    "call_off",
    "invite",
    "judge_leftovers",
    "mail_changed",
    "opened",
    "postpone",
    "reset_and_mail",
    "send",
    "take_mail",
    "withdraw",
    "write_letters",
]
