"""Agencies for programs."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries
from rakor.directory.api.ground import four_acts, key_of, listed
from rakor.directory.models import Agency, AgencyName
from rakor.directory.rules import AgencyChanges, AgencyFacts, AgencyKind, Code
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Written


class AgencyAnswer(Written):
    """An agency; `parent` is the code of the agency it belongs to.

    One that was merged into another says the code of that one in `merged_into`.
    """

    id: UUID
    revision: int
    code: str
    name: str
    short_name: str
    kind: AgencyKind
    parent: str | None
    region: str
    timezone: str
    address: str
    external_codes: dict[str, str]
    self_kept: bool
    merged_into: str | None


class AgencyItems(Items):
    """One page of the agencies."""

    items: list[AgencyAnswer]


class AgencyQuestion(Paging):
    """Which agencies: those whose name or code contains `q`, of one kind."""

    q: Line = ""
    kind: AgencyKind | None = None


class NameAnswer(Answer):
    """A name that the agency bore until that day, which is included."""

    id: UUID
    name: str
    short_name: str
    valid_until: date


class NameItems(Items):
    """Former names, the last of them first; they come whole, so `next` is null."""

    items: list[NameAnswer]


class MergeWish(Shape):
    """The code of the agency that stays, and that of this one, to confirm what stays so."""

    into: Code
    confirmed: Annotated[Line, Field(max_length=40)]


class MergeAnswer(Written):
    """The agency that stayed, and how many rows of each table lead to it now."""

    agency: AgencyAnswer
    counts: dict[str, int]


def agency_answer(agency: Agency, parent: Agency | None, kept: str | None = None) -> AgencyAnswer:
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
        address=agency.address,
        external_codes=agency.external_codes,
        self_kept=agency.self_kept,
        merged_into=kept,
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
    kept = agency.merged_into.code if agency.merged_into else None
    return answer(agency_answer(agency, agency.parent, kept))


async def change_agency(request: Request) -> Response:
    changes = await read(request, AgencyChanges)
    agency = await operations.change_agency(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(agency_answer(agency, agency.parent))


async def list_names(request: Request) -> Response:
    agency = await queries.find_agency(key_of(request))
    names = [_name(row) for row in await queries.names_of(agency)]
    return answer(NameItems(items=names))


async def merge_agency(request: Request) -> Response:
    wish = await read(request, MergeWish)
    kept, counts = await operations.merge_agencies(
        key_of(request), wish.into, confirmed=wish.confirmed, by=request.user
    )
    kept = await queries.find_agency(kept.id)
    return answer(MergeAnswer(agency=agency_answer(kept, kept.parent), counts=counts))


def _name(row: AgencyName) -> NameAnswer:
    return NameAnswer.model_validate(row)


endpoints = [
    *four_acts(
        "/agencies",
        "an agency",
        (list_agencies, add_agency, show_agency, change_agency),
        (AgencyQuestion, AgencyFacts, AgencyChanges, AgencyAnswer, AgencyItems),
    ),
    Endpoint(
        "GET",
        "/agencies/{id:uuid}/names",
        list_names,
        "List the former names of an agency",
        gives=NameItems,
    ),
    Endpoint(
        "POST",
        "/agencies/{id:uuid}/merge",
        merge_agency,
        "Make an agency part of another that is the same; it cannot be taken back",
        takes=MergeWish,
        gives=MergeAnswer,
    ),
]
