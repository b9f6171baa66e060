"""Offices for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries
from rakor.directory.api.ground import MemberQuestion, four_acts, key_of, listed
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.rules import Holding, OfficeChanges, OfficeFacts, OfficeLevel
from rakor.web.answers import answer
from rakor.web.endpoints import expected_revision
from rakor.web.lists import page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Items, Written


class OfficeAnswer(Written):
    """An office with whoever acts for it today."""

    id: UUID
    revision: int
    title: str
    agency: str
    level: OfficeLevel | None
    precedence: int
    holder: UUID | None
    holding: Holding | None


class OfficeItems(Items):
    """One page of the offices."""

    items: list[OfficeAnswer]


def office_answer(office: Office, held: OfficeHolder | None) -> OfficeAnswer:
    return OfficeAnswer(
        id=office.id,
        revision=office.revision,
        title=office.title,
        agency=office.agency.code,
        level=office.level,
        precedence=office.precedence,
        holder=held.person_id if held else None,
        holding=held.holding if held else None,
    )


async def _office(request: Request, office: Office, status: int = 200) -> Response:
    return answer(office_answer(office, await queries.holder_on(office)), status)


async def list_offices(request: Request) -> Response:
    asked = query_of(request, MemberQuestion)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found = queries.offices(request.user, asked.q, agency).select_related("agency")
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


endpoints = four_acts(
    "/offices",
    "an office",
    (list_offices, add_office, show_office, change_office),
    (MemberQuestion, OfficeFacts, OfficeChanges, OfficeAnswer, OfficeItems),
)
