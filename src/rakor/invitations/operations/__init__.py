"""What people do to invitations. Each function is one transaction and one journal entry."""

from rakor.invitations.operations.answering import answer, opened
from rakor.invitations.operations.demonstration import (
    Said,
    answer_as_recipient,
    reply_to,
    request_in,
)
from rakor.invitations.operations.inviting import invite, send, withdraw
from rakor.invitations.operations.keeping import (
    find_letter,
    find_received,
    note_reading,
    try_letter_again,
)
from rakor.invitations.operations.letters import write_letters
from rakor.invitations.operations.picking import send_picked, withdraw_picked
from rakor.invitations.operations.replies import (
    accept_proposal,
    approve,
    decline_proposal,
    judge_again,
    judge_leftovers,
    judge_waiting,
    outdate,
    overrule,
    put_aside,
    refuse,
    take_mail,
    tell_declined,
    tell_refused,
)
from rakor.invitations.operations.resending import FAILED as FAILED_LETTERS
from rakor.invitations.operations.resending import mend_address, resend, retry_failed
from rakor.invitations.operations.wishes import Wish, day_of, group_of, try_group

__all__ = [
    "FAILED_LETTERS",
    "Said",
    "Wish",
    "accept_proposal",
    "answer",
    "answer_as_recipient",
    "approve",
    "day_of",
    "decline_proposal",
    "find_letter",
    "find_received",
    "group_of",
    "invite",
    "judge_again",
    "judge_leftovers",
    "judge_waiting",
    "mend_address",
    "note_reading",
    "opened",
    "outdate",
    "overrule",
    "put_aside",
    "refuse",
    "reply_to",
    "request_in",
    "resend",
    "retry_failed",
    "send",
    "send_picked",
    "take_mail",
    "tell_declined",
    "tell_refused",
    "try_group",
    "try_letter_again",
    "withdraw",
    "withdraw_picked",
    "write_letters",
]
