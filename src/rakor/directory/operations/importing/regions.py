"""Rows about regions, each known by its code and its first day."""

from datetime import date, timedelta
from typing import Any

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.models import Region
from rakor.directory.operations.importing.rows import Pace, Row, judging
from rakor.directory.operations.importing.world import World
from rakor.directory.rules import RegionKind
from rakor.directory.rules.regions import CODES
from rakor.directory.rules.rows import RegionRow
from rakor.errors import Conflict, Invalid
from rakor.settings import settings
from rakor.words import _

_FIELDS = {"predecessor_id": "predecessor"}
_PLAIN = ("name", "timezone", "valid_until", "unit", "iso_code", "bps_code", "source")


async def judge(world: World, rows: list[Row], pace: Pace) -> None:
    """Compare every row with the region of its code; provinces are read before what is in them."""
    order = sorted(rows, key=lambda row: (len(row.key("code")), row.key("valid_from")))
    async for row in pace.over(order):
        row.report.name = " ".join(filter(None, (row.key("code"), row.key("name"))))
        with judging(row):
            rules.check_may_keep_reference(world.by)
            _take(world, row)


def _take(world: World, row: Row) -> None:
    facts, said = row.read(RegionRow)
    kind = facts.kind or _kind_of(facts.code)
    rules.check_code(facts.code, kind)
    province = _province(world, facts, kind)
    region = _known(world, facts)
    since = facts.valid_from or (region or province or facts).valid_from
    if since is None:
        raise Invalid.field("valid_from", _("Tulis hari pertamanya."))
    if not world.once(row, facts.code, since, name="code"):
        return
    values: dict[str, Any] = {name: getattr(facts, name) for name in said if name in _PLAIN}
    for name in {"unit", "iso_code", "bps_code", "source"} & values.keys():
        values[name] = values[name] or ""
    if region is None:
        region = Region(id=new_id(), code=facts.code, kind=kind, valid_from=since)
        zone = province.timezone if province else settings().timezone
        values.setdefault("unit", province.unit if province else "")
        values["timezone"] = values.get("timezone") or zone
        world.regions[facts.code].append(region)
    if kind is RegionKind.PROVINCE and values.get("unit", region.unit) not in rules.UNITS:
        raise Invalid.field("unit", _("Tulis unit geografis provinsi ini, misalnya ID-KA."))
    if "predecessor" in said:
        before = _predecessor(world, facts, region)
        values["predecessor_id"] = before.id if before else None
    if values.get("timezone", "") is None:
        del values["timezone"]
    world.assign(region, row, values, _FIELDS)
    rules.check_validity(region.valid_from, region.valid_until)
    _check_alone(world, region)


def _kind_of(code: str) -> RegionKind:
    for kind, pattern in CODES.items():
        if pattern.fullmatch(code):
            return kind
    raise Invalid.field("code", _("Ini bukan kode Kemendagri. Contoh: 64.71."))


def _province(world: World, facts: RegionRow, kind: RegionKind) -> Region | None:
    if kind is RegionKind.PROVINCE:
        return None
    code = rules.province_of(facts.code)
    if facts.province and facts.province != code:
        raise Invalid.field("province", _("Kode wilayah ini tidak diawali kode provinsi itu."))
    found = max(world.regions.get(code, ()), key=lambda each: each.valid_from, default=None)
    if found is None:
        raise Invalid.field("code", _("Tidak ada provinsi dengan kode {code}.").format(code=code))
    return found


def _known(world: World, facts: RegionRow) -> Region | None:
    """The region of that day; without a day the one that stands."""
    rows = world.regions.get(facts.code, [])
    if facts.valid_from is not None:
        return next((each for each in rows if each.valid_from == facts.valid_from), None)
    return next((each for each in rows if each.valid_until is None), None)


def _predecessor(world: World, facts: RegionRow, region: Region) -> Region | None:
    """What a region was before; a code of a kabupaten or kota that is not known had ended then."""
    if facts.predecessor is None:
        return None
    last = region.valid_from - timedelta(days=1)
    rows = [each for each in world.regions.get(facts.predecessor, ()) if each.valid_from <= last]
    if rows:
        return max(rows, key=lambda each: each.valid_from)
    above = world.regions.get(rules.province_of(facts.predecessor), [])
    province = min(above, key=lambda each: each.valid_from, default=None)
    kind = _kind_of(facts.predecessor)
    if province is None or kind is RegionKind.PROVINCE or province.valid_from > last:
        raise Invalid.field(
            "predecessor",
            _("Tidak ada wilayah {code} sebelum hari itu.").format(code=facts.predecessor),
        )
    before = Region(
        id=new_id(),
        code=facts.predecessor,
        name=facts.name,
        kind=kind,
        unit=province.unit,
        timezone=province.timezone,
        valid_from=province.valid_from,
        valid_until=last,
        source=facts.source or "",
    )
    world.regions[before.code].append(before)
    world.stock.add(before)
    return before


def _check_alone(world: World, region: Region) -> None:
    """A code names one region a day."""
    last = region.valid_until or date.max
    for other in world.regions[region.code]:
        ends = other.valid_until or date.max
        if other.id != region.id and other.valid_from <= last and ends >= region.valid_from:
            raise Conflict(_("Kode ini sudah dipakai pada hari-hari itu."))
