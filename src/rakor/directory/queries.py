"""Reading the directory: agencies are known to all, people only to those whom they concern."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.rules import AgencyKind, Holding, Reader
from rakor.errors import Invalid, NotFound
from rakor.settings import settings
from rakor.words import _

M = TypeVar("M", bound=Model)
PAGE = 50


def today() -> date:
    """The day at the seat of this installation."""
    return datetime.now(ZoneInfo(settings().timezone)).date()


def visible_to(user: Reader) -> QuerySet[Person]:
    """The people somebody may see: staff all, everybody else those of their own agency."""
    if user.is_staff:
        return Person.all()
    seen = Q(id=user.id)
    if user.agency_id is not None:
        seen |= Q(agency_id=user.agency_id)
    return Person.filter(seen)


def offices_visible_to(user: Reader) -> QuerySet[Office]:
    """The offices, with their holders, that somebody may see: by the same rule as people."""
    return Office.all() if user.is_staff else Office.filter(agency_id=user.agency_id)


def agencies(q: str = "", kind: AgencyKind | None = None) -> QuerySet[Agency]:
    """Agencies whose name, short name or code contains `q`; every signed-in person may see them."""
    found = Agency.all()
    if q:
        found = found.filter(
            Q(name__icontains=q) | Q(short_name__icontains=q) | Q(code__icontains=q)
        )
    return found.filter(kind=kind) if kind else found


def people(user: Reader, q: str = "", agency: Agency | None = None) -> QuerySet[Person]:
    """People whom somebody may see, by name or address, of one agency or of all."""
    found = visible_to(user)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q))
    return found.filter(agency_id=agency.id) if agency else found


def offices(user: Reader, q: str = "", agency: Agency | None = None) -> QuerySet[Office]:
    """Offices whom somebody may see, by title, of one agency or of all."""
    found = offices_visible_to(user)
    if q:
        found = found.filter(title__icontains=q)
    return found.filter(agency_id=agency.id) if agency else found


async def agency_by_code(code: str, field: str = "agency") -> Agency:
    """The agency that scripts call so. Refuses (Invalid, naming the code) what is unknown."""
    return (await agencies_by_code([code], field))[code]


async def agencies_by_code(codes: Iterable[str], field: str = "agency") -> dict[str, Agency]:
    """Several agencies by their codes, in one query. Refuses (Invalid) unknown codes by name."""
    wanted = list(dict.fromkeys(codes))
    found = {agency.code: agency for agency in await Agency.filter(code__in=wanted)}
    if missing := [code for code in wanted if code not in found]:
        raise Invalid.field(
            field, _("Tidak ada instansi dengan kode {code}.").format(code=", ".join(missing))
        )
    return found


async def find_agency(agency_id: UUID) -> Agency:
    agency = await Agency.filter(id=agency_id).select_related("parent").first()
    if agency is None:
        raise NotFound(_("Instansi ini tidak ada."))
    return agency


async def find_person(person_id: UUID, *, to: Reader) -> Person:
    """A person with their agency; NotFound for whoever may not see them."""
    person = await visible_to(to).select_related("agency").get_or_none(id=person_id)
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori Anda."))
    return person


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


async def counts(agencies: Iterable[Agency]) -> dict[UUID, tuple[int, int]]:
    """How many people and how many offices each of these agencies has, in two queries."""
    ids = [agency.id for agency in agencies]
    people = await _count(Person.filter(agency_id__in=ids))
    offices = await _count(Office.filter(agency_id__in=ids))
    return {each: (people.get(each, 0), offices.get(each, 0)) for each in ids}


async def _count(rows: QuerySet[Person] | QuerySet[Office]) -> dict[UUID, int]:
    found = await rows.annotate(n=Count("id")).group_by("agency_id").values_list("agency_id", "n")
    return {UUID(str(key)): int(n) for key, n in found}


async def agency_options() -> list[tuple[str, str]]:
    """Every agency as (code, name), for a form to choose from."""
    rows = await Agency.all().order_by("precedence", "name").values_list("code", "name")
    return [(str(code), str(name)) for code, name in rows]


async def kinds() -> dict[AgencyKind, int]:
    """How many agencies there are of each kind."""
    rows = await Agency.all().annotate(n=Count("id")).group_by("kind").values_list("kind", "n")
    found = {AgencyKind(kind): int(n) for kind, n in rows}
    return {kind: found[kind] for kind in AgencyKind if kind in found}


async def numbered(found: QuerySet[M], page: int, *order: str) -> tuple[list[M], int]:
    """One page of a list for people, in the order they read it, and how many pages there are."""
    total = await found.count()
    rows = await found.order_by(*order).offset((page - 1) * PAGE).limit(PAGE)
    return list(rows), max(1, -(-total // PAGE))
