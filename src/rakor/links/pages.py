"""The way into a video room, and where those who prepare a meeting see to its link."""

from datetime import UTC, datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from rakor.links import operations, queries
from rakor.meetings.operations import Online
from rakor.meetings.queries import find, find_for, parts_of
from rakor.meetings.rules import SERVICES, Action
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import read
from rakor.words import _

ONE = "/meetings/{meeting:uuid}"
# The address may hold a token in the name of whoever enters.
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def join(request: Request) -> Response:
    meeting = await find(_key(request), to=request.user)
    there = await operations.own_way_in(meeting, datetime.now(UTC), by=request.user)
    return RedirectResponse(there, 303, headers=PRIVATE)


async def show_link(request: Request) -> Response:
    meeting = await find_for(Action.PLAN, _key(request), by=request.user)
    link = await queries.link_of(meeting.id)
    return show(
        request,
        "links/link.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        link=link,
        says=queries.said_of(link, meeting) if link else "",
        service=SERVICES.get(meeting.online_made_by, ""),
    )


async def type_link(request: Request) -> Response:
    online = await read(request, Online)
    meeting = await operations.type_link(_key(request), online, by=request.user)
    return see(f"/meetings/{meeting.id}", _("Tautan rapat disimpan."))


async def retry(request: Request) -> Response:
    link = await operations.try_again(_key(request), by=request.user)
    notice = _("{service} diminta lagi. Hasilnya tampil sebentar lagi.")
    return see(f"/meetings/{_key(request)}/link", notice.format(service=link.service_name))


routes: list[BaseRoute] = [
    page(f"{ONE}/join", join),
    *form(f"{ONE}/link", show_link, type_link),
    act(f"{ONE}/link/retry", retry),
]
