"""Decisions for programs: proposed or recorded under the next number, adopted, changed, struck."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.api.ground import decision_of, meeting_of
from rakor.live.models import Decision
from rakor.live.rules import (
    DecisionChanges,
    DecisionState,
    DecisionWish,
    Funding,
    Horizon,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Shape, Text, Written


class Who(Answer):
    """An agency or an office, by the name of the day the decision was taken."""

    id: UUID
    kind: Literal["agency", "office"]
    name: str
    short_name: str


class DecisionShown(Answer):
    """A decision as it stands."""

    id: UUID
    meeting: UUID
    number: int
    item: UUID | None
    text: str
    owners: list[Who]
    supporting: list[Who]
    due: date | None
    indicator: str
    horizon: Horizon | None
    funding_sources: list[Funding]
    status: DecisionState
    reason: str
    recorded_at: datetime
    revision: int


class DecisionTaken(DecisionShown, Written):
    """A decision after a write."""


class Decisions(Answer):
    """All decisions of a meeting, in the order of their numbers."""

    items: list[DecisionShown]
    next: None = None


class Strike(Shape):
    """Why a decision no longer stands."""

    reason: Annotated[Text, Field(max_length=1000)] = ""


async def post_decision(request: Request) -> Response:
    wish = await read(request, DecisionWish)
    take = operations.propose_decision if wish.proposed else operations.record_decision
    decision = await take(meeting_of(request), wish, by=request.user)
    return answer(await _taken(decision), 201)


async def get_decisions(request: Request) -> Response:
    meeting = meeting_of(request)
    rows = await queries.decisions_seen(meeting, by=request.user)
    shown = [DecisionShown.model_validate({**row, "meeting": meeting}) for row in rows]
    return answer(Decisions(items=shown))


async def patch_decision(request: Request) -> Response:
    changes = await read(request, DecisionChanges)
    decision = await operations.change_decision(
        decision_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(await _taken(decision))


async def adopt(request: Request) -> Response:
    decision = await operations.adopt_decision(
        decision_of(request), revision=expected_revision(request), by=request.user
    )
    return answer(await _taken(decision))


async def strike(request: Request) -> Response:
    wish = await read(request, Strike)
    decision = await operations.strike_decision(
        decision_of(request), wish.reason, revision=expected_revision(request), by=request.user
    )
    return answer(await _taken(decision))


async def _taken(decision: Decision) -> DecisionTaken:
    told = queries.decision_state(decision, await queries.commitments_of(decision))
    return DecisionTaken.model_validate({**told, "meeting": decision.meeting_id})


DECISIONS = "/meetings/{meeting_id:uuid}/decisions"
DECISION = "/decisions/{decision_id:uuid}"

endpoints = [
    Endpoint(
        "POST",
        DECISIONS,
        post_decision,
        "Record a decision under the next number, or propose the wording of one",
        takes=DecisionWish,
        gives=DecisionTaken,
        status=201,
    ),
    Endpoint("GET", DECISIONS, get_decisions, "The decisions of a meeting", gives=Decisions),
    Endpoint(
        "PATCH",
        DECISION,
        patch_decision,
        "Say a decision differently; its number stays",
        takes=DecisionChanges,
        gives=DecisionTaken,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "POST",
        DECISION + "/adopt",
        adopt,
        "Adopt a wording: from now on it is a decision",
        gives=DecisionTaken,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "POST",
        DECISION + "/strike",
        strike,
        "Strike a decision; its number and words stay",
        takes=Strike,
        gives=DecisionTaken,
        refuses=(404, 409, 412),
    ),
]
