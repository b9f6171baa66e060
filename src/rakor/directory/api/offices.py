"""Offices for programs, and who holds them."""

from datetime import date
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries
from rakor.directory.api.ground import MemberQuestion, four_acts, key_of, listed
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.rules import (
    Appointment,
    AppointmentChanges,
    Holding,
    OfficeChanges,
    OfficeFacts,
    OfficeLevel,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Items, Written

HOLDERS = "/offices/{id:uuid}/holders"
HOLDER = HOLDERS + "/{holder:uuid}"


class OfficeAnswer(Written):
    """An office with whoever acts for it today; `kind` is the code of its kind."""

    id: UUID
    revision: int
    title: str
    agency: str
    level: OfficeLevel | None
    kind: str | None
    rank: UUID | None
    precedence: int
    email: str
    holder: UUID | None
    holding: Holding | None


class OfficeItems(Items):
    """One page of the offices."""

    items: list[OfficeAnswer]


class HolderAnswer(Written):
    """Who holds an office, by which right, from when until when (both days included)."""

    id: UUID
    person: UUID
    holding: Holding
    since: date | None
    until: date | None
    decree_number: str


class HolderItems(Items):
    """Everybody who held, holds or will hold an office, the last to begin first; never paged."""

    items: list[HolderAnswer]


def office_answer(office: Office, held: OfficeHolder | None) -> OfficeAnswer:
    return OfficeAnswer(
        id=office.id,
        revision=office.revision,
        title=office.title,
        agency=office.agency.code,
        level=office.level,
        kind=office.kind.code if office.kind else None,
        rank=office.rank_id,
        precedence=office.precedence,
        email=office.email,
        holder=held.person_id if held else None,
        holding=held.holding if held else None,
    )


def holder_answer(held: OfficeHolder) -> HolderAnswer:
    return HolderAnswer(
        id=held.id,
        person=held.person_id,
        holding=held.holding,
        since=held.valid_from,
        until=held.valid_until,
        decree_number=held.decree_number,
    )


async def _office(request: Request, office: Office, status: int = 200) -> Response:
    return answer(office_answer(office, await queries.holder_on(office)), status)


async def list_offices(request: Request) -> Response:
    asked = query_of(request, MemberQuestion)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found = queries.offices(request.user, asked.q, agency).select_related("agency", "kind")
    page = await page_of(found, asked, newest_first=False)
    held = await queries.holders_on(each.id for each in page)
    return listed(page, [office_answer(each, held.get(each.id)) for each in page])


async def add_office(request: Request) -> Response:
    facts = await read(request, OfficeFacts)
    return await _office(request, await operations.add_office(facts, by=request.user), 201)


async def show_office(request: Request) -> Response:
    return await _office(request, await queries.find_office(key_of(request), to=request.user))


async def change_office(request: Request) -> Response:
    changes = await read(request, OfficeChanges)
    office = await operations.change_office(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return await _office(request, office)


async def list_holders(request: Request) -> Response:
    office = await queries.find_office(key_of(request), to=request.user)
    found = [holder_answer(each) for each in await queries.appointments(office)]
    items = [each.model_dump(mode="json", exclude={"seq"}) for each in found]
    return answer({"items": items, "next": None})


async def add_holder(request: Request) -> Response:
    wish = await read(request, Appointment)
    held = await operations.appoint(
        key_of(request),
        wish.person,
        wish.holding,
        since=wish.since,
        until=wish.until,
        decree_number=wish.decree_number,
        by=request.user,
    )
    return answer(holder_answer(held), 201)


async def correct_holder(request: Request) -> Response:
    changes = await read(request, AppointmentChanges)
    held = await operations.correct_appointment(
        key_of(request), request.path_params["holder"], changes, by=request.user
    )
    return answer(holder_answer(held))


async def remove_holder(request: Request) -> Response:
    held = await operations.remove_appointment(
        key_of(request), request.path_params["holder"], by=request.user
    )
    return answer(holder_answer(held))


endpoints = [
    *four_acts(
        "/offices",
        "an office",
        (list_offices, add_office, show_office, change_office),
        (MemberQuestion, OfficeFacts, OfficeChanges, OfficeAnswer, OfficeItems),
    ),
    Endpoint("GET", HOLDERS, list_holders, "List who holds an office and when", gives=HolderItems),
    Endpoint(
        "POST",
        HOLDERS,
        add_holder,
        "Let a person hold an office",
        takes=Appointment,
        gives=HolderAnswer,
        status=201,
    ),
    Endpoint(
        "PATCH",
        HOLDER,
        correct_holder,
        "Correct an appointment: its person, right, days or decree",
        takes=AppointmentChanges,
        gives=HolderAnswer,
    ),
    Endpoint(
        "DELETE", HOLDER, remove_holder, "Remove an appointment that never was", gives=HolderAnswer
    ),
]
