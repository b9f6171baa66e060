"""Pages of attendance: the list, and the ways in by the screen and by a personal link."""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import export, operations, queries, rules
from rakor.attendance.models import AttendancePlan, Head
from rakor.attendance.pages.charting import Chart, drawn
from rakor.attendance.rules import Attendee, Timing
from rakor.documents import qr
from rakor.invitations.queries import by_token
from rakor.journal import epoch_and_top
from rakor.links.operations import invited_in
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, State, may
from rakor.web.answers import show, user_or_none
from rakor.web.pages import form, page
from rakor.web.reading import read
from rakor.web.shapes import Line, Shape


class Arrival(Shape):
    """The check-in code of an invitation; left out by whoever is signed in and was invited."""

    code: Annotated[Line, Field(max_length=500)] = ""


async def attendance(request: Request) -> Response:
    meeting = await find(_meeting(request), to=request.user)
    parts = await parts_of(request.user, meeting)
    names = queries.may_see_names(parts)
    people = await queries.people(meeting) if names else []
    plan, now = await queries.plan_of(meeting.id), datetime.now(UTC)
    return show(
        request,
        "attendance/list.html",
        meeting=meeting,
        parts=parts,
        may_check_in=may(Action.CHECK_IN, parts),
        may_plan=may(Action.PLAN, parts),
        names=names,
        people=[(each, timing(each, meeting, plan, now)) for each in people],
        companions=await queries.companions(meeting) if names else [],
        held=await queries.guests_held(meeting) if may(Action.INVITE, parts) else 0,
        moments=await queries.quorum_moments(meeting),
        mode_word=export.mode_word,
        standing_word=export.standing_word,
        chart=await chart_of(meeting),
        **await figures_of(meeting),
    )


async def summary(request: Request) -> Response:
    """Who is here now, as a part of another page that asks for it again while people come."""
    meeting = await find(_meeting(request), to=request.user)
    return show(
        request,
        "attendance/_now.html",
        meeting=meeting,
        linked="linked" in request.query_params,
        chart=await chart_of(meeting),
        **await figures_of(meeting),
    )


async def chart(request: Request) -> Response:
    """The chart alone, small, for the screen of the room."""
    meeting = await find(_meeting(request), to=request.user)
    drawing = await chart_of(meeting)
    return show(request, "attendance/_chart_small.html", meeting=meeting, chart=drawing)


def timing(each: Attendee, meeting: Meeting, plan: AttendancePlan, now: datetime) -> Timing:
    """How the times of somebody are to the plan of the meeting."""
    last = min(now, meeting.ends_at) if meeting.state is State.IN_PROGRESS else meeting.ends_at
    minutes = plan.late_minutes, plan.early_minutes
    span = meeting.starts_at, meeting.ends_at
    return rules.timing(each.first_at, each.last_out_at, span, minutes, until=last)


async def chart_of(meeting: Meeting) -> Chart | None:
    """The people in the room and online over time; None before anybody came."""
    running = meeting.state is State.IN_PROGRESS
    until = min(datetime.now(UTC), meeting.ends_at) if running else None
    return drawn(await queries.arrivals(meeting), until)


async def figures(request: Request) -> Response:
    """The table by agency alone, which the desk asks for again and again."""
    meeting = await find(_meeting(request), to=request.user)
    return show(request, "attendance/_agencies.html", meeting=meeting, **await figures_of(meeting))


async def screen_code(request: Request) -> Response:
    """The QR code for the screen of the room; only those who run or register may put it up."""
    meeting = await queries.find_with_names(_meeting(request), by=request.user)
    drawing = qr.svg(queries.screen_url(meeting.id))
    return Response(drawing, media_type="image/svg+xml", headers={"Cache-Control": "no-store"})


async def arrival(request: Request) -> Response:
    return await _arrived(request, None)


async def arrive(request: Request) -> Response:
    said = await read(request, Arrival)
    meeting_id, proof = request.path_params["id"], request.path_params["proof"]
    user = user_or_none(request)
    head = await operations.arrive(meeting_id, proof, said.code, by=user)
    return await _arrived(request, head)


async def _arrived(request: Request, head: Head | None) -> Response:
    meeting = await queries.by_screen(request.path_params["id"], request.path_params["proof"])
    user = user_or_none(request)
    return show(
        request,
        "attendance/arrive.html",
        meeting=meeting,
        head=head,
        invitation=await queries.invited_as(meeting.id, user) if user else None,
        closed=operations.why_not_today(meeting, None, datetime.now(UTC)),
    )


async def door(request: Request) -> Response:
    invitation = await by_token(request.path_params["token"])
    return show(
        request,
        "attendance/join.html",
        meeting=invitation.meeting,
        invitation=invitation,
        token=request.path_params["token"],
        closed=await operations.why_closed(invitation.meeting, invitation, datetime.now(UTC)),
        entered=False,
        there="",
    )


async def enter(request: Request) -> Response:
    invitation = await by_token(request.path_params["token"])
    meeting = await operations.join_online(invitation)
    there = await invited_in(meeting, invitation, datetime.now(UTC))
    answer = show(
        request,
        "attendance/join.html",
        meeting=meeting,
        invitation=invitation,
        token=request.path_params["token"],
        closed="",
        entered=True,
        there=there,
    )
    # A redirect would be stopped by the policy that forms post to us only; this is a fresh visit.
    answer.headers["Refresh"] = f"2; url={quote(there, safe=':/?#[]@!$&()*+,;=%~')}"
    answer.headers["Cache-Control"] = "no-store"  # it may hold a token in their name
    return answer


async def figures_of(meeting: Meeting) -> dict[str, Any]:
    """What the cards of counts, of agencies and of the quorum show, and since when."""
    since = await epoch_and_top(meeting.id)
    rows = await queries.by_agency(meeting)
    return {
        "since": since,
        "attendance": await queries.counts(meeting.id),
        "rows": rows,
        "quorum": await queries.quorum_now(meeting, rows),
        "absent": [row for row in rows if row.invited and not (row.present or row.others)],
        "seats": rules.seats(meeting.total_quota, rows),
    }


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


routes: list[BaseRoute] = [
    page("/meetings/{id:uuid}/attendance", attendance),
    page("/meetings/{id:uuid}/attendance/figures", figures),
    page("/meetings/{id:uuid}/attendance/summary", summary),
    page("/meetings/{id:uuid}/attendance/chart", chart),
    page("/meetings/{id:uuid}/attendance/screen.svg", screen_code),
    *form("/arrive/{id:uuid}/{proof}", arrival, arrive, open_to_all=True),
    *form("/r/{token}/join", door, enter, open_to_all=True),
]
