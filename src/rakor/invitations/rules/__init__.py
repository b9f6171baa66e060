"""Who has answered what: states of an invitation, the judgement of answers, what may be said."""

from rakor.invitations.rules.answers import (
    COMMENT_LIMIT,
    MODES_OF_MEETING,
    PERSONAL_ANSWERS,
    check_answer,
)
from rakor.invitations.rules.delegation import (
    DELEGATION_STATES,
    DEPUTY_DECLINED,
    LETTER_LIMIT,
    LONGEST_CHAIN,
    OPEN_STATES,
    STANDING_STATES,
    Refusal,
    Waits,
)
from rakor.invitations.rules.judging import (
    STATUS_OF_PARTSTAT,
    Answer,
    Day,
    Given,
    Known,
    Reason,
    Reply,
    Result,
    Verdict,
    holding,
    instant_of,
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
    "DELEGATION_STATES",
    "DEPUTY_DECLINED",
    "LETTER_LIMIT",
    "LONGEST_CHAIN",
    "MODES_OF_MEETING",
    "OPEN_STATES",
    "PERSONAL_ANSWERS",
    "STANDING_STATES",
    "STATUS_OF_PARTSTAT",
    "Answer",
    "Day",
    "DelegationState",
    "Given",
    "Known",
    "Letter",
    "Listed",
    "ProposalState",
    "Reason",
    "Refusal",
    "Reply",
    "Result",
    "RsvpStatus",
    "Verdict",
    "Waits",
    "check_answer",
    "holding",
    "instant_of",
    "judge",
    "read_list",
]
