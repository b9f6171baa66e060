"""The page on which cards are chosen for printing."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import export, queries
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action
from rakor.web.answers import show
from rakor.web.pages import page


async def badges(request: Request) -> Response:
    meeting_id: UUID = request.path_params["id"]
    meeting = await find_for(Action.CHECK_IN, meeting_id, by=request.user)
    return show(
        request,
        "attendance/badges.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        agencies=[row for row in await queries.by_agency(meeting) if row.invited],
        invitees=await queries.invitees(meeting),
        sizes=export.PER_PAGE,
    )


routes: list[BaseRoute] = [page("/meetings/{id:uuid}/attendance/badges", badges)]
