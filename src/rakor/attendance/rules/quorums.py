"""Whether enough came to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rakor.attendance.rules.counts import AgencyCount


class QuorumRule(StrEnum):
    """What a quorum counts: nothing, agencies that came, people in their seats, or weights."""

    NONE = "none"
    AGENCIES = "agencies"
    SEATS = "seats"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough agencies came: two thirds of those invited, rounded up."""

    rule: str
    needed: int
    present: int
    reached: bool


QUORUM_RULE = "two_thirds_of_invited_agencies"


def quorum(rows: Iterable[AgencyCount]) -> Quorum:
    """Of the invited agencies, how many are here and how many it takes."""
    invited = [row for row in rows if row.invited]
    present = sum(1 for row in invited if row.present)
    needed = -(-2 * len(invited) // 3)
    return Quorum(QUORUM_RULE, needed, present, present >= needed > 0)
