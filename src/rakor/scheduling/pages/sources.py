"""The pages on which calendars outside Rakor are connected: one's own, and those of an office."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.scheduling import operations, queries
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.rules import SourceFacts
from rakor.scheduling.rules.sources import MOST_SOURCES, SOURCE_KINDS
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import read
from rakor.words import _

OWN = "/settings/calendars/busy"
ONE = "/calendar-sources/{source:uuid}"


def source_id(request: Request) -> UUID:
    key: UUID = request.path_params["source"]
    return key


def home_of(source: CalendarSource) -> str:
    """The page on which a calendar is listed."""
    return f"/directory/offices/{source.office_id}/calendars" if source.office_id else OWN


async def own_sources(request: Request) -> Response:
    return show(
        request,
        "scheduling/sources.html",
        office=None,
        here=OWN,
        sources=await queries.sources_of(request.user.id),
        kinds=[(kind.value, _(word)) for kind, word in SOURCE_KINDS.items()],
        most=MOST_SOURCES,
    )


async def add_own(request: Request) -> Response:
    wish = await read(request, SourceFacts)
    source = await operations.add_source(wish, by=request.user)
    return see(OWN, added(source))


async def office_sources(request: Request) -> Response:
    office = await queries.find_office_for(request.path_params["office"], by=request.user)
    return show(
        request,
        "scheduling/sources.html",
        office=office,
        here=f"/directory/offices/{office.id}/calendars",
        sources=await queries.sources_of(office_id=office.id),
        kinds=[(kind.value, _(word)) for kind, word in SOURCE_KINDS.items()],
        most=MOST_SOURCES,
    )


async def add_for_office(request: Request) -> Response:
    wish = await read(request, SourceFacts)
    key = request.path_params["office"]
    source = await operations.add_source(wish, office_id=key, by=request.user)
    return see(home_of(source), added(source))


def added(source: CalendarSource) -> str:
    """What was found, in a sentence."""
    return _("Kalender tersambung: {n} waktu sibuk terbaca.").format(n=source.times)


async def read_again(request: Request) -> Response:
    source = await operations.read_source(source_id(request), by=request.user)
    said = _("Kalender sudah dibaca lagi.")
    if source.trouble:
        said = _("Kalender tidak dapat dibaca.") + " " + _(source.trouble_word)
    return see(home_of(source), said)


async def remove(request: Request) -> Response:
    source = await operations.remove_source(source_id(request), by=request.user)
    return see(home_of(source), _("Kalender dilepas. Jam sibuknya sudah dihapus."))


routes: list[BaseRoute] = [
    *form(OWN, own_sources, add_own),
    *form("/directory/offices/{office:uuid}/calendars", office_sources, add_for_office),
    act(f"{ONE}/read", read_again),
    act(f"{ONE}/remove", remove),
]
