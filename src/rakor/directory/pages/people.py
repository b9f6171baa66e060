"""People for people: the list, one person with offices and addresses, and the form."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import journal
from rakor.directory import operations, queries, rules
from rakor.directory.models import Person
from rakor.directory.pages.agencies import zone_choices
from rakor.directory.pages.ground import (
    ONE,
    Belonging,
    Filled,
    Question,
    choices,
    key_of,
    private_among,
)
from rakor.directory.rules import PersonChanges, PersonFacts
from rakor.directory.rules.words import Name
from rakor.mail.addresses import dead_among
from rakor.web.answers import see, show
from rakor.web.pages import act, form, page
from rakor.web.reading import query_of, read
from rakor.web.shapes import Email, Shape
from rakor.words import N_, _

LOCALES = (("id", N_("Bahasa Indonesia")), ("en", N_("Bahasa Inggris")))
# How many agencies the form suggests before anything was typed.
SUGGESTED = 20


class PersonForm(Filled, PersonFacts):
    """The form of a person; the agency is typed by its code or its name."""

    agency: Name | None = None

    async def meant(self) -> dict[str, object]:
        """What is said about the person, with the code of the agency."""
        values = self.said()
        del values["other_emails"]  # they have buttons of their own
        if self.agency:
            values["agency"] = (await queries.agency_meant(self.agency)).code
        return values


class Address(Shape):
    """One address of a person, and the revision of the person it was read with."""

    email: Email
    revision: int | None = None


def one(person: Person) -> str:
    return f"/directory/people/{person.id}"


async def people(request: Request) -> Response:
    asked = query_of(request, Question)
    agency = await queries.agency_by_code(asked.agency) if asked.agency else None
    first = (asked.page - 1) * queries.PAGE
    found, total = await queries.look_up(request.user, asked.q, agency, first=first)
    await journal.looked(
        "people.listed",
        by=request.user,
        subject=agency.id if agency else None,
        q=asked.q,
        count=len(found),
    )
    return show(
        request,
        "directory/people.html",
        people=found,
        private=private_among(request.user, found),
        agency=agency,
        asked=asked,
        pages=max(1, -(-total // queries.PAGE)),
    )


async def person(request: Request) -> Response:
    found = await queries.find_person(key_of(request), to=request.user)
    await _looked(request, found)
    offices = await queries.offices_of(found)
    today = queries.today()
    others = [each.email for each in found.other_emails]
    return show(
        request,
        "directory/person.html",
        person=found,
        addresses=others,
        dead=await dead_among([found.email or "", *others]),
        nip=rules.mask_nip(found.nip),
        nip_word=rules.NIP_KINDS[found.nip_kind],
        private=rules.sees_private(request.user, found.id, found.agency),
        may_keep=found.erased_at is None and rules.may_keep(request.user, found.agency),
        held=[row for row in offices if not row.valid_until or row.valid_until >= today],
        before=[row for row in offices if row.valid_until and row.valid_until < today],
        locales=dict(LOCALES),
        prefixes=rules.HOLDING_PREFIX,
        today=today,
    )


async def _looked(request: Request, found: Person) -> None:
    if found.id != request.user.id:
        await journal.looked("person.viewed", by=request.user, subject=found.id)


async def _person_form(request: Request, person: Person | None, agency: str) -> Response:
    return show(
        request,
        "directory/person_form.html",
        person=person,
        nip=rules.mask_nip(person.nip) if person else "",
        nip_kinds=choices(rules.NIP_KINDS),
        agency=agency,
        agencies=await queries.agency_options(limit=SUGGESTED),
        locales=[(key, _(word)) for key, word in LOCALES],
        zones=zone_choices(person.timezone if person else ""),
    )


async def new_person(request: Request) -> Response:
    rules.check_may_add_person(request.user)
    return await _person_form(request, None, query_of(request, Belonging).agency)


async def add_person(request: Request) -> Response:
    facts = await read(request, PersonForm)
    said = await facts.meant()
    person = await operations.add_person(PersonFacts.model_validate(said), by=request.user)
    return see(one(person), _("Orang ditambahkan."))


async def edit_person(request: Request) -> Response:
    rules.check_may_keep(request.user)
    person = await queries.find_person(key_of(request), to=request.user)
    rules.check_may_keep(request.user, person.agency)
    rules.check_not_erased(person.erased_at)
    await _looked(request, person)
    return await _person_form(request, person, person.agency.code if person.agency else "")


async def change_person(request: Request) -> Response:
    facts = await read(request, PersonForm)
    said = await facts.meant()
    if not facts.nip:  # the page shows it masked, so an empty field leaves it as it is
        del said["nip"]
    person = await operations.change_person(
        key_of(request),
        PersonChanges.model_validate(said),
        revision=facts.revision,
        by=request.user,
    )
    return see(one(person), _("Perubahan disimpan."))


async def add_address(request: Request) -> Response:
    wish = await read(request, Address)
    person = await operations.add_address(
        key_of(request), wish.email, revision=wish.revision, by=request.user
    )
    return see(one(person), _("Alamat dicatat."))


async def remove_address(request: Request) -> Response:
    wish = await read(request, Address)
    person = await operations.remove_address(
        key_of(request), wish.email, revision=wish.revision, by=request.user
    )
    return see(one(person), _("Alamat dihapus."))


async def prefer_address(request: Request) -> Response:
    wish = await read(request, Address)
    person = await operations.prefer_address(
        key_of(request), wish.email, revision=wish.revision, by=request.user
    )
    return see(one(person), _("Undangan kini dikirim ke {email}.").format(email=wish.email))


routes: list[BaseRoute] = [
    page("/directory/people", people),
    *form("/directory/people/new", new_person, add_person),
    *form(f"/directory/people{ONE}", person, add_address),
    *form(f"/directory/people{ONE}/edit", edit_person, change_person),
    act(f"/directory/people{ONE}/addresses/remove", remove_address),
    act(f"/directory/people{ONE}/addresses/prefer", prefer_address),
]
