"""Breaks for programs: the session stands still, and goes on."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.api.ground import Nothing, meeting_of
from rakor.live.models import Break
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Moment, Shape, Written


class Pause(Shape):
    """When the session goes on."""

    until: Moment


class BreakTaken(Written):
    """A break after an act; without `ended_at` it is on."""

    id: UUID
    since: datetime
    until: datetime
    ended_at: datetime | None


async def pause(request: Request) -> Response:
    wish = await read(request, Pause)
    return _taken(await operations.pause_session(meeting_of(request), wish.until, by=request.user))


async def resume(request: Request) -> Response:
    await read(request, Nothing)
    return _taken(await operations.resume_session(meeting_of(request), by=request.user))


def _taken(pause: Break) -> Response:
    return answer(BreakTaken.model_validate(queries.break_state(pause)))


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{meeting_id:uuid}/pause",
        pause,
        "Give the room a break until then; again, to move its end",
        takes=Pause,
        gives=BreakTaken,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting_id:uuid}/resume",
        resume,
        "The break is over",
        gives=BreakTaken,
    ),
]
