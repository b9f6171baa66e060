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
from rakor.invitations.rules.differences import Change, Difference
from rakor.invitations.rules.facts import (
    DayFacts,
    DayStanding,
    Facts,
    Standing,
    kept,
    read_facts,
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
from rakor.invitations.rules.notice_words import Said, said_changes
from rakor.invitations.rules.notices import Message, Method, SeatView, plan
from rakor.invitations.rules.reminders import REMINDERS, Lead, ReminderKind
from rakor.invitations.rules.states import (
    ATTENDS,
    CANCELS,
    DelegationState,
    Letter,
    ProposalState,
    RsvpStatus,
)

__all__ = [
    "ATTENDS",
    "CANCELS",
    "COMMENT_LIMIT",
    "DELEGATION_STATES",
    "DEPUTY_DECLINED",
    "LETTER_LIMIT",
    "LONGEST_CHAIN",
    "MODES_OF_MEETING",
    "OPEN_STATES",
    "PERSONAL_ANSWERS",
    "REMINDERS",
    "STANDING_STATES",
    "STATUS_OF_PARTSTAT",
    "Answer",
    "Change",
    "Day",
    "DayFacts",
    "DayStanding",
    "DelegationState",
    "Difference",
    "Facts",
    "Given",
    "Known",
    "Lead",
    "Letter",
    "Listed",
    "Message",
    "Method",
    "ProposalState",
    "Reason",
    "Refusal",
    "ReminderKind",
    "Reply",
    "Result",
    "RsvpStatus",
    "Said",
    "SeatView",
    "Standing",
    "Verdict",
    "Waits",
    "check_answer",
    "holding",
    "instant_of",
    "judge",
    "kept",
    "plan",
    "read_facts",
    "read_list",
    "said_changes",
]
