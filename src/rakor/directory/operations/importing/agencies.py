"""Rows about agencies: parents may come later in the file, and may not go in circles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from rakor.database import new_id
from rakor.directory import queries, rules
from rakor.directory.models import Agency, AgencyName
from rakor.directory.operations.guarding import refusal
from rakor.directory.operations.importing.rows import Pace, Row, judging, refuse_field
from rakor.directory.operations.importing.world import World
from rakor.directory.rules import AgencyKind
from rakor.directory.rules.rows import AgencyRow
from rakor.errors import Invalid
from rakor.settings import settings
from rakor.words import _

_FIELDS = {"parent_id": "parent"}


@dataclass(frozen=True, slots=True)
class _Before:
    """Where an agency stood before the file, which decides who may move it."""

    path: str
    self_kept: bool
    parent_id: UUID | None


async def judge(world: World, rows: list[Row], pace: Pace) -> None:
    """Compare every row with the agency of its code. New ones are known before any parent is."""
    before = {
        agency.id: _Before(agency.path, agency.self_kept, agency.parent_id)
        for agency in world.agency_of.values()
    }
    for row in rows:
        code = row.key("code")
        row.report.name = row.key("name") or code
        if code and code not in world.agencies:
            world.know_agency(Agency(id=new_id(), code=code, name=row.key("name"), path=""))
    below: list[tuple[Row, Agency]] = []
    async for row in pace.over(rows):
        with judging(row):
            if not world.once(row, row.key("code"), name="code"):
                continue
            agency = _agency(world, row)
            _take(world, row, agency)
            below.append((row, agency))
    _lay_paths(world, below)
    kept = [each for each in before.values() if each.self_kept]
    guarded = {before[key].path for key in world.guarded.values() if key in before}
    for row, agency in below:
        with judging(row):
            _check_rights(world, agency, before.get(agency.id))
            _check_may_lead(world, agency, before.get(agency.id), kept, guarded)
    await _remember_names(world, [agency for _row, agency in below])


def _agency(world: World, row: Row) -> Agency:
    agency = world.agencies.get(row.key("code"))
    if agency is None:
        raise Invalid.field("code", _("Kode wajib diisi."))
    if agency.merged_into_id:
        kept = world.agency(agency.code)
        raise Invalid.field(
            "code", _("Instansi ini sudah digabungkan ke {code}.").format(code=kept.code)
        )
    return agency


def _take(world: World, row: Row, agency: Agency) -> None:
    known = {"name": agency.name} if agency._saved_in_db else {}
    facts, said = row.read(AgencyRow, known)
    values: dict[str, Any] = {name: getattr(facts, name) for name in said if name != "code"}
    parent = values.pop("parent", None)
    if "parent" in said:
        values["parent_id"] = world.agency(parent, "parent").id if parent else None
    for name in {"region", "address"} & values.keys():
        values[name] = values[name] or ""
    for name, otherwise in _otherwise(facts).items():
        if values.get(name) is None and (name in values or not agency._saved_in_db):
            values[name] = otherwise
    world.assign(agency, row, values, _FIELDS)


def _otherwise(facts: AgencyRow) -> dict[str, Any]:
    """What an agency has of which nothing is told."""
    return {
        "short_name": facts.name if len(facts.name) <= 24 else facts.code,
        "kind": AgencyKind.OTHER,
        "timezone": settings().timezone,
        "precedence": 1000,
        "external_codes": {},
    }


def _lay_paths(world: World, below: list[tuple[Row, Agency]]) -> None:
    """Write anew what stands above each agency; refuses rows whose parents go in a circle."""
    row_of = {agency.id: row for row, agency in below}
    paths: dict[UUID, str] = {}
    for agency in world.agency_of.values():
        way: list[Agency] = []
        above: Agency | None = agency
        while above is not None and above.id not in paths and above not in way:
            way.append(above)
            above = world.agency_of.get(above.parent_id) if above.parent_id else None
        if above is not None and above.id not in paths:
            for each in way[way.index(above) :]:
                if each.id in row_of and not row_of[each.id].report.errors:
                    message = _("Induk instansi ini berputar kembali ke dirinya sendiri.")
                    refuse_field(row_of[each.id], "parent", message)
        for each in reversed(way):
            parent = world.agency_of.get(each.parent_id) if each.parent_id else None
            begin = paths.get(parent.id, "/") if parent else "/"
            paths[each.id] = f"{begin}{each.id}/"
            _move(world, each, parent, paths[each.id])


def _move(world: World, agency: Agency, parent: Agency | None, path: str) -> None:
    """What comes below an agency that keeps itself is kept by the same people from then on."""
    if agency.path != path:
        agency.path = path
        agency.self_kept = agency.self_kept or bool(parent and parent.self_kept)
        world.stock.change(agency)


def _check_rights(world: World, agency: Agency, before: _Before | None) -> None:
    """By where the agency stood and by where it goes; a new one only by where it goes."""
    rules.check_may_keep(world.by, before)
    rules.check_depth(agency.path)
    if agency.parent_id != (before.parent_id if before else None):
        above = world.agency_of.get(agency.parent_id) if agency.parent_id else None
        rules.check_may_keep(world.by, above)


def _check_may_lead(
    world: World,
    agency: Agency,
    before: _Before | None,
    kept: Iterable[_Before],
    guarded: Iterable[str],
) -> None:
    """What stands below an agency that moves goes with it: refuses (Forbidden) to take agencies
    that keep themselves, and people whose accounts others keep, into another line."""
    if before is None or agency.parent_id == before.parent_id:
        return
    for each in kept:
        if each.path.startswith(before.path):
            rules.check_may_keep(world.by, each)
    if any(path.startswith(before.path) for path in guarded):
        raise refusal()


async def _remember_names(world: World, agencies: list[Agency]) -> None:
    """A name that ends today is kept for the documents of its days."""
    today = queries.today()
    changed = [each.id for each in agencies if each._saved_in_db]
    stored = {each.id: each for each in await Agency.filter(id__in=changed)} if changed else {}
    renamed = [each for each in agencies if each.id in stored and stored[each.id].name != each.name]
    names = await AgencyName.filter(agency_id__in=[each.id for each in renamed])
    for agency in renamed:
        ends = [name.valid_until for name in names if name.agency_id == agency.id]
        last = rules.last_day_of_name(today, today, max(ends, default=None))
        if last is not None:
            world.stock.add(
                AgencyName(
                    id=new_id(),
                    agency_id=agency.id,
                    name=stored[agency.id].name,
                    short_name=stored[agency.id].short_name,
                    valid_until=last,
                )
            )
