"""Pages of attendance summed up: one meeting by kind of office and rank, agencies over a year."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.attendance import queries
from rakor.attendance.rules import Period
from rakor.meetings.queries import find, parts_of
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of


async def recap(request: Request) -> Response:
    found: UUID = request.path_params["id"]
    meeting = await find(found, to=request.user)
    offices, levels = await queries.recap(meeting)
    parts = await parts_of(request.user, meeting)
    return show(
        request,
        "attendance/recap.html",
        meeting=meeting,
        parts=parts,
        names=queries.may_see_names(parts),
        offices=offices,
        levels=levels,
        rows=await queries.by_agency(meeting),
    )


async def habits(request: Request) -> Response:
    queries.check_reads_habits(request.user)
    period = query_of(request, Period)
    since, until = period.days()
    rows: list[Any] = await queries.habits(request.user, *period.moments())
    return show(
        request,
        "attendance/habits.html",
        rows=rows,
        since=since.isoformat(),
        until=until.isoformat(),
    )


routes: list[BaseRoute] = [
    page("/meetings/{id:uuid}/attendance/recap", recap),
    page("/attendance/agencies", habits),
]
