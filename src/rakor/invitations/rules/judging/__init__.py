"""Judging what calendars answer: pure, table by table of RFC 5546."""

from rakor.invitations.rules.judging.judge import judge
from rakor.invitations.rules.judging.series import holding, instant_of
from rakor.invitations.rules.judging.values import (
    STATUS_OF_PARTSTAT,
    Answer,
    Day,
    Given,
    Known,
    Reason,
    Reply,
    Result,
    Verdict,
)

__all__ = [
    "STATUS_OF_PARTSTAT",
    "Answer",
    "Day",
    "Given",
    "Known",
    "Reason",
    "Reply",
    "Result",
    "Verdict",
    "holding",
    "instant_of",
    "judge",
]
