"""The approval of a meeting for programs: read, asked for, given, refused, taken back."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.drafting import operations
from rakor.drafting.queries.approval import Standing, find_standing
from rakor.drafting.rules.approval import (
    ApprovalState,
    Approve,
    AskFacts,
    Return,
    StepState,
    Then,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer

HERE = "/meetings/{meeting:uuid}/approval"


class StepAnswer(Answer):
    """An office of the order, and what was said for it; `capacity` by which right."""

    id: UUID
    office: UUID
    title: str
    deputy: UUID | None
    status: StepState
    by: str | None
    capacity: str
    reason: str
    asked_at: datetime | None
    decided_at: datetime | None


class ChangeAnswer(Answer):
    """What is different from what was asked, in words: the part, what went, what came."""

    part: str
    gone: list[str]
    come: list[str]


class ApprovalAnswer(Answer):
    """Where a meeting stands before it may be published.

    `required`: its agency wants it approved. `approved`: it may be published as it is. `status` is
    null where none was asked; `changed` is what voids what was said. `yours` is the step that the
    caller may decide now.
    """

    required: bool
    approved: bool
    status: ApprovalState | None
    then: Then | None
    note: str
    asked_by: str | None
    asked_at: datetime | None
    published_at: datetime | None
    hitch: str
    yours: UUID | None
    steps: list[StepAnswer]
    changed: list[ChangeAnswer]


def whole(standing: Standing, decides: str | None) -> dict[str, object]:
    """Where a meeting stands, as programs read it."""
    approval, turn = standing.approval, standing.turn
    told = ApprovalAnswer(
        required=standing.policy is not None,
        approved=standing.approved or (standing.policy is None and not standing.counts),
        status=approval.state if approval else None,
        then=approval.then if approval else None,
        note=approval.note if approval else "",
        asked_by=approval.asked_by.full_name if approval else None,
        asked_at=approval.asked_at if approval else None,
        published_at=approval.published_at if approval else None,
        hitch=approval.hitch if approval else "",
        yours=turn.id if turn and decides else None,
        steps=[
            StepAnswer(
                id=step.id,
                office=step.office_id,
                title=step.office.title,
                deputy=step.deputy_id,
                status=step.state,
                by=step.by.full_name if step.by else None,
                capacity=step.capacity,
                reason=step.reason,
                asked_at=step.asked_at,
                decided_at=step.decided_at,
            )
            for step in standing.steps
        ],
        changed=[
            ChangeAnswer(part=each.part, gone=each.gone, come=each.come)
            for each in standing.changed
        ],
    )
    return told.model_dump(mode="json")


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def show_approval(request: Request, status: int = 200) -> Response:
    return answer(whole(*await find_standing(_key(request), to=request.user)), status)


async def ask(request: Request) -> Response:
    await operations.ask_approval(_key(request), await read(request, AskFacts), by=request.user)
    return await show_approval(request, 201)


async def approve(request: Request) -> Response:
    said = await read(request, Approve)
    await find_standing(_key(request), to=request.user)
    await operations.approve(
        _key(request), person=request.user.person, step=said.step, remark=said.remark
    )
    return await show_approval(request)


async def give_back(request: Request) -> Response:
    said = await read(request, Return)
    await find_standing(_key(request), to=request.user)
    await operations.give_back(
        _key(request), said.reason, person=request.user.person, step=said.step
    )
    return await show_approval(request)


async def withdraw(request: Request) -> Response:
    await operations.withdraw_request(_key(request), by=request.user)
    return await show_approval(request)


endpoints = [
    Endpoint("GET", HERE, show_approval, "Whether it may be published, and who said what",
             gives=ApprovalAnswer, refuses=(404,)),
    Endpoint("POST", HERE, ask, "Lay it before the offices that its agency wants to approve it",
             takes=AskFacts, gives=ApprovalAnswer, status=201, refuses=(404, 409)),
    Endpoint("POST", f"{HERE}/approve", approve, "Agree for the office that is asked now",
             takes=Approve, gives=ApprovalAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/return", give_back, "Send it back, with the reason",
             takes=Return, gives=ApprovalAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/withdraw", withdraw, "Ask no longer; an approval counts no more",
             gives=ApprovalAnswer, refuses=(404, 409)),
]  # fmt: skip
