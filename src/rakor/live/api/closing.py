"""Ending a session, for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations
from rakor.meetings.api.shapes import MeetingAnswer, whole
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Shape


class Closing(Shape):
    """`force` does not wait for notes that are not saved yet somewhere."""

    force: bool = False


async def close_meeting(request: Request) -> Response:
    wish = await read(request, Closing)
    key: UUID = request.path_params["meeting"]
    meeting = await operations.close_session(key, force=wish.force, by=request.user)
    return answer(await whole(meeting, request.user))


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/close",
        close_meeting,
        "End it; refused while a note is not saved somewhere",
        Closing,
        gives=MeetingAnswer,
    ),
]
