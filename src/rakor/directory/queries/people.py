"""Reading people: they are known only to those whom they concern."""

from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory.models import Agency, Person
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


def people(user: Reader, q: str = "", agency: Agency | None = None) -> QuerySet[Person]:
    """People whom somebody may see, by name or address, of one agency or of all."""
    found = visible_to(user)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q))
    return found.filter(agency_id=agency.id) if agency else found


async def find_person(person_id: UUID, *, to: Reader) -> Person:
    """A person with their agency; NotFound for whoever may not see them."""
    person = await visible_to(to).select_related("agency").get_or_none(id=person_id)
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori Anda."))
    return person
