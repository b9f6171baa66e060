"""Agencies for people: the list, one agency with its offices and people, and its form."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Agency
from rakor.directory.pages.ground import ONE, Filled, Question, choices, key_of
from rakor.directory.rules import AgencyChanges, AgencyFacts
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.words import _
from rakor.words.dates import ZONES


class AgencyForm(Filled, AgencyFacts):
    """The form of an agency."""


def zone_choices(current: str = "") -> list[tuple[str, str]]:
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


async def agency(request: Request) -> Response:
    asked = query_of(request, Question)
    found = await queries.find_agency(key_of(request))
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


async def _agency_form(request: Request, agency: Agency | None) -> Response:
    rules.check_may_keep(request.user, agency)
    return show(
        request,
        "directory/agency_form.html",
        agency=agency,
        kinds=choices(rules.AGENCY_KINDS),
        agencies=await queries.agency_options(),
        zones=zone_choices(agency.timezone if agency else settings().timezone),
    )


async def new_agency(request: Request) -> Response:
    return await _agency_form(request, None)


async def add_agency(request: Request) -> Response:
    facts = await read(request, AgencyForm)
    agency = await operations.add_agency(facts, by=request.user)
    return see(f"/directory/agencies/{agency.id}", _("Instansi ditambahkan."))


async def edit_agency(request: Request) -> Response:
    return await _agency_form(request, await queries.find_agency(key_of(request)))


async def change_agency(request: Request) -> Response:
    facts = await read(request, AgencyForm)
    agency = await operations.change_agency(
        key_of(request), AgencyChanges(**facts.said()), revision=facts.revision, by=request.user
    )
    return see(f"/directory/agencies/{agency.id}", _("Perubahan disimpan."))


routes: list[BaseRoute] = [
    page("/directory", agencies),
    *form("/directory/agencies/new", new_agency, add_agency),
    page("/directory/agencies" + ONE, agency),
    *form(f"/directory/agencies{ONE}/edit", edit_agency, change_agency),
]
