"""Whether enough came to decide: by agencies, by seats or by weights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rakor.attendance.rules.counts import AgencyCount
from rakor.words import N_


class QuorumRule(StrEnum):
    """What a quorum counts: nothing, agencies that came, people in their seats, or weights."""

    NONE = "none"
    AGENCIES = "agencies"
    SEATS = "seats"
    WEIGHTS = "weights"


QUORUM_RULES = {
    QuorumRule.NONE: N_("Tanpa kuorum"),
    QuorumRule.AGENCIES: N_("Instansi undangan yang hadir"),
    QuorumRule.SEATS: N_("Kursi yang terisi"),
    QuorumRule.WEIGHTS: N_("Bobot instansi yang hadir"),
}


@dataclass(frozen=True, slots=True)
class QuorumPlan:
    """A quorum as it was decided beforehand: `numerator` of `denominator`, but `least` anyway.

    Only agencies of these `kinds` count, all of them when it is empty; an agency without a weight
    weighs 1.
    """

    rule: QuorumRule = QuorumRule.AGENCIES
    numerator: int = 2
    denominator: int = 3
    least: int = 0
    kinds: frozenset[str] = frozenset()
    weights: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How much of what the rule counts is here, and how much it takes."""

    rule: str
    needed: int
    present: int
    reached: bool
    of: int = 0


TWO_THIRDS = QuorumPlan()


def quorum(rows: Iterable[AgencyCount], plan: QuorumPlan = TWO_THIRDS) -> Quorum:
    """Of what was asked to come, how much is here and how much it takes, rounded up.

    Guests of agencies that were not asked, companions, and whoever has left do not count. An agency
    is here too when somebody of another one is here on its behalf.
    """
    asked = [row for row in rows if _places(row) and (not plan.kinds or row.kind in plan.kinds)]
    here = [row for row in asked if row.inside or row.others]
    if plan.rule is QuorumRule.NONE:
        return Quorum(plan.rule.value, 0, 0, reached=False)
    if plan.rule is QuorumRule.SEATS:
        of = sum(_places(row) for row in asked)
        present = sum(min(row.sitting, _places(row)) for row in asked)
    elif plan.rule is QuorumRule.WEIGHTS:
        of = sum(plan.weights.get(row.agency, 1) for row in asked)
        present = sum(plan.weights.get(row.agency, 1) for row in here)
    else:
        of, present = len(asked), len(here)
    needed = max(-(-plan.numerator * of // plan.denominator), plan.least if of else 0)
    return Quorum(plan.rule.value, needed, present, present >= needed > 0, of)


def _places(row: AgencyCount) -> int:
    """The seats of an agency: its quota, else what it was invited to."""
    return row.invited if row.seats is None else row.seats


def turns(stood: bool, quorum: Quorum) -> str:
    """What has become of a quorum: `reached`, `lost`, or "" when it stands as it did."""
    if quorum.reached == stood:
        return ""
    return "reached" if quorum.reached else "lost"
