"""Who has answered what: states of an invitation, the judgement of answers, what may be said."""

from rakor.invitations.rules.answers import (
    COMMENT_LIMIT,
    MODES_OF_MEETING,
    PERSONAL_ANSWERS,
    check_answer,
)
from rakor.invitations.rules.judging import (
    STATUS_OF_PARTSTAT,
    Answer,
    Known,
    Reason,
    Reply,
    Result,
    Verdict,
    judge,
)
from rakor.invitations.rules.lists import (
    Listed,
    read_list,
)
from rakor.invitations.rules.states import (
    CANCELS,
    DelegationState,
    Letter,
    ProposalState,
    RsvpStatus,
)

__all__ = [
    "CANCELS",
    "COMMENT_LIMIT",
    "MODES_OF_MEETING",
    "PERSONAL_ANSWERS",
    "STATUS_OF_PARTSTAT",
    "Answer",
    "DelegationState",
    "Known",
    "Letter",
    "Listed",
    "ProposalState",
    "Reason",
    "Reply",
    "Result",
    "RsvpStatus",
    "Verdict",
    "check_answer",
    "judge",
    "read_list",
]
