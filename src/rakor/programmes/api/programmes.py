"""Programmes for programs: lists, one with its events, made, changed and taken away."""

from starlette.requests import Request
from starlette.responses import Response

from rakor.programmes import operations, queries
from rakor.programmes.api.shapes import (
    ProgrammeAnswer,
    ProgrammeItems,
    brief,
    programme_id,
    whole,
)
from rakor.programmes.rules import ProgrammeChanges, ProgrammeFacts
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Written

ONE = "/programmes/{programme:uuid}"


class Removed(Written):
    """Nothing is left to tell."""


async def answered(request: Request, status: int = 200) -> Response:
    """The programme as it is now."""
    programme = await queries.find(programme_id(request), to=request.user)
    events = await queries.events_of(programme, to=request.user)
    staff = queries.plans(request.user, programme)
    return answer(whole(programme, events, staff=staff), status)


async def listing(request: Request) -> Response:
    found = queries.visible_to(request.user).select_related("organizer")
    page = await page_of(found, query_of(request, Paging))
    return answer(page.items([brief(row) for row in page]))


async def plan(request: Request) -> Response:
    facts = await read(request, ProgrammeFacts)
    programme = await operations.plan_programme(facts, by=request.user)
    return answer(whole(programme, [], staff=True), 201)


async def change(request: Request) -> Response:
    changes = await read(request, ProgrammeChanges)
    await operations.change(
        programme_id(request), changes, revision=expected_revision(request), by=request.user
    )
    return await answered(request)


async def remove(request: Request) -> Response:
    await operations.remove(programme_id(request), by=request.user)
    return answer(Removed())


endpoints = [
    Endpoint("GET", "/programmes", listing, "Programmes that one may see, the latest first",
             asks=Paging, gives=ProgrammeItems),
    Endpoint("POST", "/programmes", plan, "Plan a programme of linked events",
             takes=ProgrammeFacts, gives=ProgrammeAnswer, status=201),
    Endpoint("GET", ONE, answered, "A programme with its events and rundowns",
             gives=ProgrammeAnswer),
    Endpoint("PATCH", ONE, change, "Change a programme, or put it on the web for everybody",
             takes=ProgrammeChanges, gives=ProgrammeAnswer),
    Endpoint("DELETE", ONE, remove, "Take a programme away; its meetings stay", gives=Removed),
]  # fmt: skip
