"""What keepers of reference data do to regions: add, change, end, and load those of the list."""

import csv
import re
import unicodedata
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.database import new_id
from rakor.directory import queries, rules
from rakor.directory.models import Agency, Region
from rakor.directory.operations.agencies import path_below
from rakor.directory.operations.ground import DIRECTORY, blank, check_revision, given_of, once, save
from rakor.directory.rules import (
    ABBREVIATIONS,
    GOVERNMENTS,
    Keeper,
    RegionChanges,
    RegionFacts,
    RegionKind,
)
from rakor.errors import Conflict, Invalid, NotFound
from rakor.settings import settings
from rakor.words import _

LIST = "kabupaten-kota.csv"


async def add_region(facts: RegionFacts, *, by: Keeper) -> Region:
    """Add a region, possibly one that another was split into.

    Refuses (Invalid) a code that is none of its kind, and a province that is not known; Conflict
    when the code stands already from that day.
    """
    rules.check_may_keep_reference(by)
    rules.check_code(facts.code, facts.kind)
    rules.check_validity(facts.valid_from, facts.valid_until)
    above = await _province(facts)
    async with once(_known(facts.code)) as record:
        before = await _predecessor(facts.predecessor)
        ends = before is not None and facts.ends_predecessor
        if before is not None and ends:
            rules.check_validity(before.valid_from, facts.valid_from - timedelta(days=1))
            await save(before, {"valid_until": facts.valid_from - timedelta(days=1)})
        if await Region.filter(code=facts.code, valid_until=None).exists():
            raise _known(facts.code)
        region = await Region.create(**_columns(facts, above), predecessor=before)
        await record.entry(
            DIRECTORY,
            "region.added",
            by=by,
            subject=region.id,
            code=region.code,
            predecessor=before.code if before else None,
            ended=ends,
        )
    return region


def _columns(facts: RegionFacts, above: Region | None) -> dict[str, Any]:
    """What was told, and what a region has from its province."""
    return {
        **facts.model_dump(include={"code", "name", "kind", "valid_from", "valid_until"}),
        "unit": facts.unit or (above.unit if above else ""),
        "timezone": facts.timezone or (above.timezone if above else settings().timezone),
        "bps_code": facts.bps_code or "",
        "source": facts.source or "",
    }


async def change_region(
    region_id: UUID, changes: RegionChanges, *, revision: int | None = None, by: Keeper
) -> Region:
    """Change a region, or say its last day; code and kind stay, they are what it is."""
    rules.check_may_keep_reference(by)
    given = given_of(changes, empty=("unit", "valid_until", "predecessor", "bps_code", "source"))
    async with journal.transaction() as record:
        region = await Region.select_for_update().get_or_none(id=region_id)
        if region is None:
            raise NotFound(_("Wilayah ini tidak ada."))
        check_revision(region, revision)
        rules.check_validity(
            given.get("valid_from", region.valid_from),
            given.get("valid_until", region.valid_until),
        )
        if "predecessor" in given:
            before = await _predecessor(given.pop("predecessor"))
            await _check_line(region, before)
            given["predecessor_id"] = before.id if before else None
        await save(region, blank(given, but=("valid_until", "predecessor_id")))
        await record.entry(
            DIRECTORY,
            "region.changed",
            by=by,
            subject=region.id,
            code=region.code,
            changed=sorted(changes.model_fields_set),
        )
    return await queries.find_region(region.id)


async def _province(facts: RegionFacts) -> Region | None:
    """The province of a kabupaten or kota; a province has none above it, but needs its unit."""
    if facts.kind is RegionKind.PROVINCE:
        if facts.unit not in rules.UNITS:
            raise Invalid.field("unit", _("Pilih wilayah geografis provinsi ini."))
        return None
    code = rules.province_of(facts.code)
    found = await Region.filter(code=code, kind=RegionKind.PROVINCE).order_by("-valid_from").first()
    if found is None:
        raise Invalid.field("code", _("Tidak ada provinsi dengan kode {code}.").format(code=code))
    return found


async def _predecessor(region_id: UUID | None) -> Region | None:
    if region_id is None:
        return None
    found = await Region.select_for_update().get_or_none(id=region_id)
    if found is None:
        raise Invalid.field("predecessor", _("Wilayah asal ini tidak ada."))
    return found


async def _check_line(region: Region, before: Region | None) -> None:
    """Refuses (Invalid) a region that would come from itself."""
    above, seen = before, {region.id}
    while above is not None:
        if above.id in seen:
            raise Invalid.field("predecessor", _("Wilayah tidak dapat berasal dari dirinya."))
        seen.add(above.id)
        key = above.predecessor_id
        above = await Region.get_or_none(id=key) if key else None


def _known(code: str) -> Conflict:
    return Conflict(_("Kode {code} sudah dipakai wilayah lain.").format(code=code))


async def load_reference(*, agencies: bool = False, by: Keeper) -> tuple[int, int]:
    """Write down the 514 kabupaten and kota of the list, and the codes some of them had before.

    What is there already stays as it is, so it can be done again. With `agencies` each region of
    today gets its government as an agency, unless there is one. Tells how many regions and how many
    agencies are new.
    """
    rules.check_may_keep_reference(by)
    said = _list()
    async with once(Conflict(_("Daftar wilayah sedang dimuat orang lain."))) as record:
        made = await _load_regions(said)
        governments = await _load_governments() if agencies else []
        await record.entry(
            DIRECTORY, "regions.loaded", by=by, regions=len(made), agencies=len(governments)
        )
    return len(made), len(governments)


def _list() -> list[dict[str, str]]:
    path = files("rakor.directory") / "data" / LIST
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


async def _load_regions(said: list[dict[str, str]]) -> list[Region]:
    rows = await Region.all()
    provinces = {row.code: row for row in rows if row.kind is RegionKind.PROVINCE}
    known = {(row.code, row.valid_from): row for row in rows}
    made: list[Region] = []
    for line in said:
        province = provinces[line["province"]]
        since = date.fromisoformat(line["valid_from"] or province.valid_from.isoformat())
        if (line["code"], since) in known:
            continue
        before = None
        if line["predecessor"]:
            old = provinces[rules.province_of(line["predecessor"])]
            before = known.get((line["predecessor"], old.valid_from))
            if before is None:
                before = _row(line, old, line["predecessor"], old.valid_from)
                before.valid_until = since - timedelta(days=1)
                made.append(before)
        region = _row(line, province, line["code"], since)
        region.predecessor_id = before.id if before else None
        made.append(region)
    await Region.bulk_create(made, batch_size=200)
    return made


def _row(line: dict[str, str], province: Region, code: str, since: date) -> Region:
    return Region(
        id=new_id(),
        code=code,
        name=line["name"],
        kind=RegionKind(line["kind"]),
        unit=province.unit,
        timezone=line["timezone"],
        valid_from=since,
        source=line["source"][:160],
    )


async def _load_governments() -> list[Agency]:
    """An agency for each region of today that has none of its kind."""
    rows = await Agency.all().values_list("code", "region", "kind")
    codes = {code for code, _region, _kind in rows}
    governed = {(region, kind) for _code, region, kind in rows}
    made = []
    for region in await queries.regions_on():
        agency = _government(region)
        if (region.code, agency.kind) not in governed and agency.code not in codes:
            made.append(agency)
    await Agency.bulk_create(made, batch_size=200)
    return made


def _government(region: Region) -> Agency:
    """`PROV-KALTIM`, `KAB-PASER`, `KOTA-SERANG`: the government of a region as an agency."""
    key = new_id()
    short = ABBREVIATIONS.get(region.code, (region.name,))[0]
    if region.kind is RegionKind.PROVINCE:
        name, code = f"Provinsi {region.name}", f"PROV-{_slug(short)}"
    else:
        name = region.name
        short = name.replace("Kabupaten", "Kab.", 1)
        code = _slug(name.replace("Kabupaten", "Kab", 1).replace("Administrasi ", "", 1))
    return Agency(
        id=key,
        path=path_below(None, key),
        code=code[:40],
        name=f"Pemerintah {name}",
        short_name=short if region.kind is not RegionKind.PROVINCE else region.name,
        kind=GOVERNMENTS[region.kind],
        region=region.code,
        timezone=region.timezone,
    )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "-", plain.upper()).strip("-")
