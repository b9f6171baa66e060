"""Reading agencies, which everybody who is signed in may see."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tortoise.expressions import Q
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from rakor.directory.models import Agency, AgencyName, Office, Person, Region
from rakor.directory.queries.ground import today
from rakor.directory.rules import AgencyKind, province_of
from rakor.errors import Invalid, NotFound
from rakor.words import _


def agencies(q: str = "", kind: AgencyKind | None = None) -> QuerySet[Agency]:
    """Agencies in whose name, short name or code every word of `q` occurs, in any order.

    Every signed-in person may see them. Those that were merged into another are not among them.
    """
    found = Agency.filter(merged_into_id=None)
    for word in q.split()[:8]:
        found = found.filter(
            Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__icontains=word)
        )
    return found.filter(kind=kind) if kind else found


async def agency_by_code(code: str, field: str = "agency") -> Agency:
    """The agency that scripts call so. Refuses (Invalid, naming the code) what is unknown."""
    return (await agencies_by_code([code], field))[code]


async def agencies_by_code(codes: Iterable[str], field: str = "agency") -> dict[str, Agency]:
    """Several agencies by their codes, in one query. Refuses (Invalid) unknown codes by name.

    The code of one that was merged leads to the one that stayed.
    """
    wanted = list(dict.fromkeys(codes))
    found = await known_agencies(wanted)
    if missing := [code for code in wanted if code not in found]:
        raise Invalid.field(
            field, _("Tidak ada instansi dengan kode {code}.").format(code=", ".join(missing))
        )
    return found


async def known_agencies(codes: Iterable[str]) -> dict[str, Agency]:
    """Those of these codes that lead to an agency, each with the agency it leads to."""
    rows = await Agency.filter(code__in=list(set(codes))).select_related("merged_into")
    return {row.code: row.merged_into or row for row in rows}


async def agency_meant(text: str, field: str = "agency") -> Agency:
    """The agency that somebody means who typed a code or a name.

    Refuses (Invalid) what is unknown, and a name that several bear, naming their codes.
    """
    said = text.strip()
    rows = (
        await Agency.filter(Q(code=said) | Q(code__iexact=said) | Q(name__iexact=said))
        .select_related("merged_into")
        .limit(20)
    ) or await agencies().filter(short_name__iexact=said).limit(20)
    exact = [row for row in rows if row.code == said]
    meant = {found.id: found for row in exact or rows for found in [row.merged_into or row]}
    if not meant:
        raise Invalid.field(
            field,
            _("Tidak ada instansi “{text}”. Ketik beberapa huruf, lalu pilih dari daftar.").format(
                text=said
            ),
        )
    if len(meant) > 1:
        codes = ", ".join(sorted(each.code for each in meant.values()))
        raise Invalid.field(
            field,
            _("Beberapa instansi bernama demikian. Tulis kodenya: {codes}.").format(codes=codes),
        )
    return next(iter(meant.values()))


async def find_agency(agency_id: UUID) -> Agency:
    """An agency with the one it belongs to and, where it was merged, the one that stayed."""
    found = Agency.filter(id=agency_id).select_related("parent", "merged_into")
    agency = await found.first()
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


async def agency_options(q: str = "", limit: int | None = None) -> list[tuple[str, str]]:
    """Agencies as (code, name), for a form to choose from."""
    found = agencies(q).order_by("precedence", "name")
    rows = await (found.limit(limit) if limit else found).values_list("code", "name")
    return [(str(code), str(name)) for code, name in rows]


async def kinds() -> dict[AgencyKind, int]:
    """How many agencies there are of each kind."""
    rows = await agencies().annotate(n=Count("id")).group_by("kind").values_list("kind", "n")
    found = {AgencyKind(kind): int(n) for kind, n in rows}
    return {kind: found[kind] for kind in AgencyKind if kind in found}


async def names_of(agency: Agency) -> list[AgencyName]:
    """The names that an agency bore before the present one, the last of them first."""
    return await AgencyName.filter(agency_id=agency.id).order_by("-valid_until")


async def names_on(agencies: Iterable[Agency], day: date) -> dict[UUID, str]:
    """The name that each of these agencies bore on a day, in one query."""
    found = {agency.id: agency.name for agency in agencies}
    rows = AgencyName.filter(agency_id__in=list(found), valid_until__gte=day)
    for row in await rows.order_by("-valid_until"):
        found[row.agency_id] = row.name
    return found


async def name_on(agency: Agency, day: date) -> str:
    """The name that an agency bore on a day; documents print the name of their day."""
    return (await names_on([agency], day))[agency.id]


async def children(agency: Agency, limit: int) -> tuple[list[Agency], int]:
    """Those that belong to an agency, the first of them, and how many there are."""
    found = agencies().filter(parent_id=agency.id)
    total = await found.count()
    return list(await found.order_by("precedence", "name").limit(limit)), total


async def region_names(codes: Iterable[str]) -> dict[str, str]:
    """The names that these codes of regions stand for today, in one query."""
    rows = await _regions_today().filter(code__in=list(set(codes))).values_list("code", "name")
    return {str(code): str(name) for code, name in rows}


async def region_options() -> list[tuple[str, str]]:
    """Every region of today as (code, name), for a form to choose from."""
    rows = await _regions_today().order_by("code").values_list("code", "name")
    return [(str(code), str(name)) for code, name in rows]


async def region_meant(text: str) -> str:
    """The code of the region that somebody means who typed a code or a name.

    Refuses (Invalid) what is neither; a code counts before its region is written down.
    """
    said = text.strip()
    if said.replace(".", "").isdigit() and len(said) <= 8:
        return said
    codes = await _regions_today().filter(name__iexact=said).limit(2).values_list("code", flat=True)
    if len(codes) != 1:
        raise Invalid.field(
            "region", _("Tulis kode wilayah, misalnya 64.71, atau namanya secara lengkap.")
        )
    return str(codes[0])


async def region_of_place(text: str) -> str:
    """The code of the region that a place lies in, by its name as people write it; "" if unknown.

    `Jakarta Selatan` is Kota Administrasi Jakarta Selatan. A name that a kabupaten and a kota of
    one province share is that province.
    """
    said = " ".join(text.split())
    if not said:
        return ""
    named = Q(name__iexact=said) | Q(name__iendswith=f" {said}")
    codes = await _regions_today().filter(named).limit(10).values_list("code", flat=True)
    if len(codes) == 1:
        return str(codes[0])
    provinces = {province_of(str(code)) for code in codes}
    return provinces.pop() if len(provinces) == 1 else ""


def _regions_today() -> QuerySet[Region]:
    day = today()
    return Region.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)
