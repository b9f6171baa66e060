"""Reading agencies, which everybody who is signed in may see."""

from collections.abc import Iterable
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from rakor.directory.models import Agency, Office, Person
from rakor.directory.rules import AgencyKind
from rakor.errors import Invalid, NotFound
from rakor.words import _


def agencies(q: str = "", kind: AgencyKind | None = None) -> QuerySet[Agency]:
    """Agencies whose name, short name or code contains `q`; every signed-in person may see them."""
    found = Agency.filter(merged_into_id=None)
    if q:
        found = found.filter(
            Q(name__icontains=q) | Q(short_name__icontains=q) | Q(code__icontains=q)
        )
    return found.filter(kind=kind) if kind else found


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
    rows = await agencies().order_by("precedence", "name").values_list("code", "name")
    return [(str(code), str(name)) for code, name in rows]


async def kinds() -> dict[AgencyKind, int]:
    """How many agencies there are of each kind."""
    rows = await agencies().annotate(n=Count("id")).group_by("kind").values_list("kind", "n")
    found = {AgencyKind(kind): int(n) for kind, n in rows}
    return {kind: found[kind] for kind in AgencyKind if kind in found}
