"""Pages of the desk at the door: with an account, and for a device that has none."""

import hashlib
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from rakor.attendance import operations, queries, rules
from rakor.attendance.pages.attendance import figures_of
from rakor.attendance.rules import Direction, Reason
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action, Channel
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape
from rakor.web.templates import STATIC, asset
from rakor.words import _, language

Empty = BeforeValidator(lambda value: value or None)
INK = "#102b48"
PAPER = "#f3f7f7"
DOOR = "attendance/door.html"


class Guest(Shape):
    """A guest without an invitation."""

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    agency: Annotated[Line, Field(max_length=200)] = ""
    office: Annotated[Line, Field(max_length=250)] = ""
    companion: bool = False

    def as_walk_in(self) -> rules.WalkIn:
        return rules.WalkIn(self.name, self.agency, self.office, self.companion)


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
        return rules.Wish(
            nonce=self.nonce,
            code=self.text,
            invitation=self.invitation,
            walk_in=self.walk_in.as_walk_in() if self.walk_in else None,
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


async def door(request: Request) -> Response:
    """The desk without anything of a meeting in it: what it shows, the device itself fetches.

    So it is the same for everybody, and may be kept by the browser for the hours without network.
    """
    return show(request, DOOR, user=None, notice="")


async def worker(request: Request) -> Response:
    """The script that keeps the desk in the browser, another one for every release of the page.

    It may serve the desk at both its addresses, so it is allowed all; which pages it touches, it
    says itself.
    """
    page = bytes(show(request, DOOR, user=None, notice="", csrf="", theme="").body)
    script = (STATIC / asset("worker.js").rsplit("/", 1)[-1]).read_text()
    release = hashlib.sha256(page + script.encode()).hexdigest()[:12]
    headers = {"Service-Worker-Allowed": "/", "Cache-Control": "no-cache"}
    return Response(f'const RELEASE = "{release}";\n{script}', 200, headers, "text/javascript")


async def manifest(_request: Request) -> Response:
    """What a tablet shows of the desk that was put on its home screen."""
    icon = {"src": asset("favicon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}
    facts: dict[str, Any] = {
        "id": "/door",
        "name": _("Rakor: meja registrasi"),
        "short_name": _("Meja registrasi"),
        "lang": language(),
        "start_url": "/door",
        "scope": "/door",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": [icon],
    }
    return JSONResponse(facts, media_type="application/manifest+json")


def _desk(meeting: Meeting, device: str, channel: Channel) -> str:
    where = urlencode({"device": device, "channel": channel.value})
    return f"/meetings/{meeting.id}/attendance/desk?{where}"


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


routes: list[BaseRoute] = [
    *form("/meetings/{id:uuid}/attendance/desk", desk, scan),
    page("/door", door, open_to_all=True),
    page("/door/worker.js", worker, open_to_all=True),
    page("/door/manifest.webmanifest", manifest, open_to_all=True),
    page("/door/{id:uuid}", door, open_to_all=True),
]
