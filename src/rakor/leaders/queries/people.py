"""Whose day is shown: an office with whoever holds it that day, or somebody's own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.directory.models import Office, OfficeHolder, Person
from rakor.directory.queries import holders_on
from rakor.directory.rules import HOLDING_PREFIX
from rakor.errors import NotFound
from rakor.leaders.rules import keeps_days_of
from rakor.words import _

MOST = 100


@dataclass(frozen=True, slots=True)
class Leader:
    """Whose day it is. Without `person` the office is vacant, without `office` it is just theirs.

    `own`: it is the reader's own day.
    """

    person: Person | None
    office: Office | None
    title: str = ""
    own: bool = False

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else ""


async def find_leader(office_id: UUID | None, day: date, *, to: User) -> Leader:
    """Whose day somebody sees who asked for that office, or for none in particular.

    Of an office: whoever holds it that day, a Plh. while one acts. Without one: the reader's own
    highest office, else for its secretariat the highest of their agency. NotFound for everybody
    but the holder and those who keep the days of that agency.
    """
    if office_id is not None:
        office = await Office.get_or_none(id=office_id).select_related("agency")
        if office is not None:
            holder = (await holders_on([office.id], day)).get(office.id)
            if holder is not None and holder.person_id == to.id:
                return _held(holder, office, to)
            if keeps_days_of(to, office.agency_id):
                return _held(holder, office, to) if holder else Leader(None, office, office.title)
        raise NotFound(_("Agenda pimpinan ini tidak ada, atau bukan dari instansi Anda."))
    own = await _own(to, day)
    if own:
        return _held(own[0], own[0].office, to)
    for office, holder in await _of_agency(to, day):
        return _held(holder, office, to)
    return Leader(to.person, None, own=True)


async def choices(day: date, *, to: User) -> list[Leader]:
    """All whose day somebody may see: their own offices, then those of the agency they keep."""
    found = {row.office_id: _held(row, row.office, to) for row in await _own(to, day)}
    for office, holder in await _of_agency(to, day):
        found.setdefault(office.id, _held(holder, office, to))
    return list(found.values())


def _held(holder: OfficeHolder, office: Office, to: User) -> Leader:
    title = HOLDING_PREFIX[holder.holding] + office.title
    return Leader(holder.person, office, title, own=holder.person_id == to.id)


async def _own(to: User, day: date) -> list[OfficeHolder]:
    """The offices that the reader holds that day, the highest first."""
    rows = (
        await OfficeHolder.filter(person_id=to.id)
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_until=None) | Q(valid_until__gte=day))
        .select_related("office__agency", "person__agency")
    )
    return sorted(rows, key=lambda row: (row.office.precedence, row.office.title))


async def _of_agency(to: User, day: date) -> list[tuple[Office, OfficeHolder]]:
    """The offices of the reader's agency that are held that day, for those who keep its days."""
    if to.agency_id is None or not keeps_days_of(to, to.agency_id):
        return []
    offices = (
        await Office.filter(agency_id=to.agency_id)
        .select_related("agency")
        .order_by("precedence", "title")
        .limit(MOST)
    )
    holders = await holders_on([office.id for office in offices], day)
    return [(office, holders[office.id]) for office in offices if office.id in holders]
