"""The approval of a meeting before it is published: asked for, looked at, given or not."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.drafting import operations
from rakor.drafting.pages.ground import meeting_id, sheet
from rakor.drafting.queries.approval import (
    Standing,
    find_standing,
    standing_of,
    step_behind,
)
from rakor.drafting.rules.approval import THENS, AskFacts, Decision, Then
from rakor.invitations.pages.personal import PRIVATE
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.rules import Action, may
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import read
from rakor.words import _

HERE = "/meetings/{meeting:uuid}/approval"
LINK = "/approvals/{step:uuid}/{token}"


async def look(request: Request) -> Response:
    standing, decides = await find_standing(meeting_id(request), to=request.user)
    meeting = standing.meeting
    parts = await meetings.parts_of(request.user, meeting)
    prepares = may(Action.PLAN, parts)
    return show(
        request,
        "drafting/approval.html",
        **await _offered(standing, request.user),
        parts=parts,
        prepares=prepares,
        decides=decides,
        thens=[(each.value, _(word)) for each, word in THENS.items()],
        then=Then.PUBLISH.value,
    )


async def _offered(standing: Standing, user: User) -> dict[str, Any]:
    meeting = standing.meeting
    checks = await checks_of(meeting, to=user)
    return {
        "meeting": meeting,
        "standing": standing,
        "checks": [each for each in checks if each.code != "approval"],
        **await sheet(meeting, confidential=True),
    }


async def ask(request: Request) -> Response:
    facts = await read(request, AskFacts)
    await operations.ask_approval(meeting_id(request), facts, by=request.user)
    return _back(request, _("Persetujuan diajukan."))


async def withdraw(request: Request) -> Response:
    await operations.withdraw_request(meeting_id(request), by=request.user)
    return _back(request, _("Permintaan persetujuan ditarik."))


async def decide(request: Request) -> Response:
    said = await read(request, Decision)
    await find_standing(meeting_id(request), to=request.user)
    await _decide(meeting_id(request), said, request.user.person)
    return _back(request, _("Keputusan Anda tercatat."))


async def _decide(key: UUID, said: Decision, person: Person) -> None:
    if said.answer == "approve":
        await operations.approve(key, person=person, step=said.step, remark=said.reason)
    else:
        await operations.give_back(key, said.reason, person=person, step=said.step)


def _back(request: Request, notice: str) -> Response:
    return see(f"/meetings/{meeting_id(request)}/approval", notice)


async def look_by_link(request: Request) -> Response:
    """The same for a holder of the office without an account."""
    step, person, right = await step_behind(
        request.path_params["step"], request.path_params["token"]
    )
    meeting = await Meeting.get(id=step.approval.meeting_id).select_related(
        "organizer", "follow_up_of"
    )
    standing = await standing_of(meeting)
    turn = standing.turn
    answer = show(
        request,
        "drafting/approval_link.html",
        **await _offered(standing, User.guest(person)),
        step=step,
        right=right,
        person=person,
        here=request.url.path,
        decides=right if turn and turn.id == step.id and standing.counts else None,
    )
    answer.headers.update(PRIVATE)
    return answer


async def decide_by_link(request: Request) -> Response:
    step, person, _right = await step_behind(
        request.path_params["step"], request.path_params["token"]
    )
    said = await read(request, Decision)
    # Of the office whose link this is, whatever the form says.
    said = said.model_copy(update={"step": step.id})
    await _decide(step.approval.meeting_id, said, person)
    answer = see(request.url.path, _("Terima kasih, keputusan Bapak/Ibu sudah kami catat."))
    answer.headers.update(PRIVATE)
    return answer


routes: list[BaseRoute] = [
    *form(HERE, look, ask),
    *form(f"{HERE}/decide", look, decide),
    act(f"{HERE}/withdraw", withdraw),
    *form(LINK, look_by_link, decide_by_link, open_to_all=True),
]
