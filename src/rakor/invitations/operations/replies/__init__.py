"""What calendars and mail servers send back: stored first, then judged, then decided by humans."""

from rakor.invitations.operations.replies.counters import (
    accept_proposal,
    decline_proposal,
    outdate,
)
from rakor.invitations.operations.replies.deciding import (
    approve,
    judge_again,
    overrule,
    put_aside,
    refuse,
)
from rakor.invitations.operations.replies.taking import judge_leftovers, judge_waiting, take_mail
from rakor.invitations.operations.replies.telling import tell_declined, tell_refused

__all__ = [
    "accept_proposal",
    "approve",
    "decline_proposal",
    "judge_again",
    "judge_leftovers",
    "judge_waiting",
    "outdate",
    "overrule",
    "put_aside",
    "refuse",
    "take_mail",
    "tell_declined",
    "tell_refused",
]
