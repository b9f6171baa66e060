"""Deciding beforehand: the quorum, guests, least times, hours, and until when people are named."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import AgencyWeight, AttendancePlan, Head
from rakor.attendance.operations.ledger import queue, refold
from rakor.attendance.operations.quorums import tell
from rakor.attendance.rules import QuorumPlan, QuorumRule, WalkInPolicy
from rakor.directory.models import Agency
from rakor.directory.queries import known_agencies
from rakor.directory.rules import AgencyKind
from rakor.errors import Moved
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Moment
from rakor.meetings.operations.ground import audience_of, locked
from rakor.meetings.rules import Action
from rakor.web.shapes import Line, Shape
from rakor.words import _

Part = Annotated[int, Field(ge=1, le=1000)]
Minutes = Annotated[int, Field(ge=0, le=600)]


class Weight(Shape):
    """An agency, by its code, that does not weigh 1 for the quorum."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    weight: Annotated[int, Field(ge=0, le=10_000)]


class QuorumFacts(Shape):
    """`numerator` of `denominator` of what the rule counts, rounded up, but at least `least`.

    `kinds` are the kinds of agencies that count, all of them when it is empty.
    """

    rule: QuorumRule = QuorumRule.AGENCIES
    numerator: Part = 2
    denominator: Part = 3
    least: Annotated[int, Field(ge=0, le=100_000)] = 0
    kinds: Annotated[list[AgencyKind], Field(max_length=len(AgencyKind))] = []
    weights: Annotated[list[Weight], Field(max_length=2000)] = []


class PlanFacts(Shape):
    """What a meeting asks of attendance; what is left out is as it is where nobody planned."""

    quorum: QuorumFacts = QuorumFacts()
    walk_ins: WalkInPolicy = WalkInPolicy.ADMIT
    self_check_in: bool = True
    least_online_minutes: Minutes = 0
    late_minutes: Minutes = 15
    early_minutes: Minutes = 15
    training_hours: Annotated[int, Field(ge=0, le=1000)] = 0
    nominate_until: Moment | None = None


async def plan(
    meeting_id: UUID, facts: PlanFacts, *, by: User, revision: int | None = None
) -> AttendancePlan:
    """Replace what a meeting asks of attendance; who counts is made anew where that changes it.

    Refuses (Invalid) a quorum of more than the whole and agencies nobody knows, Moved a writer who
    has not seen the latest plan, Conflict a meeting that was cancelled.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        await queue(meeting_id)
        rules.check_planned(meeting.state)
        planned = await queries.plan_of(meeting_id)
        if revision is not None and revision != planned.revision:
            raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        weights = await _weights(facts.quorum)
        before = _standing(planned)
        _set(planned, facts)
        changed = sorted(name for name, now in _standing(planned).items() if now != before[name])
        if await _weigh(meeting, weights):
            changed.append("weights")
        planned.revision += 1
        await planned.save()
        if "least_online_minutes" in changed:
            heads = await Head.filter(meeting_id=meeting_id)
            least = timedelta(minutes=planned.least_online_minutes)
            await refold(heads, least_online=least)
        await tell(
            record,
            meeting_id,
            queries.PLANNED,
            by=by,
            audience=audience_of(meeting),
            changed=changed,
            plan=_standing(planned),
        )
    return await queries.plan_of(meeting_id)


async def _weights(said: QuorumFacts) -> dict[Agency, int]:
    """The weights by agency; an agency that was merged means the one that stayed."""
    plan = QuorumPlan(said.rule, said.numerator, said.denominator, said.least)
    rules.check_quorum(plan)
    codes = [each.agency for each in said.weights]
    found = await known_agencies(codes) if codes else {}
    rules.check_weights([found[code].code if code in found else code for code in codes], found)
    return {found[each.agency]: each.weight for each in said.weights if each.weight != 1}


def _set(planned: AttendancePlan, facts: PlanFacts) -> None:
    planned.quorum_rule = facts.quorum.rule
    planned.numerator, planned.denominator = facts.quorum.numerator, facts.quorum.denominator
    planned.least = facts.quorum.least
    planned.quorum_kinds = sorted({kind.value for kind in facts.quorum.kinds})
    planned.walk_ins, planned.self_check_in = facts.walk_ins, facts.self_check_in
    planned.least_online_minutes = facts.least_online_minutes
    planned.late_minutes, planned.early_minutes = facts.late_minutes, facts.early_minutes
    planned.training_hours, planned.nominate_until = facts.training_hours, facts.nominate_until


def _standing(planned: AttendancePlan) -> dict[str, Any]:
    until = planned.nominate_until
    return {
        "quorum": planned.quorum_rule.value,
        "share": [planned.numerator, planned.denominator],
        "least": planned.least,
        "kinds": list(planned.quorum_kinds or []),
        "walk_ins": planned.walk_ins.value,
        "self_check_in": planned.self_check_in,
        "least_online_minutes": planned.least_online_minutes,
        "late_minutes": planned.late_minutes,
        "early_minutes": planned.early_minutes,
        "training_hours": planned.training_hours,
        "nominate_until": until.isoformat() if until else None,
    }


async def _weigh(meeting: Meeting, weights: dict[Agency, int]) -> bool:
    """Replace the weights of a meeting; says whether they are different now."""
    now = dict(await AgencyWeight.filter(meeting_id=meeting.id).values_list("agency_id", "weight"))
    then = {agency.id: weight for agency, weight in weights.items()}
    if now == then:
        return False
    await AgencyWeight.filter(meeting_id=meeting.id).delete()
    rows = [AgencyWeight(meeting_id=meeting.id, agency_id=key, weight=n) for key, n in then.items()]
    if rows:
        await AgencyWeight.bulk_create(rows)
    return True


__all__ = ["PlanFacts", "QuorumFacts", "Weight", "plan"]
