"""Reading offices, and who holds them on which day."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory import rules
from rakor.directory.models import Agency, Office, OfficeHolder
from rakor.directory.queries.ground import today
from rakor.directory.rules import Holding, Reader
from rakor.errors import NotFound
from rakor.words import _


def offices_visible_to(user: Reader) -> QuerySet[Office]:
    """The offices, with their holders, that somebody may see: by the same rule as people."""
    return Office.all() if user.sees_directory else Office.filter(agency_id=user.agency_id)


def offices(user: Reader, q: str = "", agency: Agency | None = None) -> QuerySet[Office]:
    """Offices whom somebody may see, by the words of their title, of one agency or of all."""
    found = offices_visible_to(user)
    for word in q.split()[:8]:
        found = found.filter(title__icontains=word)
    return found.filter(agency_id=agency.id) if agency else found


async def find_office(office_id: UUID, *, to: Reader) -> Office:
    """An office with its agency, kind and rank; NotFound for whoever may not see it."""
    found = offices_visible_to(to).select_related("agency", "kind", "rank")
    office = await found.get_or_none(id=office_id)
    if office is None:
        raise NotFound(_("Jabatan ini tidak ada di direktori Anda."))
    return office


async def holder_on(office: Office, day: date | None = None) -> OfficeHolder | None:
    """Who acts for an office on that day, today when not said; None when it is vacant."""
    return (await holders_on([office.id], day)).get(office.id)


async def holders_on(offices: Iterable[UUID], day: date | None = None) -> dict[UUID, OfficeHolder]:
    """Who acts for each of these offices on that day, in one query.

    While the substantive holder is away the Plh. acts, so the Plh. is who is found.
    """
    day = day or today()
    rows = (
        await OfficeHolder.filter(office_id__in=list(offices))
        .filter(Q(valid_from=None) | Q(valid_from__lte=day))
        .filter(Q(valid_until=None) | Q(valid_until__gte=day))
        .select_related("person__agency")
    )
    rows.sort(
        key=lambda row: (
            row.holding is Holding.ACTING_TEMPORARY,
            row.valid_from or date.min,
            row.id,
        )
    )
    return {row.office_id: row for row in rows}


async def appointments(office: Office) -> list[OfficeHolder]:
    """Everybody who held an office, holds it or will, with the last to begin first."""
    rows = await OfficeHolder.filter(office_id=office.id).select_related("person__agency")
    rows.sort(key=lambda row: (rules.first_day(row), row.id), reverse=True)
    return rows


async def find_appointment(office: Office, holder_id: UUID) -> OfficeHolder:
    """One appointment to an office; NotFound when it is not one of this office."""
    found = OfficeHolder.filter(office_id=office.id, id=holder_id).select_related("person__agency")
    held = await found.first()
    if held is None:
        raise NotFound(_("Catatan pemangku ini tidak ada."))
    return held


def vacancies(held: Iterable[OfficeHolder], day: date) -> list[tuple[date, date | None]]:
    """The days on which nobody held the seat, the last first; an open end when it is vacant now.

    Nothing is said of the days before the first appointment, which were not written down.
    """
    seats = [each for each in held if not rules.stands_in(each.holding)]
    if not seats:
        return []
    taken = [(rules.first_day(each), rules.last_day(each)) for each in seats]
    first, last = min(taken)[0], max(each for _first, each in taken)
    gaps: list[tuple[date, date | None]] = [*rules.remaining(first, max(first, last), taken)]
    if last < day:
        gaps.append((last + timedelta(days=1), None))
    return gaps[::-1]
