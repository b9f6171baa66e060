"""Offices for people: the form of one, with who holds it."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.models import Office, OfficeHolder
from rakor.directory.pages.ground import ONE, Belonging, Filled, choices, home_of, key_of
from rakor.directory.rules import OfficeChanges, OfficeFacts
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import checked, query_of, read
from rakor.words import _


class OfficeForm(Filled, OfficeFacts):
    """The form of an office."""


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
        levels=choices(rules.OFFICE_LEVELS),
        holdings=choices(rules.HOLDINGS),
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
    return see(home_of(office.agency_id), _("Jabatan ditambahkan."))


async def edit_office(request: Request) -> Response:
    office = await queries.find_office(key_of(request), to=request.user)
    held = await queries.holder_on(office)
    return await _office_form(request, office.agency.code, office, held)


async def change_office(request: Request) -> Response:
    facts = await read(request, OfficeForm)
    office = await queries.find_office(key_of(request), to=request.user)
    held = await queries.holder_on(office)
    said = facts.said()
    del said["agency"]
    before = held.person_id if held else None
    if before == facts.holder and (held is None or held.holding is facts.holding):
        del said["holder"]  # nobody new: the appointment keeps its first day
    office = await operations.change_office(
        office.id, OfficeChanges(**said), revision=facts.revision, by=request.user
    )
    return see(home_of(office.agency_id), _("Perubahan disimpan."))


routes: list[BaseRoute] = [
    *form("/directory/offices/new", new_office, add_office),
    *form(f"/directory/offices{ONE}/edit", edit_office, change_office),
]
