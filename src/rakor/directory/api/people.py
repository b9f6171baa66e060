"""People for programs."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.directory import operations, queries, rules
from rakor.directory.api.ground import MemberQuestion, four_acts, key_of, listed
from rakor.directory.models import Person
from rakor.directory.rules import PersonChanges, PersonFacts
from rakor.web.answers import answer
from rakor.web.endpoints import expected_revision
from rakor.web.lists import page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Items, Written


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


class PersonItems(Items):
    """One page of the people."""

    items: list[PersonAnswer]


def person_answer(person: Person, reader: rules.Reader) -> PersonAnswer:
    private = rules.sees_private(reader, person.id, person.agency)
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


async def list_people(request: Request) -> Response:
    asked = query_of(request, MemberQuestion)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    found = queries.people(request.user, asked.q, agency).select_related("agency")
    page = await page_of(found, asked, newest_first=False)
    return listed(page, [person_answer(each, request.user) for each in page])


async def add_person(request: Request) -> Response:
    facts = await read(request, PersonFacts)
    person = await operations.add_person(facts, by=request.user)
    return answer(person_answer(person, request.user), 201)


async def show_person(request: Request) -> Response:
    person = await queries.find_person(key_of(request), to=request.user)
    return answer(person_answer(person, request.user))


async def change_person(request: Request) -> Response:
    changes = await read(request, PersonChanges)
    person = await operations.change_person(
        key_of(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(person_answer(person, request.user))


endpoints = four_acts(
    "/people",
    "a person",
    (list_people, add_person, show_person, change_person),
    (MemberQuestion, PersonFacts, PersonChanges, PersonAnswer, PersonItems),
)
