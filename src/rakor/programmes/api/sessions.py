"""The events of a programme and their rundowns for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.programmes import operations, queries
from rakor.programmes.api.programmes import ONE, answered
from rakor.programmes.api.shapes import ProgrammeAnswer, SessionAnswer, programme_id, session
from rakor.programmes.rules import LinkFacts, Rundown, SessionChanges, SessionFacts
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Shape

SESSION = f"{ONE}/sessions/{{session:uuid}}"


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


def session_id(request: Request) -> UUID:
    key: UUID = request.path_params["session"]
    return key


async def _one(request: Request, key: UUID, status: int = 200) -> Response:
    programme = await queries.find(programme_id(request), to=request.user)
    event = await queries.find_event(programme, key, to=request.user)
    return answer(session(event, staff=queries.plans(request.user, programme)), status)


async def add(request: Request) -> Response:
    facts = await read(request, SessionFacts)
    row = await operations.add_session(programme_id(request), facts, by=request.user)
    return await _one(request, row.id, 201)


async def link(request: Request) -> Response:
    facts = await read(request, LinkFacts)
    row = await operations.link_meeting(programme_id(request), facts, by=request.user)
    return await _one(request, row.id, 201)


async def show_one(request: Request) -> Response:
    return await _one(request, session_id(request))


async def change(request: Request) -> Response:
    changes = await read(request, SessionChanges)
    await operations.change_session(
        programme_id(request),
        session_id(request),
        changes,
        revision=expected_revision(request),
        by=request.user,
    )
    return await _one(request, session_id(request))


async def remove(request: Request) -> Response:
    await operations.remove_session(programme_id(request), session_id(request), by=request.user)
    return await answered(request)


async def call_off(request: Request) -> Response:
    await read(request, Nothing)
    await operations.call_off(programme_id(request), session_id(request), by=request.user)
    return await _one(request, session_id(request))


async def restore(request: Request) -> Response:
    await read(request, Nothing)
    await operations.restore(programme_id(request), session_id(request), by=request.user)
    return await _one(request, session_id(request))


async def set_rundown(request: Request) -> Response:
    rundown = await read(request, Rundown)
    await operations.set_rundown(
        programme_id(request),
        session_id(request),
        rundown,
        revision=expected_revision(request),
        by=request.user,
    )
    return await _one(request, session_id(request))


endpoints = [
    Endpoint("POST", f"{ONE}/sessions", add, "Plan a session that is no meeting of its own",
             takes=SessionFacts, gives=SessionAnswer, status=201),
    Endpoint("POST", f"{ONE}/meetings", link, "Make a meeting an event of a programme",
             takes=LinkFacts, gives=SessionAnswer, status=201),
    Endpoint("GET", SESSION, show_one, "One event of a programme", gives=SessionAnswer),
    Endpoint("PATCH", SESSION, change, "Change a session; its room moves with it",
             takes=SessionChanges, gives=SessionAnswer),
    Endpoint("DELETE", SESSION, remove, "Take an event off a programme; a meeting stays",
             gives=ProgrammeAnswer),
    Endpoint("POST", f"{SESSION}/cancel", call_off, "Call a session off; its room becomes free",
             takes=Nothing, gives=SessionAnswer),
    Endpoint("POST", f"{SESSION}/restore", restore, "Hold a session after all",
             takes=Nothing, gives=SessionAnswer),
    Endpoint("PUT", f"{SESSION}/rundown", set_rundown, "Replace the rundown of an event, whole",
             takes=Rundown, gives=SessionAnswer),
]  # fmt: skip
