"""What people do to the directory. Each act is one transaction and one entry in its journal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import Agency, Office, OfficeHolder, Person
from rakor.directory.rules import (
    AgencyChanges,
    AgencyFacts,
    Holding,
    Keeper,
    OfficeChanges,
    OfficeFacts,
    OwnFacts,
    PersonChanges,
    PersonFacts,
)
from rakor.errors import Conflict, Invalid, Moved, NotFound
from rakor.settings import settings
from rakor.web.reading import checked
from rakor.web.shapes import Shape
from rakor.words import _

DIRECTORY = journal.stream_of("directory")


async def add_agency(facts: AgencyFacts, *, by: Keeper) -> Agency:
    """Add an agency. Refuses (Conflict) a code that another agency has."""
    rules.check_may_keep_agencies(by)
    parent = await queries.agency_by_code(facts.parent, "parent") if facts.parent else None
    async with _once(_code_taken(facts.code)) as record:
        agency = await Agency.create(
            code=facts.code,
            name=facts.name,
            short_name=facts.short_name or _shortened(facts),
            kind=facts.kind,
            parent=parent,
            region=facts.region or "",
            timezone=facts.timezone or settings().timezone,
        )
        await record.entry(DIRECTORY, "agency.added", by=by, agency=agency.id, code=agency.code)
    return agency


async def change_agency(
    agency_id: UUID, changes: AgencyChanges, *, revision: int | None = None, by: Keeper
) -> Agency:
    """Change an agency. Records of past meetings keep the name of their day."""
    rules.check_may_keep_agencies(by)
    given = _given(changes, empty=("parent", "region"))
    async with _once(_code_taken(changes.code or "")) as record:
        agency = await Agency.select_for_update().get_or_none(id=agency_id)
        if agency is None:
            raise NotFound(_("Instansi ini tidak ada."))
        _check_revision(agency, revision)
        if "parent" in given:
            parent = await _parent(agency, given.pop("parent"))
            agency.parent_id = parent.id if parent else None
        await _save(agency, {**given, "region": given.get("region", agency.region) or ""})
        await record.entry(
            DIRECTORY,
            "agency.changed",
            by=by,
            agency=agency.id,
            changed=sorted(changes.model_fields_set),
        )
    return await queries.find_agency(agency.id)


async def add_person(facts: PersonFacts, *, by: Keeper) -> Person:
    """Add a person. Refuses a known address (Conflict) and a NIP that cannot be (Invalid)."""
    rules.check_may_add_person(by)
    nip = rules.check_nip(facts.nip or "")
    agency = await queries.agency_by_code(facts.agency) if facts.agency else None
    async with _once(_address_taken(facts.email)) as record:
        person = await Person.create(
            name=facts.name,
            prefix_titles=facts.prefix_titles or "",
            suffix_titles=facts.suffix_titles or "",
            email=facts.email,
            phone=facts.phone or "",
            nip=nip,
            agency=agency,
        )
        await record.entry(DIRECTORY, "person.added", by=by, person=person.id)
    return person


async def find_or_add_person(
    email: str, name: str, agency: Agency | None = None, *, by: Keeper = None
) -> Person:
    """Whoever has this address: an address that is known is that person, by whatever name."""
    address = email.strip().lower()
    known = await Person.get_or_none(email=address).select_related("agency")
    if known is not None:
        return known
    said = {"name": name, "email": address, "agency": agency.code if agency else None}
    try:
        return await add_person(checked(PersonFacts, said), by=by)
    except Conflict:
        # Somebody else added the same address at this moment.
        return await Person.get(email=address).select_related("agency")


async def change_person(
    person_id: UUID, changes: PersonChanges, *, revision: int | None = None, by: Keeper
) -> Person:
    """Change what the directory says about a person, titles included."""
    rules.check_may_keep(by)
    given = _given(
        changes, empty=("prefix_titles", "suffix_titles", "email", "phone", "nip", "agency")
    )
    if "nip" in given:
        given["nip"] = rules.check_nip(given["nip"] or "")
    if "agency" in given:
        code = given.pop("agency")
        given["agency_id"] = (await queries.agency_by_code(code)).id if code else None
    async with _once(_address_taken(changes.email)) as record:
        person = await _locked_person(person_id)
        _check_revision(person, revision)
        await _save(person, _blank(given, but=("email", "agency_id")))
        await record.entry(
            DIRECTORY,
            "person.changed",
            by=by,
            person=person.id,
            changed=sorted(changes.model_fields_set),
        )
    await person.fetch_related("agency")
    return person


async def change_own(facts: OwnFacts, *, by: rules.Reader) -> Person:
    """Change how one is printed oneself, and one's own language and zone."""
    async with journal.transaction() as record:
        person = await _locked_person(by.id)
        values = facts.model_dump()
        await _save(person, {name: value or "" for name, value in values.items()})
        await record.entry(
            DIRECTORY, "person.changed", by=by, person=person.id, changed=sorted(values)
        )
    return person


async def add_office(facts: OfficeFacts, *, by: Keeper) -> Office:
    """Add an office, with who holds it. Refuses (Conflict) a title the agency has already."""
    rules.check_may_keep(by)
    agency = await queries.agency_by_code(facts.agency)
    async with _once(_title_taken(facts.title)) as record:
        office = await Office.create(
            title=facts.title,
            agency=agency,
            level=facts.level,
            precedence=_precedence(facts.precedence, facts.level),
        )
        await record.entry(DIRECTORY, "office.added", by=by, office=office.id)
        if facts.holder:
            await appoint(office.id, facts.holder, facts.holding, by=by)
    return office


async def change_office(
    office_id: UUID, changes: OfficeChanges, *, revision: int | None = None, by: Keeper
) -> Office:
    """Change an office, or who holds it from today on."""
    rules.check_may_keep(by)
    given = _given(changes, empty=("level", "holder"))
    holder_given, holder = "holder" in given, given.pop("holder", None)
    given.pop("holding", None)
    async with _once(_title_taken(changes.title or "")) as record:
        office = await _locked_office(office_id)
        _check_revision(office, revision)
        await _save(office, given)
        await record.entry(
            DIRECTORY,
            "office.changed",
            by=by,
            office=office.id,
            changed=sorted(changes.model_fields_set),
        )
        if holder_given and holder:
            await appoint(office.id, holder, changes.holding, by=by)
        elif holder_given:
            await _end_before(office, queries.today(), tuple(Holding))
            await record.entry(DIRECTORY, "office.vacated", by=by, office=office.id)
    await office.fetch_related("agency")
    return office


async def appoint(
    office_id: UUID,
    person_id: UUID,
    holding: Holding = Holding.SUBSTANTIVE,
    *,
    since: date | None = None,
    until: date | None = None,
    by: Keeper,
) -> OfficeHolder:
    """Let a person hold an office from a day on (today when not said).

    Whoever held it before ends the day before; only a Plh. stands beside the substantive holder,
    whose absence is temporary. Refuses (Invalid) an end before the beginning.
    """
    rules.check_may_keep(by)
    first = since or queries.today()
    rules.check_span(first, until)
    async with journal.transaction() as record:
        office = await _locked_office(office_id)
        person = await Person.get_or_none(id=person_id)
        if person is None:
            raise Invalid.field("holder", _("Orang ini tidak ada di direktori."))
        aside = holding is Holding.ACTING_TEMPORARY
        await _end_before(office, first, (Holding.ACTING_TEMPORARY,) if aside else tuple(Holding))
        held = await OfficeHolder.create(
            office=office, person=person, holding=holding, valid_from=first, valid_until=until
        )
        await record.entry(
            DIRECTORY,
            "office.appointed",
            by=by,
            office=office.id,
            person=person.id,
            holding=holding.value,
            since=first.isoformat(),
        )
    return held


async def _end_before(office: Office, day: date, holdings: tuple[Holding, ...]) -> None:
    """Nobody of these holds the office from that day on; one that had not begun never was."""
    for held in await OfficeHolder.filter(office_id=office.id, holding__in=list(holdings)):
        if held.valid_until and held.valid_until < day:
            continue
        if held.valid_from and held.valid_from >= day:
            await held.delete()
        else:
            held.valid_until = day - timedelta(days=1)
            await held.save(update_fields=["valid_until"])


async def _parent(agency: Agency, code: str | None) -> Agency | None:
    """The new parent; refuses (Invalid) one that belongs to the agency itself."""
    if not code:
        return None
    parent = await queries.agency_by_code(code, "parent")
    above: Agency | None = parent
    while above is not None:
        if above.id == agency.id:
            raise Invalid.field("parent", _("Instansi tidak dapat berinduk pada dirinya sendiri."))
        above = await Agency.get_or_none(id=above.parent_id) if above.parent_id else None
    return parent


async def _locked_person(person_id: UUID) -> Person:
    person = await Person.select_for_update().get_or_none(id=person_id)
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori."))
    return person


async def _locked_office(office_id: UUID) -> Office:
    office = await Office.select_for_update().get_or_none(id=office_id)
    if office is None:
        raise NotFound(_("Jabatan ini tidak ada di direktori."))
    return office


def _given(changes: Shape, *, empty: tuple[str, ...]) -> dict[str, Any]:
    """What was said; `null` leaves as it is what cannot be empty."""
    said = changes.model_dump(exclude_unset=True)
    return {name: value for name, value in said.items() if value is not None or name in empty}


def _blank(given: dict[str, Any], *, but: tuple[str, ...]) -> dict[str, Any]:
    return {name: value if name in but else value or "" for name, value in given.items()}


async def _save(row: Agency | Person | Office, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.revision += 1
    await row.save()


def _check_revision(row: Agency | Person | Office, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise Moved(
            _("Sementara itu data ini sudah diubah. Muat ulang, lalu ulangi perubahan Anda."),
            revision=row.revision,
        )


def _precedence(said: int | None, level: rules.OfficeLevel | None) -> int:
    if said is not None:
        return said
    return rules.LEVEL_PRECEDENCE[level] if level else 1000


def _shortened(facts: AgencyFacts) -> str:
    return facts.name if len(facts.name) <= 24 else facts.code


@asynccontextmanager
async def _once(refusal: Conflict) -> AsyncIterator[journal.Record]:
    """One act, in which the database decides who was first when two say the same."""
    try:
        async with journal.transaction() as record:
            yield record
    except IntegrityError:
        raise refusal from None


def _code_taken(code: str) -> Conflict:
    return Conflict(
        _(
            "Kode {code} sudah dipakai instansi lain. Ubah instansi itu, atau pilih kode lain."
        ).format(code=code)
    )


def _address_taken(email: str | None) -> Conflict:
    return Conflict(
        _(
            "Alamat {email} sudah tercatat di direktori. Ubah orang itu, atau pakai alamat lain."
        ).format(email=email)
    )


def _title_taken(title: str) -> Conflict:
    return Conflict(_("Jabatan “{title}” sudah ada di instansi ini.").format(title=title))
