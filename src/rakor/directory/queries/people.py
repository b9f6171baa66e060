"""Reading people: they are known only to those whom they concern."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory import rules
from rakor.directory.models import Agency, OfficeHolder, Person, PersonEmail
from rakor.directory.queries.ground import PAGE
from rakor.directory.queries.search import named, search
from rakor.directory.rules import Reader
from rakor.errors import NotFound
from rakor.words import _


def visible_to(user: Reader) -> QuerySet[Person]:
    """The people somebody may see: preparers all, everybody else those of their own agency."""
    if user.sees_directory:
        return Person.all()
    seen = Q(id=user.id)
    if user.agency_id is not None:
        seen |= Q(agency_id=user.agency_id)
    return Person.filter(seen)


def people(user: Reader, agency: Agency | None = None) -> QuerySet[Person]:
    """People whom somebody may see, of one agency or of all, without those who were erased."""
    found = visible_to(user).filter(erased_at=None)
    return found.filter(agency_id=agency.id) if agency else found


async def people_found(user: Reader, typed: str, agency: Agency | None = None) -> list[UUID]:
    """Whom somebody may mean by a name or a part of an address, the likeliest first.

    Refuses (Invalid) a NIP: it belongs into no address line.
    """
    rules.check_looked_for(typed)
    return await search(people(user, agency), typed)


async def people_named(user: Reader, typed: str) -> list[UUID]:
    """Whom somebody may mean by a name alone; refuses (Invalid) a NIP as well."""
    rules.check_looked_for(typed)
    return await named(people(user), typed)


async def people_in_order(keys: Sequence[UUID]) -> list[Person]:
    """These people in this order, with their agencies and further addresses."""
    rows = Person.filter(id__in=list(keys)).select_related("agency")
    known = {row.id: row for row in await rows.prefetch_related("other_emails")}
    return [known[key] for key in keys if key in known]


async def look_up(
    user: Reader, typed: str, agency: Agency | None = None, *, first: int = 0, limit: int = PAGE
) -> tuple[list[Person], int]:
    """A part of the list of people, and how many are in the whole: by name, or found by words."""
    if typed.strip():
        keys = await people_found(user, typed, agency)
        return await people_in_order(keys[first : first + limit]), len(keys)
    everybody = people(user, agency)
    rows = everybody.order_by("name", "id").offset(first).limit(limit).select_related("agency")
    return await rows.prefetch_related("other_emails"), await everybody.count()


async def find_person(person_id: UUID, *, to: Reader) -> Person:
    """A person with agency and further addresses; NotFound for whoever may not see them."""
    found = visible_to(to).select_related("agency").prefetch_related("other_emails")
    person = await found.get_or_none(id=person_id)
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori Anda."))
    return person


async def person_by_address(address: str) -> Person | None:
    """Whose address that is, whether letters go to it or it is a further one."""
    small = address.strip().lower()
    person = await Person.get_or_none(email=small).select_related("agency")
    if person is None:
        row = await PersonEmail.get_or_none(email=small).select_related("person__agency")
        person = row.person if row else None
    return person


async def people_by_address(addresses: Iterable[str]) -> dict[str, Person]:
    """Whose addresses these are, in two queries; those that nobody has are left out."""
    small = list({each.strip().lower() for each in addresses})
    rows = await PersonEmail.filter(email__in=small).select_related("person__agency")
    found = {row.email: row.person for row in rows}
    for person in await Person.filter(email__in=small).select_related("agency"):
        found[person.email or ""] = person
    return found


async def offices_of(person: Person) -> list[OfficeHolder]:
    """What a person holds and held, with office and agency, the last of them first."""
    rows = await OfficeHolder.filter(person_id=person.id).select_related("office__agency")
    return sorted(rows, key=lambda row: (row.valid_from or date.min, row.id), reverse=True)
