"""Follow-ups for people: the board by agency, one with its history, those of a meeting."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.followups import operations, queries, rules
from rakor.followups.pages.boards import board_of
from rakor.followups.rules import CLOSED, FOLLOW_UP_STATES, FollowUpState, sayable
from rakor.live.rules import FUNDING, HORIZONS, Funding
from rakor.meetings import queries as meetings
from rakor.meetings.rules import Action, may
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape, Text
from rakor.web.uploads import read_uploads
from rakor.words import _

ONE = "/follow-ups/{follow_up:uuid}"
Percent = Annotated[
    Annotated[int, Field(ge=0, le=100)] | None, BeforeValidator(lambda said: said or None)
]


class Report(Shape):
    """How far it is."""

    status: FollowUpState
    note: Annotated[Text, Field(max_length=10_000)] = ""
    evidence: Annotated[Line, Field(max_length=1000)] = ""
    percent: Percent = None
    revision: int | None = None


class Reassignment(Shape):
    """Who owes it from now on, and why."""

    owner: Annotated[Line, Field(min_length=1, max_length=200)]
    reason: Annotated[Text, Field(max_length=2000)] = ""


async def board(request: Request) -> Response:
    return await board_of(request, queries.visible_to(request.user), "followups/board.html")


async def of_meeting(request: Request) -> Response:
    meeting = await meetings.find(request.path_params["meeting"], to=request.user)
    parts = await meetings.parts_of(request.user, meeting)
    hidden = may(Action.SEE_CONFIDENTIAL, parts)
    changes = await queries.changed_since(meeting, confidential=hidden, to=request.user)
    return await board_of(
        request,
        await queries.of_meeting(meeting, to=request.user),
        "followups/meeting.html",
        meeting=meeting,
        parts=parts,
        runs=may(Action.RUN, parts),
        before=await queries.predecessors(meeting),
        changes=changes,
    )


async def detail(request: Request) -> Response:
    promise = await queries.find(_key(request), to=request.user)
    owner, staff = await queries.standing(promise, request.user)
    before, after = await queries.before_and_after(promise)
    return show(
        request,
        "followups/detail.html",
        sees_meeting=await queries.sees_meeting(promise, request.user),
        staff=staff,
        before=before,
        after=after,
        files=f"/api/v1/follow-ups/{promise.id}/evidence",
        may_reassign=staff and promise.state not in CLOSED,
        may_verify=staff and promise.state is FollowUpState.PENDING_VERIFICATION,
        **await said_of(promise, owner=owner, staff=staff),
    )


async def said_of(promise: queries.Promise, *, owner: bool, staff: bool) -> dict[str, Any]:
    """What every page of one follow-up shows, and what its form offers."""
    states = sayable(promise.state, owner=owner, staff=staff)
    decision = promise.commitment.decision
    return {
        "promise": promise,
        "decision": decision,
        "reports": await queries.reports(promise),
        "choices": [(state.value, _(FOLLOW_UP_STATES[state])) for state in states],
        "now": promise.state if promise.state in states else "",
        "most_files": rules.MOST_FILES,
        "horizon": HORIZONS.get(decision.horizon),
        "funding": [_(FUNDING[Funding(source)]) for source in decision.funding_sources],
    }


async def report(request: Request) -> Response:
    media = request.headers.get("content-type", "")
    files: list[tuple[bytes, str]] = []
    if media.startswith("multipart/"):
        files, fields = await read_uploads(request, most=rules.MOST_FILES)
        request.state.typed = fields
        said = checked(Report, fields)
    else:
        said = await read(request, Report)
    await operations.report_progress(
        _key(request),
        said.status,
        said.note,
        said.evidence,
        percent=said.percent,
        files=files,
        by=request.user,
        revision=said.revision,
    )
    return see(f"/follow-ups/{_key(request)}", _("Laporan kemajuan tercatat."))


async def reassign(request: Request) -> Response:
    said = await read(request, Reassignment)
    made = await operations.reassign(_key(request), said.owner, said.reason, by=request.user)
    return see(
        f"/follow-ups/{made.id}", _("Tindak lanjut dialihkan kepada {name}.").format(name=made.name)
    )


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["follow_up"]
    return key


routes: list[BaseRoute] = [
    page("/follow-ups", board),
    *form(ONE, detail, report),
    *form(ONE + "/reassign", detail, reassign),
    page("/meetings/{meeting:uuid}/follow-ups", of_meeting),
]
