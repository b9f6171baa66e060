"""Pages of training hours: whom a meeting gave them, one's own year, the people of an agency."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.accounts.rules import Right
from rakor.attendance import operations, queries
from rakor.attendance.rules import RIGHT
from rakor.directory.queries import find_agency
from rakor.meetings.queries import find_for, parts_of
from rakor.meetings.rules import Action, State
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Line, Shape


class Crediting(Shape):
    """Only those who were there that long."""

    least_minutes: Annotated[int, Field(ge=0, le=10_000)] = 0


class Reason(Shape):
    """Why hours are taken back."""

    reason: Annotated[Line, Field(max_length=500)] = ""


class OfYear(Shape):
    """Which year is shown; this one when left out."""

    year: Annotated[int | None, Field(ge=1945, le=9999)] = None

    def which(self) -> int:
        return self.year or datetime.now(UTC).astimezone(ZoneInfo(settings().timezone)).year


async def credits_given(request: Request) -> Response:
    meeting = await find_for(Action.PLAN, _id(request), by=request.user)
    plan = await queries.plan_of(meeting.id)
    return show(
        request,
        "attendance/credits.html",
        meeting=meeting,
        parts=await parts_of(request.user, meeting),
        rows=await queries.credits_of(meeting),
        hours=plan.training_hours,
        over=meeting.state is State.FINISHED,
    )


async def credit(request: Request) -> Response:
    said = await read(request, Crediting)
    await operations.credit(_id(request), by=request.user, least_minutes=said.least_minutes)
    return see(f"/meetings/{_id(request)}/attendance/credits")


async def revoke(request: Request) -> Response:
    said = await read(request, Reason)
    row = await operations.take_back(_id(request), said.reason, by=request.user)
    return see(f"/meetings/{row.meeting_id}/attendance/credits")


async def revoking(request: Request) -> Response:
    row = await queries.find_credit_for(_id(request), by=request.user)
    return show(
        request,
        "attendance/revoke_credit.html",
        meeting=row.meeting,
        parts=await parts_of(request.user, row.meeting),
        row=row,
    )


async def own_hours(request: Request) -> Response:
    """One's own hours; whoever keeps the people of an agency finds the way to theirs."""
    years = await queries.years_of(request.user.id)
    agency = request.user.person.agency
    return show(
        request,
        "attendance/hours.html",
        person=request.user.person,
        years=years,
        right=RIGHT,
        agency=agency if agency and request.user.may(Right.MAKE_MEETINGS) else None,
    )


async def agency_hours(request: Request) -> Response:
    agency = await find_agency(_id(request))
    queries.check_reads_hours(request.user, agency.id)
    year = query_of(request, OfYear).which()
    return show(
        request,
        "attendance/agency_hours.html",
        agency=agency,
        year=year,
        learners=await queries.learners(agency, year),
        right=RIGHT,
    )


def _id(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


routes: list[BaseRoute] = [
    *form("/meetings/{id:uuid}/attendance/credits", credits_given, credit),
    *form("/training-credits/{id:uuid}/revoke", revoking, revoke),
    page("/training-hours", own_hours),
    page("/agencies/{id:uuid}/training-hours", agency_hours),
]
