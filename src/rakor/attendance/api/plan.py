"""Doors for what a meeting decides beforehand about attendance."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries
from rakor.attendance.models import AttendancePlan
from rakor.attendance.operations import planning
from rakor.attendance.operations.planning import PlanFacts
from rakor.attendance.rules import QuorumRule, WalkInPolicy
from rakor.directory.rules import AgencyKind
from rakor.meetings.queries import find
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Written


class WeightSet(Answer):
    """An agency that does not weigh 1 for the quorum."""

    agency: str
    weight: int


class QuorumSet(Answer):
    """`numerator` of `denominator` of what the rule counts, rounded up, but at least `least`."""

    rule: QuorumRule
    numerator: int
    denominator: int
    least: int
    kinds: list[AgencyKind]
    weights: list[WeightSet]


class PlanSet(Written):
    """What a meeting asks of attendance; `nominate_until` is when naming people ends."""

    meeting: UUID
    quorum: QuorumSet
    walk_ins: WalkInPolicy
    self_check_in: bool
    least_online_minutes: int
    late_minutes: int
    early_minutes: int
    training_hours: int
    nominate_until: datetime | None
    revision: int


async def plan(request: Request) -> Response:
    meeting = await find(request.path_params["id"], to=request.user)
    return answer(await _told(await queries.plan_of(meeting.id)))


async def replace_plan(request: Request) -> Response:
    facts = await read(request, PlanFacts)
    planned = await planning.plan(
        request.path_params["id"], facts, by=request.user, revision=expected_revision(request)
    )
    return answer(await _told(planned))


async def _told(planned: AttendancePlan) -> PlanSet:
    weights = await queries.weights_of(planned.meeting_id)
    return PlanSet(
        meeting=planned.meeting_id,
        quorum=QuorumSet(
            rule=planned.quorum_rule,
            numerator=planned.numerator,
            denominator=planned.denominator,
            least=planned.least,
            kinds=[AgencyKind(kind) for kind in planned.quorum_kinds or []],
            weights=[WeightSet(agency=code, weight=n) for code, n in weights.items()],
        ),
        walk_ins=planned.walk_ins,
        self_check_in=planned.self_check_in,
        least_online_minutes=planned.least_online_minutes,
        late_minutes=planned.late_minutes,
        early_minutes=planned.early_minutes,
        training_hours=planned.training_hours,
        nominate_until=planned.nominate_until,
        revision=planned.revision,
    )


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance/plan",
        plan,
        "What a meeting asks of attendance: quorum, guests, least times",
        gives=PlanSet,
        refuses=(404,),
    ),
    Endpoint(
        "PUT",
        "/meetings/{id:uuid}/attendance/plan",
        replace_plan,
        "Replace what a meeting asks of attendance",
        takes=PlanFacts,
        gives=PlanSet,
        refuses=(404, 409, 412),
    ),
]
