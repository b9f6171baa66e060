"""The directory for programs: agencies, offices and people."""

from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries, rules
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.rules import (
    AgencyChanges,
    AgencyFacts,
    AgencyKind,
    Holding,
    OfficeChanges,
    OfficeFacts,
    OfficeLevel,
    PersonChanges,
    PersonFacts,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
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


class PersonAnswer(Written):
    """A person. The NIP is masked always: it tells the birthday and the sex.

    NIP and phone are "" for readers who do not prepare meetings, but for their own.
    """

    id: UUID
    revision: int
    name: str
    prefix_titles: str
    suffix_titles: str
    email: str | None
    phone: str
    nip: str
    agency: str | None


class AgencyItems(Items):
    """One page of the agencies."""

    items: list[AgencyAnswer]


class OfficeItems(Items):
    """One page of the offices."""

    items: list[OfficeAnswer]


class PersonItems(Items):
    """One page of the people."""

    items: list[PersonAnswer]


class AgencyQuestion(Paging):
    """Which agencies: those whose name or code contains `q`, of one kind."""

    q: Line = ""
    kind: AgencyKind | None = None


class MemberQuestion(Paging):
    """Which offices or people: by words, of one agency (its code)."""

    q: Line = ""
    agency: Line | None = None


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


def person_answer(person: Person, reader: rules.Reader) -> PersonAnswer:
    private = rules.sees_private(reader, person.id)
    return PersonAnswer(
        id=person.id,
        revision=person.revision,
        name=person.name,
        prefix_titles=person.prefix_titles,
        suffix_titles=person.suffix_titles,
        email=person.email,
        phone=person.phone if private else "",
        nip=rules.mask_nip(person.nip) if private else "",
        agency=person.agency.code if person.agency else None,
    )


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


def _listed(page: Any, answers: list[Any]) -> Response:
    return answer(
        {
            "items": [each.model_dump(mode="json", exclude={"seq"}) for each in answers],
            "next": page.next,
        }
    )


async def list_agencies(request: Request) -> Response:
    asked = query_of(request, AgencyQuestion)
    found = queries.agencies(asked.q, asked.kind).select_related("parent")
    page = await page_of(found, asked, newest_first=False)
    return _listed(page, [agency_answer(each, each.parent) for each in page])


async def add_agency(request: Request) -> Response:
    facts = await read(request, AgencyFacts)
    agency = await operations.add_agency(facts, by=request.user)
    return answer(agency_answer(agency, agency.parent), 201)


async def show_agency(request: Request) -> Response:
    agency = await queries.find_agency(_key(request))
    return answer(agency_answer(agency, agency.parent))


async def change_agency(request: Request) -> Response:
    changes = await read(request, AgencyChanges)
    agency = await operations.change_agency(
        _key(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(agency_answer(agency, agency.parent))


async def _office(request: Request, office: Office, status: int = 200) -> Response:
    return answer(office_answer(office, await queries.holder_on(office)), status)


async def list_offices(request: Request) -> Response:
    asked = query_of(request, MemberQuestion)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found = queries.offices(request.user, asked.q, agency).select_related("agency")
    page = await page_of(found, asked, newest_first=False)
    held = await queries.holders_on(each.id for each in page)
    return _listed(page, [office_answer(each, held.get(each.id)) for each in page])


async def add_office(request: Request) -> Response:
    facts = await read(request, OfficeFacts)
    return await _office(request, await operations.add_office(facts, by=request.user), 201)


async def show_office(request: Request) -> Response:
    return await _office(request, await queries.find_office(_key(request), to=request.user))


async def change_office(request: Request) -> Response:
    changes = await read(request, OfficeChanges)
    office = await operations.change_office(
        _key(request), changes, revision=expected_revision(request), by=request.user
    )
    return await _office(request, office)


async def list_people(request: Request) -> Response:
    asked = query_of(request, MemberQuestion)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found = queries.people(request.user, asked.q, agency).select_related("agency")
    page = await page_of(found, asked, newest_first=False)
    return _listed(page, [person_answer(each, request.user) for each in page])


async def add_person(request: Request) -> Response:
    facts = await read(request, PersonFacts)
    person = await operations.add_person(facts, by=request.user)
    return answer(person_answer(person, request.user), 201)


async def show_person(request: Request) -> Response:
    person = await queries.find_person(_key(request), to=request.user)
    return answer(person_answer(person, request.user))


async def change_person(request: Request) -> Response:
    changes = await read(request, PersonChanges)
    person = await operations.change_person(
        _key(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(person_answer(person, request.user))


def _four(
    path: str,
    thing: str,
    doors: tuple[Any, Any, Any, Any],
    shapes: tuple[Any, Any, Any, Any, Any],
) -> list[Endpoint]:
    """List, add, show, change: the same four acts on each kind of row."""
    listing, adding, showing, changing = doors
    question, facts, changes, one, many = shapes
    return [
        Endpoint("GET", path, listing, f"List {path[1:]}", asks=question, gives=many),
        Endpoint("POST", path, adding, f"Add {thing}", takes=facts, gives=one, status=201),
        Endpoint("GET", path + "/{id:uuid}", showing, f"Show {thing}", gives=one),
        Endpoint(
            "PATCH",
            path + "/{id:uuid}",
            changing,
            f"Change {thing}",
            takes=changes,
            gives=one,
            refuses=(404, 409, 412),
        ),
    ]


endpoints = [
    *_four(
        "/agencies",
        "an agency",
        (list_agencies, add_agency, show_agency, change_agency),
        (AgencyQuestion, AgencyFacts, AgencyChanges, AgencyAnswer, AgencyItems),
    ),
    *_four(
        "/offices",
        "an office",
        (list_offices, add_office, show_office, change_office),
        (MemberQuestion, OfficeFacts, OfficeChanges, OfficeAnswer, OfficeItems),
    ),
    *_four(
        "/people",
        "a person",
        (list_people, add_person, show_person, change_person),
        (MemberQuestion, PersonFacts, PersonChanges, PersonAnswer, PersonItems),
    ),
]
