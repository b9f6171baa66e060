"""Who owes something of a meeting, whom its secretariat tells, and when letters go."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.followups import operations, queries
from rakor.followups.operations import Telling
from rakor.followups.rules import Plan
from rakor.meetings import queries as meetings
from rakor.meetings.rules import NAMED_ONLY, Action
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import read
from rakor.web.shapes import Email, Line, Shape
from rakor.words import _, ngettext

HERE = "/meetings/{meeting:uuid}/follow-ups/agencies"
Empty = BeforeValidator(lambda value: value or None)


class TellRow(Shape):
    """An agency of the list; it is told when it is ticked."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    email: Annotated[Email | None, Empty] = None
    tell: bool = False


class TellForm(Shape):
    """The agencies by their place on the list."""

    to: dict[str, TellRow] = {}


class PlanForm(Shape):
    """When letters go by themselves."""

    tells: bool = False
    reminds: bool = False
    days_before: int
    days_above: int


async def agencies(request: Request) -> Response:
    meeting = await meetings.find_for(Action.RUN, _meeting(request), by=request.user)
    rows = await queries.owing(meeting)
    return show(
        request,
        "followups/agencies.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        rows=rows,
        plan=await queries.plan_of(meeting.id),
        closed=meeting.security_class in NAMED_ONLY,
        urls={row.agency.code: queries.link_url(row.link) for row in rows if row.link},
        at=datetime.now(UTC),
    )


async def tell(request: Request) -> Response:
    said = await read(request, TellForm)
    wishes = [Telling(row.agency, row.email or "") for row in said.to.values() if row.tell]
    links = await operations.tell(_meeting(request), wishes, by=request.user)
    notice = ngettext("{n} instansi diberi tahu.", "{n} instansi diberi tahu.", len(links))
    return _back(request, notice.format(n=len(links)))


async def change_plan(request: Request) -> Response:
    said = await read(request, PlanForm)
    await operations.plan(_meeting(request), Plan(**said.model_dump()), by=request.user)
    return _back(request, _("Perubahan disimpan."))


async def revoke(request: Request) -> Response:
    await operations.revoke(_meeting(request), request.path_params["link"], by=request.user)
    return _back(request, _("Tautan dicabut."))


def _back(request: Request, notice: str) -> Response:
    return see(f"/meetings/{_meeting(request)}/follow-ups/agencies", notice)


def _meeting(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


routes: list[BaseRoute] = [
    *form(HERE, agencies, tell),
    *form(HERE + "/plan", agencies, change_plan),
    *form(HERE + "/{link:uuid}/revoke", agencies, revoke),
]
