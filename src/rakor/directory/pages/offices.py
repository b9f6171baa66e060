"""Offices for people: the page of one, and its form."""

from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Agency, Office, OfficeHolder
from rakor.directory.pages.ground import ONE, Belonging, Filled, choices, key_of
from rakor.directory.rules import Code, Name, OfficeChanges, OfficeFacts, OfficeLevel
from rakor.directory.rules.words import Precedence, Title
from rakor.mail.addresses import dead_among
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Email
from rakor.words import _


class OfficeForm(Filled):
    """The form of an office; its agency is typed by code or name."""

    title: Title
    agency: Name
    level: OfficeLevel | None = None
    kind: Code | None = None
    rank: str | None = None
    precedence: Precedence | None = None
    email: Email | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the story of an office: who held it, or from when until when nobody did."""

    first: date | None
    last: date | None
    held: OfficeHolder | None
    moment: str  # past, now or coming


def story(held: list[OfficeHolder], today: date) -> list[Row]:
    """Holders and vacancies in one list, the last to begin first."""
    rows = [
        Row(
            each.valid_from,
            each.valid_until,
            each,
            _moment(each.valid_from, each.valid_until, today),
        )
        for each in held
    ]
    rows += [
        Row(first, last, None, _moment(first, last, today))
        for first, last in queries.vacancies(held, today)
    ]
    return sorted(rows, key=lambda row: row.first or date.min, reverse=True)


def _moment(first: date | None, last: date | None, today: date) -> str:
    if first and first > today:
        return "coming"
    return "past" if last and last < today else "now"


async def office(request: Request) -> Response:
    found = await queries.find_office(key_of(request), to=request.user)
    held = await queries.appointments(found)
    return show(
        request,
        "directory/office.html",
        office=found,
        dead=await dead_among([found.email or ""]),
        acting=(await queries.holders_on([found.id])).get(found.id),
        rows=story(held, queries.today()),
        may_keep=rules.may_keep(request.user, found.agency),
        may_connect=rules.may_connect(request.user, found.agency),
        levels=rules.OFFICE_LEVELS,
        holdings=rules.HOLDINGS,
        prefixes=rules.HOLDING_PREFIX,
    )


async def _office_form(
    request: Request, office: Office | None, agency: Agency | None, said: str = ""
) -> Response:
    rules.check_may_keep(request.user, agency)
    return show(
        request,
        "directory/office_form.html",
        office=office,
        agency=agency,
        said=said,
        agencies=[] if agency else await queries.agency_options("", 20),
        levels=choices(rules.OFFICE_LEVELS),
        kinds=[(kind.code, kind.name) for kind in await queries.office_kinds()],
        ranks=[(str(rank.id), f"{rank.position} · {rank.title}") for rank in await queries.ranks()],
    )


async def new_office(request: Request) -> Response:
    typed = getattr(request.state, "typed", {}).get("agency")
    said = checked(Belonging, {"agency": typed}) if typed else query_of(request, Belonging)
    known = await queries.known_agencies([said.agency])
    return await _office_form(request, None, known.get(said.agency), said.agency)


async def add_office(request: Request) -> Response:
    said = await read(request, OfficeForm)
    values = {name: value for name, value in said.said().items() if value is not None}
    values["agency"] = (await queries.agency_meant(said.agency)).code
    office = await operations.add_office(checked(OfficeFacts, values), by=request.user)
    return see(f"/directory/offices/{office.id}", _("Jabatan ditambahkan."))


async def edit_office(request: Request) -> Response:
    office = await queries.find_office(key_of(request), to=request.user)
    return await _office_form(request, office, office.agency)


async def change_office(request: Request) -> Response:
    said = await read(request, OfficeForm)
    office = await queries.find_office(key_of(request), to=request.user)
    values = said.said()
    del values["agency"]
    office = await operations.change_office(
        office.id, checked(OfficeChanges, values), revision=said.revision, by=request.user
    )
    return see(f"/directory/offices/{office.id}", _("Perubahan disimpan."))


routes: list[BaseRoute] = [
    *form("/directory/offices/new", new_office, add_office),
    page("/directory/offices" + ONE, office),
    *form(f"/directory/offices{ONE}/edit", edit_office, change_office),
]
