"""Ending a session by the button on the meeting's own page."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations
from rakor.meetings.pages.meeting import show_meeting
from rakor.web.answers import see
from rakor.web.pages import form
from rakor.words import _


async def close(request: Request) -> Response:
    meeting: UUID = request.path_params["meeting"]
    await operations.close_session(meeting, by=request.user)
    return see(f"/meetings/{meeting}", _("Rapat ditutup."))


routes = [
    *form("/meetings/{meeting:uuid}/close", show_meeting, close),
]
