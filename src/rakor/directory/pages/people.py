"""People for people: the list, and the form of one."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory import operations, queries, rules
from rakor.directory.pages.ground import ONE, Belonging, Filled, Question, home_of, key_of
from rakor.directory.rules import PersonChanges, PersonFacts
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import query_of, read
from rakor.words import _


class PersonForm(Filled, PersonFacts):
    """The form of a person."""


async def people(request: Request) -> Response:
    asked = query_of(request, Question)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found, pages = await queries.numbered(
        queries.people(request.user, asked.q, agency).select_related("agency"), asked.page, "name"
    )
    return show(
        request, "directory/people.html", people=found, agency=agency, asked=asked, pages=pages
    )


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
    return see(home_of(person.agency_id), _("Orang ditambahkan."))


async def edit_person(request: Request) -> Response:
    rules.check_may_keep(request.user)
    person = await queries.find_person(key_of(request), to=request.user)
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
        key_of(request), PersonChanges(**said), revision=facts.revision, by=request.user
    )
    return see(home_of(person.agency_id), _("Perubahan disimpan."))


routes: list[BaseRoute] = [
    page("/directory/people", people),
    *form("/directory/people/new", new_person, add_person),
    *form(f"/directory/people{ONE}/edit", edit_person, change_person),
]
