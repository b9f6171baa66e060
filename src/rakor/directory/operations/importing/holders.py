"""Rows about who holds which office, under the same rules as an appointment on the page."""

from datetime import date
from typing import Any
from uuid import UUID

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.operations.importing.people import find
from rakor.directory.operations.importing.rows import Pace, Row, gently, judging
from rakor.directory.operations.importing.world import World
from rakor.directory.rules import Holding
from rakor.directory.rules.columns import plain
from rakor.directory.rules.importing import Change, Result
from rakor.directory.rules.rows import HolderRow, Masked
from rakor.errors import Invalid
from rakor.words import _

_FIELDS = {"valid_from": "since", "valid_until": "until"}


async def judge(world: World, rows: list[Row], pace: Pace) -> None:
    """Appoint in the order of days, so that whoever comes later ends whoever was before."""
    read: list[tuple[date, Row, HolderRow, dict[str, Any]]] = []
    for row in rows:
        row.report.name = ", ".join(filter(None, (row.key("title"), row.key("agency"))))
    async for row in pace.over(rows):
        with judging(row):
            facts, said = row.read(HolderRow)
            read.append((facts.since or date.min, row, facts, said))
    async for _since, row, facts, said in gently(sorted(read, key=lambda each: each[0])):
        with judging(row):
            _take(world, row, facts, said)


def _take(world: World, row: Row, facts: HolderRow, said: dict[str, Any]) -> None:
    agency = world.agency(facts.agency)
    rules.check_may_keep(world.by, agency)
    office = world.offices.get((agency.id, plain(facts.title)))
    if office is None:
        raise Invalid.field("title", _("Jabatan ini tidak ada di instansi itu."))
    person = _person(world, facts, said, agency.id)
    if not world.once(row, office.id, person.id, facts.since, name="since"):
        return
    row.report.name = f"{row.report.name}: {person.full_name}"
    terms = world.terms[office.id]
    held = next(
        (each for each in terms if (each.person_id, each.valid_from) == (person.id, facts.since)),
        None,
    )
    if held is not None:
        _correct(world, row, facts, said, held, agency)
    elif facts.since is None:
        raise Invalid.field("since", _("Tulis hari pertamanya."))
    else:
        _appoint(world, row, facts, facts.since, office, person, agency)


def _person(world: World, facts: HolderRow, said: dict[str, Any], agency_id: UUID) -> Person:
    mask = str(said["nip"]) if isinstance(said.get("nip"), Masked) else ""
    nip = "" if mask else facts.nip or ""
    if not (nip or facts.email or facts.name):
        raise Invalid.field("nip", _("Tulis NIP, surel, atau nama pemangkunya."))
    name, email = facts.name or "", facts.email or ""
    person = find(world, nip, email, name, agency_id, mask, elsewhere=True)
    if person is None or person.erased_at is not None:
        raise Invalid.field(
            "nip" if nip else "email" if facts.email else "name",
            _("Orang ini tidak ada di direktori atau di berkas ini."),
        )
    return person


def _appoint(
    world: World,
    row: Row,
    facts: HolderRow,
    since: date,
    office: Office,
    person: Person,
    agency: Agency,
) -> None:
    holding, decree = facts.holding or Holding.SUBSTANTIVE, facts.decree_number or ""
    rules.check_appointment(holding, since, facts.until, decree, agency.kind)
    terms = world.terms[office.id]
    giving = rules.placed(terms, holding, since, facts.until)
    for each, last in giving.ended:
        each.valid_until = last
        world.stock.change(each)
        row.report.changes.append(Change("ended", _name(world, each), last.isoformat()))
    for each in giving.removed:
        terms.remove(each)
        world.stock.remove(each)
        row.report.changes.append(Change("removed", _name(world, each), ""))
    held = OfficeHolder(
        id=new_id(),
        office_id=office.id,
        person_id=person.id,
        holding=holding,
        valid_from=since,
        valid_until=facts.until,
        decree_number=decree,
    )
    terms.append(held)
    world.stock.add(held)
    row.report.becomes(Result.NEW)


def _correct(
    world: World,
    row: Row,
    facts: HolderRow,
    said: dict[str, Any],
    held: OfficeHolder,
    agency: Agency,
) -> None:
    before = OfficeHolder(
        holding=held.holding, valid_from=held.valid_from, valid_until=held.valid_until
    )
    values: dict[str, Any] = {}
    if facts.holding is not None:
        values["holding"] = facts.holding
    if "until" in said:
        values["valid_until"] = facts.until
    if "decree_number" in said:
        values["decree_number"] = facts.decree_number or ""
    world.assign(held, row, values, _FIELDS)
    if not row.report.changes:
        return
    rules.check_appointment(
        held.holding, rules.first_day(held), held.valid_until, held.decree_number, agency.kind
    )
    others = [each for each in world.terms[held.office_id] if each.id != held.id]
    rules.check_fits(others, before, held)


def _name(world: World, held: OfficeHolder) -> str:
    person = world.person_of.get(held.person_id)
    return person.full_name if person else ""
