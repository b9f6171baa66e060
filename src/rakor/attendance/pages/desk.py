"""The page of the desk at the door."""

from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID, uuid4

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import operations, queries, rules
from rakor.attendance.pages.attendance import figures_of
from rakor.attendance.rules import Direction, Reason
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action, Channel
from rakor.web.answers import see, show
from rakor.web.pages import form
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
        **await figures_of(meeting),
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


def _desk(meeting: Meeting, device: str, channel: Channel) -> str:
    where = urlencode({"device": device, "channel": channel.value})
    return f"/meetings/{meeting.id}/attendance/desk?{where}"


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


routes: list[BaseRoute] = [
    *form("/meetings/{id:uuid}/attendance/desk", desk, scan),
]
