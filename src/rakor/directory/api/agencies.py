"""Agencies for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries
from rakor.directory.api.ground import four_acts, key_of, listed
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyChanges, AgencyFacts, AgencyKind
from rakor.web.answers import answer
from rakor.web.endpoints import expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Items, Line, Written


class AgencyAnswer(Written):
    """An agency; `parent` is the code of the agency it belongs to."""

    id: UUID
    revision: int
    code: str
    name: str
    short_name: str
    kind: AgencyKind
    parent: str | None
    region: str
    timezone: str


class AgencyItems(Items):
    """One page of the agencies."""

    items: list[AgencyAnswer]


class AgencyQuestion(Paging):
    """Which agencies: those whose name or code contains `q`, of one kind."""

    q: Line = ""
    kind: AgencyKind | None = None


def agency_answer(agency: Agency, parent: Agency | None) -> AgencyAnswer:
    return AgencyAnswer(
        id=agency.id,
        revision=agency.revision,
        code=agency.code,
        name=agency.name,
        short_name=agency.short_name,
        kind=agency.kind,
        parent=parent.code if parent else None,
        region=agency.region,
        timezone=agency.timezone,
    )


async def list_agencies(request: Request) -> Response:
    asked = query_of(request, AgencyQuestion)
    found = queries.agencies(asked.q, asked.kind).select_related("parent")
    page = await page_of(found, asked, newest_first=False)
    return listed(page, [agency_answer(each, each.parent) for each in page])


async def add_agency(request: Request) -> Response:
    facts = await read(request, AgencyFacts)
    agency = await operations.add_agency(facts, by=request.user)
    return answer(agency_answer(agency, agency.parent), 201)


async def show_agency(request: Request) -> Response:
    agency = await queries.find_agency(key_of(request))
    return answer(agency_answer(agency, agency.parent))


async def change_agency(request: Request) -> Response:
    changes = await read(request, AgencyChanges)
    agency = await operations.change_agency(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(agency_answer(agency, agency.parent))


endpoints = four_acts(
    "/agencies",
    "an agency",
    (list_agencies, add_agency, show_agency, change_agency),
    (AgencyQuestion, AgencyFacts, AgencyChanges, AgencyAnswer, AgencyItems),
)
