"""The page on which a meeting decides beforehand about attendance."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries
from rakor.attendance.operations import planning
from rakor.attendance.operations.planning import Minutes, Part, PlanFacts
from rakor.attendance.rules import QUORUM_RULES, WALK_INS, QuorumRule, WalkInPolicy
from rakor.directory.rules import AGENCY_KINDS, AgencyKind
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

Blank = BeforeValidator(lambda value: 1 if value == "" else value)
Empty = BeforeValidator(lambda value: value or None)


class PlanForm(Shape):
    """What the form holds; the deadline is an hour of the meeting's zone."""

    revision: int
    rule: QuorumRule
    numerator: Part
    denominator: Part
    least: Annotated[int, Field(ge=0, le=100_000)] = 0
    kinds: list[AgencyKind] = []
    agencies: list[Line] = []
    weights: list[Annotated[int, Blank, Field(ge=0, le=10_000)]] = []
    walk_ins: WalkInPolicy
    self_check_in: bool = False
    least_online_minutes: Minutes = 0
    late_minutes: Minutes = 0
    early_minutes: Minutes = 0
    training_hours: Annotated[int, Field(ge=0, le=1000)] = 0
    nominate_until: Annotated[datetime | None, Empty] = None

    def facts(self, zone: str) -> PlanFacts:
        until = self.nominate_until
        pairs = zip(self.agencies, self.weights, strict=False)
        said: dict[str, Any] = self.model_dump(
            include=set(PlanFacts.model_fields) - {"quorum", "nominate_until"}
        )
        return checked(
            PlanFacts,
            said
            | {
                "quorum": {
                    "rule": self.rule,
                    "numerator": self.numerator,
                    "denominator": self.denominator,
                    "least": self.least,
                    "kinds": self.kinds,
                    "weights": [{"agency": code, "weight": n} for code, n in pairs if n != 1],
                },
                "nominate_until": until.replace(tzinfo=ZoneInfo(zone)) if until else None,
            },
        )


async def plan(request: Request) -> Response:
    meeting = await _meeting(request)
    planned = await queries.plan_of(meeting.id)
    rows = await queries.by_agency(meeting)
    weights = await queries.weights_of(meeting.id)
    listed = {row.agency: row.name for row in rows if row.invited or row.seats} | {
        code: code for code in weights if code not in {row.agency for row in rows}
    }
    until = planned.nominate_until
    return show(
        request,
        "attendance/plan.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        plan=planned,
        quorum=await queries.quorum_now(meeting, rows),
        quorum_rules=[(each.value, _(word)) for each, word in QUORUM_RULES.items()],
        walk_ins=[(each.value, _(word)) for each, word in WALK_INS.items()],
        kinds=[(kind.value, _(word)) for kind, word in AGENCY_KINDS.items()],
        weights=[(code, name, weights.get(code, 1)) for code, name in listed.items()],
        until=until.astimezone(ZoneInfo(meeting.timezone)).strftime("%Y-%m-%dT%H:%M")
        if until
        else "",
    )


async def replace_plan(request: Request) -> Response:
    said = await read(request, PlanForm)
    meeting = await _meeting(request)
    facts = said.facts(meeting.timezone)
    await planning.plan(meeting.id, facts, by=request.user, revision=said.revision)
    return see(f"/meetings/{meeting.id}/attendance", _("Aturan kehadiran disimpan."))


async def _meeting(request: Request) -> Meeting:
    return await find_for(Action.PLAN, request.path_params["id"], by=request.user)


routes = [*form("/meetings/{id:uuid}/attendance/plan", plan, replace_plan)]
