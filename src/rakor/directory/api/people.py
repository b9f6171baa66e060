"""People for programs."""

from typing import Literal
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.directory import operations, queries, rules
from rakor.directory.api.ground import MemberQuestion, four_acts, key_of, listed
from rakor.directory.models import Person
from rakor.directory.rules import NipKind, PersonChanges, PersonFacts
from rakor.web.answers import answer
from rakor.web.endpoints import expected_revision
from rakor.web.lists import Page, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Items, Written


class PersonAnswer(Written):
    """A person. The NIP is masked always: it tells the birthday and the sex.

    NIP, its kind and the phone are "" and null for readers who neither prepare meetings of that
    agency nor keep its people, but for their own. Of a person who was `erased` a name is left.
    Letters go to `email`; the person is known by `other_emails` too.
    """

    id: UUID
    revision: int
    name: str
    prefix_titles: str
    suffix_titles: str
    email: str | None
    other_emails: list[str]
    phone: str
    nip: str
    nip_kind: NipKind | None
    agency: str | None
    locale: Literal["", "id", "en"]
    timezone: str
    erased: bool


class PersonItems(Items):
    """One page of the people: in the order they were added, or the likeliest first with `q`."""

    items: list[PersonAnswer]


def person_answer(person: Person, reader: rules.Reader) -> PersonAnswer:
    private = rules.sees_private(reader, person.id, person.agency)
    return PersonAnswer.model_validate(
        {
            "id": person.id,
            "revision": person.revision,
            "name": person.name,
            "prefix_titles": person.prefix_titles,
            "suffix_titles": person.suffix_titles,
            "email": person.email,
            "other_emails": [each.email for each in person.other_emails],
            "phone": person.phone if private else "",
            "nip": rules.mask_nip(person.nip) if private else "",
            "nip_kind": person.nip_kind if private and person.nip else None,
            "agency": person.agency.code if person.agency else None,
            "locale": person.locale,
            "timezone": person.timezone,
            "erased": person.erased_at is not None,
        }
    )


async def list_people(request: Request) -> Response:
    asked = query_of(request, MemberQuestion)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    if asked.q.strip():
        keys = await queries.people_found(request.user, asked.q, agency)
        if asked.cursor is not None:
            keys = keys[keys.index(asked.cursor) + 1 :] if asked.cursor in keys else []
        rows = await queries.people_in_order(keys[: asked.limit])
        page = Page(rows, rows[-1] if rows and len(keys) > asked.limit else None)
    else:
        found = queries.people(request.user, agency).select_related("agency")
        page = await page_of(found.prefetch_related("other_emails"), asked, newest_first=False)
    await journal.looked(
        "people.listed",
        by=request.user,
        subject=agency.id if agency else None,
        q=asked.q,
        count=len(page),
    )
    return listed(page, [person_answer(each, request.user) for each in page])


async def add_person(request: Request) -> Response:
    facts = await read(request, PersonFacts)
    person = await operations.add_person(facts, by=request.user)
    return answer(person_answer(person, request.user), 201)


async def show_person(request: Request) -> Response:
    person = await queries.find_person(key_of(request), to=request.user)
    if person.id != request.user.id:
        await journal.looked("person.viewed", by=request.user, subject=person.id)
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
