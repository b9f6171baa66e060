"""The list of programmes, one programme by day, and the form that plans or changes it."""

from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.queries import agency_meant, agency_options
from rakor.errors import Forbidden
from rakor.meetings.pages.forms import ZONE_CHOICES
from rakor.programmes import operations, queries
from rakor.programmes.models import Programme
from rakor.programmes.pages.ground import (
    LIST,
    ONE,
    around,
    here,
    programme_id,
    revision_in,
    typed,
)
from rakor.programmes.rules import ProgrammeChanges, ProgrammeFacts
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import checked, query_of
from rakor.web.shapes import Shape
from rakor.words import _, days

PAGE = 20


class Where(Shape):
    """Which page of the list."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1


async def listing(request: Request) -> Response:
    at = query_of(request, Where).page
    found = queries.visible_to(request.user).select_related("organizer")
    rows = await found.order_by("-first_day", "-id").offset((at - 1) * PAGE).limit(PAGE + 1)
    return show(
        request,
        "programmes/list.html",
        programmes=rows[:PAGE],
        at=at,
        more=len(rows) > PAGE,
        period=days,
    )


async def show_programme(request: Request) -> Response:
    programme = await queries.find(programme_id(request), to=request.user)
    events = await queries.events_of(programme, to=request.user)
    return show(
        request,
        "programmes/detail.html",
        **around(request, programme, events),
        days=queries.by_day(programme, events),
        rows_of=queries.rows_of if queries.plans(request.user, programme) else queries.open_rows,
    )


async def show_new(request: Request) -> Response:
    if not request.user.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang membuat rangkaian acara."))
    return await _form(request, None)


async def _form(request: Request, programme: Programme | None) -> Response:
    zone = programme.timezone if programme else ""
    known = [key for key, _word in ZONE_CHOICES]
    return show(
        request,
        "programmes/form.html",
        programme=programme,
        plans=True,
        tracks=[],
        period=days,
        zone_choices=[*ZONE_CHOICES, *([(zone, zone)] if zone and zone not in known else [])],
        agencies=await agency_options("", 20) if request.user.is_admin and not programme else [],
    )


async def plan(request: Request) -> Response:
    given = _said(await typed(request))
    if given.get("organizer"):
        given["organizer"] = (await agency_meant(str(given["organizer"]), "organizer")).code
    programme = await operations.plan_programme(checked(ProgrammeFacts, given), by=request.user)
    return see(f"{LIST}/{programme.id}", _("Rangkaian acara dibuat. Tambahkan acaranya."))


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """What the form says: an agency that was left open is one's own, the zone that of the house."""
    given.pop("revision", None)
    return {
        name: value
        for name, value in given.items()
        if value != "" or name not in ("organizer", "timezone")
    }


async def show_edit(request: Request) -> Response:
    programme = await queries.find_for_planning(programme_id(request), by=request.user)
    return await _form(request, programme)


async def change(request: Request) -> Response:
    given = await typed(request)
    revision = revision_in(given)
    changes = checked(ProgrammeChanges, given)
    await operations.change(programme_id(request), changes, revision=revision, by=request.user)
    return see(here(request), _("Perubahan disimpan."))


async def remove(request: Request) -> Response:
    await operations.remove(programme_id(request), by=request.user)
    return see(LIST, _("Rangkaian acara dihapus. Rapat di dalamnya tetap ada."))


routes: list[BaseRoute] = [
    page(LIST, listing),
    *form(f"{LIST}/new", show_new, plan),
    page(ONE, show_programme),
    *form(f"{ONE}/edit", show_edit, change),
    act(f"{ONE}/remove", remove),
]
