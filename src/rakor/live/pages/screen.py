"""The projector: one page for the whole room."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance.queries import may_see_names, plan_of
from rakor.live import queries
from rakor.live.rules import View
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.words import date


async def screen(request: Request) -> Response:
    """The projector never shows what only the secretariat may see, whoever is signed in."""
    meeting_id: UUID = request.path_params["meeting_id"]
    view, meeting, parts = await queries.view_of(request.user, meeting_id, View.PUBLIC)
    offers = may_see_names(parts) and (await plan_of(meeting_id)).self_check_in
    return show(
        request,
        "live/screen.html",
        meeting=meeting,
        view=view.value,
        snapshot=(await queries.snapshot(meeting_id, view)).frame(),
        organizer=meeting.organizer.name,
        date=date(meeting.starts_at, meeting.timezone),
        qr=f"/meetings/{meeting_id}/attendance/screen.svg" if offers else "",
    )


routes = [page("/meetings/{meeting_id:uuid}/live/screen", screen)]
