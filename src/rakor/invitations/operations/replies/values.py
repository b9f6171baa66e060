"""What became of a message: a verdict for each answer in it, and one for the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from rakor.invitations.models import Invitation
from rakor.invitations.rules import Result

# What a message did is told before what it did not do; what waits for a human before the rest.
_WEIGHT = (
    Result.REPLY_APPLIED,
    Result.COUNTER_STORED,
    Result.PENDING_APPROVAL,
    Result.REFRESH_ANSWERED,
    Result.BOUNCE,
    Result.DUPLICATE,
    Result.STALE,
    Result.REFUSED,
    Result.UNREADABLE,
    Result.UNKNOWN_MEETING,
)
# What somebody has to look at before it is done with.
WAITING = frozenset({Result.PENDING_APPROVAL, Result.COUNTER_STORED, Result.UNREADABLE})


@dataclass(slots=True)
class Judged:
    """What became of one answer, and whom it was about.

    `told` is what the page shows of it beside result and reason: who, by what method, for which
    day, proven how.
    """

    result: Result
    reason: str
    invitation: Invitation | None = None
    meeting_id: UUID | None = None
    told: dict[str, Any] = field(default_factory=dict)
    mail_id: UUID | None = None

    def row(self) -> dict[str, object]:
        """The verdict as it is kept."""
        return {"result": self.result.value, "reason": self.reason, **self.told}


def foremost(judged: Sequence[Judged]) -> Judged:
    """The verdict that stands for the whole message."""
    return min(judged, key=lambda each: _WEIGHT.index(each.result))


def waits(judged: Sequence[Judged]) -> bool:
    """Whether something in it waits for a human that the whole message's verdict does not tell."""
    return foremost(judged).result not in WAITING and any(each.result in WAITING for each in judged)
