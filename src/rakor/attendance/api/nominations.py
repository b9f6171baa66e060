"""Doors for nominations: progress against the quotas, links, naming, inviting."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import queries
from rakor.attendance.models import Nominee
from rakor.attendance.operations import asking, nominating
from rakor.attendance.operations.asking import Asking
from rakor.attendance.queries import Progress
from rakor.attendance.rules import MOST_ROWS, Named, NomineeState, tidied
from rakor.directory.queries import agency_by_code
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Email, Items, Line, Shape, Written


class Nothing(Shape):
    """An act without particulars."""


class PersonNamed(Shape):
    """Somebody an agency names; an invitation goes to the address."""

    name: Annotated[Line, Field(max_length=200)] = ""
    email: Annotated[Line, Field(max_length=254)] = ""
    prefix_titles: Annotated[Line, Field(max_length=100)] = ""
    suffix_titles: Annotated[Line, Field(max_length=100)] = ""
    office_title: Annotated[Line, Field(max_length=250)] = ""


class Naming(Shape):
    """People named for an agency, by its code; `dry_run` only tells what is wrong with them."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    people: Annotated[list[PersonNamed], Field(min_length=1, max_length=MOST_ROWS)]
    dry_run: bool = False

    def rows(self) -> list[Named]:
        return tidied(Named(n, **each.model_dump()) for n, each in enumerate(self.people, 1))


class ToAsk(Shape):
    """An agency with seats; without an address its link is only told in the answer."""

    agency: Annotated[Line, Field(min_length=1, max_length=40)]
    email: Email | None = None


class Asked(Shape):
    """The agencies that are asked to name people."""

    to: Annotated[list[ToAsk], Field(min_length=1, max_length=500)]


class NomineeFound(Answer):
    """Somebody who was named, and where they stand by the seats there are now."""

    id: UUID
    agency: str
    name: str
    prefix_titles: str
    suffix_titles: str
    email: str
    office_title: str
    position: int
    state: NomineeState
    invitation: UUID | None
    named_at: datetime


class AgencyProgress(Answer):
    """An agency against its quota: `named` have a seat, `waiting` are beyond the seats."""

    agency: str
    name: str
    seats: int
    named: int
    waiting: int
    invited: int
    open: int
    asked: bool


class Nominations(Items):
    """Who was named, in the order of naming, and how far each agency is."""

    items: list[NomineeFound]
    progress: list[AgencyProgress]
    until: datetime | None


class RowWrong(Answer):
    """What is wrong with one row, counted from 1."""

    row: int
    field: str
    message: str


class NamedNow(Written):
    """Who was named; with `dry_run` nobody, and what is wrong."""

    items: list[NomineeFound]
    wrong: list[RowWrong]


class LinkMade(Answer):
    """The link of an agency; whoever holds it names people for it."""

    id: UUID
    agency: str
    url: str
    email: str


class LinksMade(Written):
    """The links of the agencies that were asked."""

    items: list[LinkMade]


class Count(Written):
    """How many it concerned."""

    count: int


async def nominations(request: Request) -> Response:
    meeting = await nominating.may_ask(request.path_params["id"], by=request.user)
    rows = await queries.progress(meeting)
    seats = {row.agency_id: row.seats for row in rows}
    line: list[NomineeFound] = []
    by_agency: dict[UUID, list[Nominee]] = {}
    for nominee in await queries.nominees_of(meeting.id):
        by_agency.setdefault(nominee.agency_id, []).append(nominee)
    for agency_id, named in by_agency.items():
        standing = queries.in_line(seats.get(agency_id, 0), named)
        line += [_told(nominee, state) for nominee, state in standing]
    plan = await queries.plan_of(meeting.id)
    return answer(
        Nominations(items=line, progress=[_row(row) for row in rows], until=plan.nominate_until)
    )


async def name(request: Request) -> Response:
    said = await read(request, Naming)
    meeting = await nominating.may_ask(request.path_params["id"], by=request.user)
    if said.dry_run:
        agency = await agency_by_code(said.agency)
        wrong = await nominating.check(meeting, agency, said.rows())
        found = [
            RowWrong(row=line, field=each["field"], message=each["message"])
            for line, errors in sorted(wrong.items())
            for each in errors
        ]
        return answer(NamedNow(items=[], wrong=found))
    made = await nominating.nominate(meeting.id, said.agency, said.rows(), by=request.user)
    for nominee in made:
        await nominee.fetch_related("agency")
    items = [_told(nominee, nominee.state) for nominee in made]
    return answer(NamedNow(items=items, wrong=[]), 201)


async def ask(request: Request) -> Response:
    said = await read(request, Asked)
    wishes = [Asking(each.agency, each.email or "") for each in said.to]
    links = await asking.ask(request.path_params["id"], wishes, by=request.user)
    items = [
        LinkMade(id=link.id, agency=wish.agency, url=queries.nomination_url(link), email=link.email)
        for wish, link in zip(wishes, links, strict=True)
    ]
    return answer(LinksMade(items=items), 201)


async def remind(request: Request) -> Response:
    await read(request, Nothing)
    return answer(Count(count=await asking.remind(request.path_params["id"], by=request.user)))


async def revoke(request: Request) -> Response:
    await read(request, Nothing)
    await asking.revoke(request.path_params["id"], request.path_params["link"], by=request.user)
    return answer(Count(count=1))


async def invite(request: Request) -> Response:
    await read(request, Nothing)
    count = await nominating.invite_all(request.path_params["id"], by=request.user)
    return answer(Count(count=count))


async def withdraw(request: Request) -> Response:
    await read(request, Nothing)
    place = request.path_params
    await nominating.withdraw(place["id"], place["nominee"], by=request.user)
    return answer(Count(count=1))


def _told(nominee: Nominee, state: NomineeState) -> NomineeFound:
    return NomineeFound(
        id=nominee.id,
        agency=nominee.agency.code,
        name=nominee.name,
        prefix_titles=nominee.prefix_titles,
        suffix_titles=nominee.suffix_titles,
        email=nominee.email,
        office_title=nominee.office_title,
        position=nominee.position,
        state=state,
        invitation=nominee.invitation_id,
        named_at=nominee.named_at,
    )


def _row(row: Progress) -> AgencyProgress:
    return AgencyProgress.model_validate(row)


_HERE = "/meetings/{id:uuid}/nominations"

endpoints = [
    Endpoint(
        "GET",
        _HERE,
        nominations,
        "Who was named for the seats of a meeting, and how far each agency is",
        gives=Nominations,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        _HERE,
        name,
        "Name people for an agency, or try it",
        takes=Naming,
        gives=NamedNow,
        status=201,
    ),
    Endpoint(
        "POST",
        f"{_HERE}/links",
        ask,
        "Ask agencies to name their people by a link",
        takes=Asked,
        gives=LinksMade,
        status=201,
    ),
    Endpoint(
        "POST",
        f"{_HERE}/links/{{link:uuid}}/revoke",
        revoke,
        "Take the link of an agency back",
        takes=Nothing,
        gives=Count,
    ),
    Endpoint(
        "POST",
        f"{_HERE}/remind",
        remind,
        "Remind agencies with seats that nobody is named for",
        takes=Nothing,
        gives=Count,
    ),
    Endpoint(
        "POST", f"{_HERE}/invite", invite, "Invite everybody named", takes=Nothing, gives=Count
    ),
    Endpoint(
        "POST",
        f"{_HERE}/{{nominee:uuid}}/withdraw",
        withdraw,
        "Take somebody off the line of an agency",
        takes=Nothing,
        gives=Count,
    ),
]
