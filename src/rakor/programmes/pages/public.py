"""A programme as everybody reads it, without signing in, and the calendar to subscribe to."""

from datetime import UTC
from email.utils import format_datetime
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.programmes import queries
from rakor.programmes.pages.ground import LIST, ONE, programme_id
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.words import days


async def reading(request: Request) -> Response:
    programme = await queries.find_public(programme_id(request))
    events = await queries.public_events(programme)
    address = f"{settings().public_url}{LIST}/{programme.id}"
    return show(
        request,
        "programmes/public.html",
        programme=programme,
        days=queries.by_day(programme, events),
        rows_of=queries.open_rows,
        period=days,
        address=f"{address}/public",
        calendar=f"{LIST}/{programme.id}.ics",
        subscribe=f"webcal://{urlsplit(settings().public_url).netloc}{LIST}/{programme.id}.ics",
    )


async def calendar(request: Request) -> Response:
    """The file itself; a program that has it already is told so (304)."""
    programme = await queries.find_public(programme_id(request))
    found = await queries.calendar_of(programme, await queries.public_events(programme))
    headers = {
        "ETag": found.etag,
        "Last-Modified": format_datetime(found.changed_at.astimezone(UTC), usegmt=True),
        "Cache-Control": "no-cache",
    }
    known = request.headers.get("if-none-match", "").split(",")
    if found.etag in {each.strip().removeprefix("W/") for each in known}:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="rangkaian-acara.ics"'
    return Response(found.content, headers=headers, media_type="text/calendar; charset=utf-8")


routes: list[BaseRoute] = [
    page(f"{LIST}/{{programme:uuid}}.ics", calendar, open_to_all=True),
    page(f"{ONE}/public", reading, open_to_all=True),
]
