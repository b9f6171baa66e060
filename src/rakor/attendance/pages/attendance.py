"""Pages of attendance: the list, the desk at the door, and the way in by a personal link."""

from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import export, operations, queries, rules
from rakor.attendance.models import Head
from rakor.attendance.rules import Direction, Reason
from rakor.documents import qr
from rakor.invitations.queries import by_token
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find, find_for, parts_of
from rakor.meetings.rules import Action, Channel, may
from rakor.web.answers import see, show, user_or_none
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape

Empty = BeforeValidator(lambda value: value or None)


class Guest(Shape):
    """A guest without an invitation."""

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    agency: Annotated[Line, Field(max_length=200)] = ""
    office: Annotated[Line, Field(max_length=250)] = ""


class Place(Shape):
    """Which desk this is, what is looked for, and the scan whose result is shown."""

    device: Annotated[Line, Field(max_length=80)] = ""
    channel: Channel = Channel.ROOM
    q: Annotated[Line, Field(max_length=200)] = ""
    scan: Annotated[UUID | None, Empty] = None


class Arrival(Shape):
    """The check-in code of an invitation; left out by whoever is signed in and was invited."""

    code: Annotated[Line, Field(max_length=500)] = ""


class DeskForm(Shape):
    """What a desk without script sends: a code or a name, an invitation, or a guest."""

    text: Annotated[Line, Field(max_length=500)] = ""
    invitation: Annotated[UUID | None, Empty] = None
    walk_in: Guest | None = None
    direction: Direction = Direction.IN
    channel: Channel = Channel.ROOM
    device: Annotated[Line, Field(max_length=80)] = ""
    nonce: Annotated[Line, Field(min_length=1, max_length=80)]

    def wish(self) -> rules.Wish:
        guest = self.walk_in
        return rules.Wish(
            nonce=self.nonce,
            code=self.text,
            invitation=self.invitation,
            walk_in=rules.WalkIn(guest.name, guest.agency, guest.office) if guest else None,
            channel=self.channel,
            direction=self.direction,
            device=self.device,
        )


async def attendance(request: Request) -> Response:
    meeting = await find(_meeting(request), to=request.user)
    parts = await parts_of(request.user, meeting)
    names = queries.may_see_names(parts)
    people = await queries.people(meeting) if names else []
    return show(
        request,
        "attendance/list.html",
        meeting=meeting,
        parts=parts,
        may_check_in=may(Action.CHECK_IN, parts),
        names=names,
        people=people,
        mode_word=export.mode_word,
        standing_word=export.standing_word,
        **await _figures(meeting),
    )


async def desk(request: Request) -> Response:
    meeting = await find_for(Action.CHECK_IN, _meeting(request), by=request.user)
    place = query_of(request, Place)
    scan = await queries.scan_of(meeting, place.scan) if place.scan else None
    return show(
        request,
        "attendance/desk.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        place_of_desk=place,
        here=_desk(meeting, place.device, place.channel),
        hits=await queries.find_invitees(meeting, place.q),
        result=scan,
        reason=rules.REASONS[Reason(scan.reason)] if scan else "",
        scans=await queries.latest_scans(meeting),
        invitees=await queries.invitees(meeting),
        snapshot=await queries.desk_snapshot(meeting),
        nonce=uuid4().hex,
        **await _figures(meeting),
    )


async def scan(request: Request) -> Response:
    said = await read(request, DeskForm)
    meeting_id = _meeting(request)
    meeting = await find_for(Action.CHECK_IN, meeting_id, by=request.user)
    url = _desk(meeting, said.device, said.channel)
    looks = rules.looks_like_code(said.text)
    if said.text and not looks and await queries.find_invitees(meeting, said.text):
        return see(f"{url}&{urlencode({'q': said.text})}")
    done = await operations.check_in(meeting_id, said.wish(), by=request.user)
    return see(f"{url}&scan={done.scan.id}")


async def figures(request: Request) -> Response:
    """The table by agency alone, which the desk asks for again and again."""
    meeting = await find(_meeting(request), to=request.user)
    return show(request, "attendance/_agencies.html", meeting=meeting, **await _figures(meeting))


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
        closed=operations.why_closed(invitation.meeting, invitation, datetime.now(UTC)),
        entered=False,
    )


async def enter(request: Request) -> Response:
    invitation = await by_token(request.path_params["token"])
    meeting = await operations.join_online(invitation)
    answer = show(
        request,
        "attendance/join.html",
        meeting=meeting,
        invitation=invitation,
        token=request.path_params["token"],
        closed="",
        entered=True,
    )
    # A redirect would be stopped by the policy that forms post to us only; this is a fresh visit.
    answer.headers["Refresh"] = f"2; url={quote(meeting.join_url, safe=':/?#[]@!$&()*+,;=%~')}"
    return answer


async def _figures(meeting: Meeting) -> dict[str, Any]:
    rows = await queries.by_agency(meeting)
    return {
        "attendance": await queries.counts(meeting.id),
        "rows": rows,
        "quorum": rules.quorum(rows),
        "absent": [row for row in rows if row.invited and not row.present],
        "seats": rules.seats(meeting.total_quota, rows),
    }


def _desk(meeting: Meeting, device: str, channel: Channel) -> str:
    where = urlencode({"device": device, "channel": channel.value})
    return f"/meetings/{meeting.id}/attendance/desk?{where}"


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


routes: list[BaseRoute] = [
    page("/meetings/{id:uuid}/attendance", attendance),
    *form("/meetings/{id:uuid}/attendance/desk", desk, scan),
    page("/meetings/{id:uuid}/attendance/figures", figures),
    page("/meetings/{id:uuid}/attendance/screen.svg", screen_code),
    *form("/arrive/{id:uuid}/{proof}", arrival, arrive, open_to_all=True),
    *form("/r/{token}/join", door, enter, open_to_all=True),
]
