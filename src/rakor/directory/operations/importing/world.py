"""What the directory holds that a file speaks about, with what the file adds to it."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor import journal
from rakor.directory import queries
from rakor.directory.models import (
    Agency,
    Holiday,
    Office,
    OfficeHolder,
    OfficeKind,
    Person,
    PersonEmail,
    ProtocolRank,
    Region,
)
from rakor.directory.operations.ground import DIRECTORY
from rakor.directory.operations.guarding import Guarded, guarded
from rakor.directory.operations.importing.rows import Batch, Row, gently, refuse_field
from rakor.directory.rules import (
    AGENCY_KINDS,
    HOLDINGS,
    NIP_KINDS,
    OFFICE_LEVELS,
    REGION_KINDS,
    Keeper,
    mask_nip,
)
from rakor.directory.rules.calendar import HOLIDAY_KINDS, HolidayKind
from rakor.directory.rules.columns import plain
from rakor.directory.rules.importing import Change, FileKind, Result
from rakor.directory.rules.rows import masked
from rakor.errors import Invalid
from rakor.words import _

M = TypeVar("M", bound=Model)
_PART = 500  # rows read in one go, and keys asked for at once
_WORDS: dict[Any, str] = {
    **AGENCY_KINDS,
    **HOLDINGS,
    **NIP_KINDS,
    **OFFICE_LEVELS,
    **REGION_KINDS,
    **HOLIDAY_KINDS,
}


@dataclass(slots=True)
class Stock:
    """Rows that are to be written: new ones, changed ones, and appointments that never come."""

    new: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[type[Model], dict[UUID, Any]] = field(default_factory=lambda: defaultdict(dict))
    gone: dict[type[Model], set[UUID]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: Model) -> None:
        self.new[type(row)].append(row)

    def change(self, row: Model) -> None:
        """A row that is new anyway is written as it is in the end."""
        if row._saved_in_db:
            self.changed[type(row)][row.pk] = row

    def remove(self, row: Model) -> None:
        if row._saved_in_db:
            self.gone[type(row)].add(row.pk)
            self.changed[type(row)].pop(row.pk, None)
        else:
            self.new[type(row)] = [each for each in self.new[type(row)] if each.pk != row.pk]


@dataclass(slots=True)
class World:
    """The directory as it was at entry `top` of its journal, as far as a file needs it."""

    by: Keeper
    top: int = 0
    agencies: dict[str, Agency] = field(default_factory=dict)
    agency_of: dict[UUID, Agency] = field(default_factory=dict)
    offices: dict[tuple[UUID, str], Office] = field(default_factory=dict)
    by_nip: dict[str, Person] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    blank: Person = field(default_factory=Person)  # making one anew costs more than a copy
    person_of: dict[UUID, Person] = field(default_factory=dict)
    further: dict[UUID, list[PersonEmail]] = field(default_factory=lambda: defaultdict(list))
    guarded: Guarded = field(default_factory=dict)
    terms: dict[UUID, list[OfficeHolder]] = field(default_factory=lambda: defaultdict(list))
    regions: dict[str, list[Region]] = field(default_factory=lambda: defaultdict(list))
    holidays: dict[tuple[date, HolidayKind, str], Holiday] = field(default_factory=dict)
    kinds: list[OfficeKind] = field(default_factory=list)
    ranks: list[ProtocolRank] = field(default_factory=list)
    obvious: dict[tuple[Any, ...], tuple[OfficeKind | None, ProtocolRank | None]] = field(
        default_factory=dict
    )
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    stock: Stock = field(default_factory=Stock)

    def know_agency(self, agency: Agency) -> None:
        self.agencies[agency.code] = self.agency_of[agency.id] = agency

    def know_person(self, person: Person) -> None:
        self.person_of[person.id] = person
        if person.nip:
            self.by_nip[person.nip] = person
        if person.email:
            self.by_email[person.email] = person
        named = self.by_name[person.name.casefold()]
        if all(each.id != person.id for each in named):
            named.append(person)

    def agency(self, code: str, name: str = "agency") -> Agency:
        """The agency that is called so; the code of one that was merged leads to where it went."""
        found = self.agencies.get(code)
        if found is None:
            raise Invalid.field(name, _("Tidak ada instansi dengan kode {code}.").format(code=code))
        for _step in range(10):
            if found.merged_into_id is None:
                break
            found = self.agency_of[found.merged_into_id]
        return found

    def once(self, row: Row, *key: Any, name: str) -> bool:
        """Whether a row is the first with this key in its file; the others name both lines."""
        before = self.seen.setdefault((row.report.kind, *key), row.report.line)
        if before == row.report.line:
            return True
        refuse_field(
            row,
            name,
            _("Sama dengan baris {first}; baris {line} harus lain.").format(
                first=before, line=row.report.line
            ),
        )
        return False

    def assign(
        self, thing: Model, row: Row, values: dict[str, Any], fields: dict[str, str]
    ) -> None:
        """Set what differs, and write down old and new; a new row has nothing to compare."""
        report = row.report
        for name, new in values.items():
            old = getattr(thing, name)
            if old == new:
                continue
            setattr(thing, name, new)
            if thing._saved_in_db:
                shown = fields.get(name, name)
                report.changes.append(Change(shown, self.show(name, old), self.show(name, new)))
        if not thing._saved_in_db:
            report.becomes(Result.NEW)
            self.stock.add(thing)
        elif report.changes:
            report.becomes(Result.CHANGED)
            self.stock.change(thing)

    def note_further(self, row: Row, person: Person, address: str) -> None:
        """A further address is a change of whoever gets it."""
        if person._saved_in_db:
            row.report.changes.append(Change("other_emails", "", address))
            row.report.becomes(Result.CHANGED)
            self.stock.change(person)

    def show(self, name: str, value: Any) -> str:
        """A value as the report shows it: codes instead of keys, and never a whole NIP."""
        if value is None or value == "":
            return ""
        if name == "nip":
            return mask_nip(value)
        if isinstance(value, bool):
            return _("ya") if value else _("tidak")
        if isinstance(value, UUID):
            return self._named(value)
        if isinstance(value, Enum):
            return _(_WORDS[value])
        if isinstance(value, dict):
            return "; ".join(f"{key}={code}" for key, code in sorted(value.items()))
        return str(value)

    def _named(self, key: UUID) -> str:
        if key in self.agency_of:
            return self.agency_of[key].code
        if kind := next((kind for kind in self.kinds if kind.id == key), None):
            return kind.name
        every = (region for rows in self.regions.values() for region in rows)
        return next((region.code for region in every if region.id == key), "")


async def load_world(batch: Batch, by: Keeper) -> World:
    """Read what these rows may mean, in a number of queries that hardly grows with them."""
    world = World(by)
    _epoch, world.top = await journal.epoch_and_top(DIRECTORY)
    async for agency in _in_parts(Agency.all()):
        world.know_agency(agency)
    if FileKind.REGIONS in batch.rows:
        for region in await queries.all_regions():
            world.regions[region.code].append(region)
    if FileKind.HOLIDAYS in batch.rows:
        for holiday in await Holiday.all():
            world.holidays[holiday.day, holiday.kind, holiday.region] = holiday
    if FileKind.OFFICES in batch.rows:
        world.kinds, world.ranks = await queries.office_kinds(), await queries.ranks()
    await _load_offices(world, batch)
    await _load_people(world, batch)
    if {FileKind.AGENCIES, FileKind.PEOPLE} & batch.rows.keys():
        world.guarded = await guarded(Person.all(), by)
    return world


async def _load_offices(world: World, batch: Batch) -> None:
    rows = [*batch.rows.get(FileKind.OFFICES, ()), *batch.rows.get(FileKind.HOLDERS, ())]
    known = {world.agencies[code] for row in rows if (code := row.key("agency")) in world.agencies}
    ids = {agency.merged_into_id or agency.id for agency in known}
    async for office in _matching(Office, "agency_id", ids):
        world.offices[office.agency_id, plain(office.title)] = office
    if FileKind.HOLDERS not in batch.rows:
        return
    held = {office.id for office in world.offices.values()}
    async for term in _matching(OfficeHolder, "office_id", held):
        world.terms[term.office_id].append(term)
    holding = {term.person_id for terms in world.terms.values() for term in terms}
    await _know(world, "id", holding)


async def _load_people(world: World, batch: Batch) -> None:
    rows = [*batch.rows.get(FileKind.PEOPLE, ()), *batch.rows.get(FileKind.HOLDERS, ())]
    nips, addresses, names = set[str](), set[str](), set[str]()
    async for row in gently(rows):
        nip = row.key("nip")
        nips.add("".join(filter(str.isdigit, nip)))
        said = f"{row.key('email')};{row.key('other_emails')}".lower().split(";")
        addresses.update(each.strip() for each in said)
        if masked(nip) or not (nip or row.key("email")):
            names.add(row.key("name"))
    for each in (nips, addresses, names):
        each.discard("")
    await _know(world, "nip", nips)
    await _know(world, "email", addresses - world.by_email.keys())
    await _know(world, "name", names)
    owners: dict[str, UUID] = {}
    async for further in _matching(PersonEmail, "email", addresses):
        owners[further.email] = further.person_id
    await _know(world, "id", set(owners.values()) - world.person_of.keys())
    world.by_email |= {
        address: world.person_of[key] for address, key in owners.items() if key in world.person_of
    }
    async for further in _matching(PersonEmail, "person_id", world.person_of.keys()):
        world.further[further.person_id].append(further)


async def _know(world: World, column: str, values: set[Any]) -> None:
    async for person in _matching(Person, column, values):
        if person.erased_at is None or column == "id":
            world.know_person(person)


async def _in_parts(rows: QuerySet[M]) -> AsyncIterator[M]:
    """All rows of a table, some hundreds at a time, so that nobody waits long for the database."""
    last: UUID | None = None
    while True:
        part = await (rows.filter(id__gt=last) if last else rows).order_by("id").limit(_PART)
        for row in part:
            yield row
        if len(part) < _PART:
            return
        last = part[-1].pk


async def _matching(model: type[M], column: str, values: Iterable[Any]) -> AsyncIterator[M]:
    """The rows whose column is one of these, some hundreds of values at a time."""
    most = getattr(model._meta.fields_map[column], "max_length", None)
    # What is too long for the column is nowhere in it.
    wanted = [each for each in values if most is None or len(each) <= most]
    for begin in range(0, len(wanted), _PART):
        part = wanted[begin : begin + _PART]
        for row in await model.filter(**{f"{column}__in": part}):
            yield row
        await asyncio.sleep(0)
