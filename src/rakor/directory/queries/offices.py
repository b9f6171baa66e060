"""Reading offices, and who holds them on which day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.directory.models import Agency, Office, OfficeHolder
from rakor.directory.queries.ground import today
from rakor.directory.rules import Holding, Reader
from rakor.errors import NotFound
from rakor.words import _


def offices_visible_to(user: Reader) -> QuerySet[Office]:
    """The offices, with their holders, that somebody may see: by the same rule as people."""
    return Office.all() if user.sees_directory else Office.filter(agency_id=user.agency_id)


def offices(user: Reader, q: str = "", agency: Agency | None = None) -> QuerySet[Office]:
    """Offices whom somebody may see, by title, of one agency or of all."""
    found = offices_visible_to(user)
    if q:
        found = found.filter(title__icontains=q)
    return found.filter(agency_id=agency.id) if agency else found


async def find_office(office_id: UUID, *, to: Reader) -> Office:
    """An office with its agency; NotFound for whoever may not see it."""
    office = await offices_visible_to(to).select_related("agency").get_or_none(id=office_id)
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
