"""The directory for people: agencies, their offices and the people who hold them."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from pydantic import Field, field_validator, model_validator
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Agency, Office, OfficeHolder
from rakor.directory.rules import (
    AgencyChanges,
    AgencyFacts,
    AgencyKind,
    OfficeChanges,
    OfficeFacts,
    PersonChanges,
    PersonFacts,
)
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Line, Shape
from rakor.words import _
from rakor.words.dates import ZONES


class Filled(Shape):
    """A form sends empty texts for what was left open; they count as not said."""

    revision: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _said(cls, values: Any) -> Any:
        return {name: value for name, value in values.items() if value != ""}

    def said(self) -> dict[str, Any]:
        return self.model_dump(exclude={"revision"})


class AgencyForm(Filled, AgencyFacts):
    """The form of an agency."""


class PersonForm(Filled, PersonFacts):
    """The form of a person."""


class OfficeForm(Filled, OfficeFacts):
    """The form of an office."""


class Question(Shape):
    """What is looked for, and which page of it."""

    q: Annotated[Line, Field(max_length=100)] = ""
    kind: AgencyKind | None = None
    agency: Annotated[Line, Field(max_length=40)] = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1

    @field_validator("kind", mode="before")
    @classmethod
    def _any(cls, kind: Any) -> Any:
        return kind or None

    def at(self, number: int) -> str:
        """The query of another page of the same list."""
        said = {"q": self.q, "kind": self.kind or "", "agency": self.agency, "page": number}
        return urlencode({name: value for name, value in said.items() if value})


class Belonging(Shape):
    """To which agency something new belongs."""

    agency: Annotated[Line, Field(max_length=40)] = ""


def _choices(words: dict[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, _(word)) for key, word in words.items()]


def _zones(current: str = "") -> list[tuple[str, str]]:
    zones = {name: f"{short} ({name})" for name, short in ZONES.items()}
    return list(({current: current} | zones if current else zones).items())


async def agencies(request: Request) -> Response:
    asked = query_of(request, Question)
    found, pages = await queries.numbered(
        queries.agencies(asked.q, asked.kind), asked.page, "precedence", "name"
    )
    return show(
        request,
        "directory/agencies.html",
        agencies=found,
        counts=await queries.counts(found),
        kinds=await queries.kinds(),
        words=rules.AGENCY_KINDS,
        asked=asked,
        pages=pages,
    )


async def people(request: Request) -> Response:
    asked = query_of(request, Question)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found, pages = await queries.numbered(
        queries.people(request.user, asked.q, agency).select_related("agency"), asked.page, "name"
    )
    return show(
        request, "directory/people.html", people=found, agency=agency, asked=asked, pages=pages
    )


async def agency(request: Request) -> Response:
    asked = query_of(request, Question)
    found = await queries.find_agency(_key(request))
    offices = await queries.offices(request.user, "", found).order_by("precedence", "title")
    people, pages = await queries.numbered(
        queries.people(request.user, asked.q, found), asked.page, "name"
    )
    return show(
        request,
        "directory/agency.html",
        agency=found,
        offices=offices,
        held=await queries.holders_on(office.id for office in offices),
        people=people,
        kind=rules.AGENCY_KINDS[found.kind],
        levels=rules.OFFICE_LEVELS,
        prefixes=rules.HOLDING_PREFIX,
        asked=asked,
        pages=pages,
    )


def _key(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


async def _agency_form(request: Request, agency: Agency | None) -> Response:
    rules.check_may_keep_agencies(request.user)
    return show(
        request,
        "directory/agency_form.html",
        agency=agency,
        kinds=_choices(rules.AGENCY_KINDS),
        agencies=await queries.agency_options(),
        zones=_zones(agency.timezone if agency else settings().timezone),
    )


async def new_agency(request: Request) -> Response:
    return await _agency_form(request, None)


async def add_agency(request: Request) -> Response:
    facts = await read(request, AgencyForm)
    agency = await operations.add_agency(facts, by=request.user)
    return see(f"/directory/agencies/{agency.id}", _("Instansi ditambahkan."))


async def edit_agency(request: Request) -> Response:
    return await _agency_form(request, await queries.find_agency(_key(request)))


async def change_agency(request: Request) -> Response:
    facts = await read(request, AgencyForm)
    agency = await operations.change_agency(
        _key(request), AgencyChanges(**facts.said()), revision=facts.revision, by=request.user
    )
    return see(f"/directory/agencies/{agency.id}", _("Perubahan disimpan."))


async def new_person(request: Request) -> Response:
    rules.check_may_add_person(request.user)
    return show(
        request,
        "directory/person_form.html",
        person=None,
        nip="",
        agency=query_of(request, Belonging).agency,
        agencies=await queries.agency_options(),
    )


async def add_person(request: Request) -> Response:
    facts = await read(request, PersonForm)
    person = await operations.add_person(facts, by=request.user)
    return see(_home_of(person.agency_id), _("Orang ditambahkan."))


async def edit_person(request: Request) -> Response:
    rules.check_may_keep(request.user)
    person = await queries.find_person(_key(request), to=request.user)
    return show(
        request,
        "directory/person_form.html",
        person=person,
        nip=rules.mask_nip(person.nip),
        agency=person.agency.code if person.agency else "",
        agencies=await queries.agency_options(),
    )


async def change_person(request: Request) -> Response:
    facts = await read(request, PersonForm)
    said = facts.said()
    if not facts.nip:  # the page shows it masked, so an empty field leaves it as it is
        del said["nip"]
    person = await operations.change_person(
        _key(request), PersonChanges(**said), revision=facts.revision, by=request.user
    )
    return see(_home_of(person.agency_id), _("Perubahan disimpan."))


def _home_of(agency_id: UUID | None) -> str:
    return f"/directory/agencies/{agency_id}" if agency_id else "/directory/people"


async def _office_form(
    request: Request, code: str, office: Office | None, held: OfficeHolder | None
) -> Response:
    rules.check_may_keep(request.user)
    agency = await queries.agency_by_code(code)
    people = await queries.people(request.user, "", agency).order_by("name").limit(1000)
    if held and held.person_id not in [person.id for person in people]:
        people = [held.person, *people]
    return show(
        request,
        "directory/office_form.html",
        agency=agency,
        levels=_choices(rules.OFFICE_LEVELS),
        holdings=_choices(rules.HOLDINGS),
        people=[(str(person.id), person.full_name) for person in people],
        office=office,
        held=held,
    )


async def new_office(request: Request) -> Response:
    typed = getattr(request.state, "typed", {})
    said = checked(Belonging, {"agency": typed["agency"]}) if typed.get("agency") else None
    said = said or query_of(request, Belonging)
    return await _office_form(request, said.agency, None, None)


async def add_office(request: Request) -> Response:
    facts = await read(request, OfficeForm)
    office = await operations.add_office(OfficeFacts(**facts.said()), by=request.user)
    return see(_home_of(office.agency_id), _("Jabatan ditambahkan."))


async def edit_office(request: Request) -> Response:
    office = await queries.find_office(_key(request), to=request.user)
    held = await queries.holder_on(office)
    return await _office_form(request, office.agency.code, office, held)


async def change_office(request: Request) -> Response:
    facts = await read(request, OfficeForm)
    office = await queries.find_office(_key(request), to=request.user)
    held = await queries.holder_on(office)
    said = facts.said()
    del said["agency"]
    before = held.person_id if held else None
    if before == facts.holder and (held is None or held.holding is facts.holding):
        del said["holder"]  # nobody new: the appointment keeps its first day
    office = await operations.change_office(
        office.id, OfficeChanges(**said), revision=facts.revision, by=request.user
    )
    return see(_home_of(office.agency_id), _("Perubahan disimpan."))


ONE = "/{id:uuid}"

routes: list[BaseRoute] = [
    page("/directory", agencies),
    page("/directory/people", people),
    *form("/directory/agencies/new", new_agency, add_agency),
    page("/directory/agencies" + ONE, agency),
    *form(f"/directory/agencies{ONE}/edit", edit_agency, change_agency),
    *form("/directory/people/new", new_person, add_person),
    *form(f"/directory/people{ONE}/edit", edit_person, change_person),
    *form("/directory/offices/new", new_office, add_office),
    *form(f"/directory/offices{ONE}/edit", edit_office, change_office),
]
