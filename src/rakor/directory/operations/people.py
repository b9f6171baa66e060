"""What people do to the people of the directory, themselves included."""

from uuid import UUID

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import Agency, Person
from rakor.directory.operations.ground import DIRECTORY, blank, check_revision, given_of, once, save
from rakor.directory.rules import Keeper, OwnFacts, PersonChanges, PersonFacts
from rakor.errors import Conflict, NotFound
from rakor.web.reading import checked
from rakor.words import _


async def add_person(facts: PersonFacts, *, by: Keeper) -> Person:
    """Add a person. Refuses a known address (Conflict) and a NIP that cannot be (Invalid)."""
    rules.check_may_add_person(by)
    nip = rules.check_nip(facts.nip or "")
    agency = await queries.agency_by_code(facts.agency) if facts.agency else None
    async with once(_address_taken(facts.email)) as record:
        person = await Person.create(
            name=facts.name,
            prefix_titles=facts.prefix_titles or "",
            suffix_titles=facts.suffix_titles or "",
            email=facts.email,
            phone=facts.phone or "",
            nip=nip,
            agency=agency,
        )
        await record.entry(DIRECTORY, "person.added", by=by, subject=person.id)
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
    given = given_of(
        changes, empty=("prefix_titles", "suffix_titles", "email", "phone", "nip", "agency")
    )
    if "nip" in given:
        given["nip"] = rules.check_nip(given["nip"] or "")
    if "agency" in given:
        code = given.pop("agency")
        agency = await queries.agency_by_code(code) if code else None
        rules.check_may_keep(by, agency)
        given["agency_id"] = agency.id if agency else None
    async with once(_address_taken(changes.email)) as record:
        person = await locked_person(person_id)
        rules.check_may_keep(by, person.agency)
        check_revision(person, revision)
        await save(person, blank(given, but=("email", "agency_id")))
        await record.entry(
            DIRECTORY,
            "person.changed",
            by=by,
            subject=person.id,
            changed=sorted(changes.model_fields_set),
        )
    await person.fetch_related("agency")
    return person


async def change_own(facts: OwnFacts, *, by: rules.Reader) -> Person:
    """Change how one is printed oneself, and one's own language and zone."""
    async with journal.transaction() as record:
        person = await locked_person(by.id)
        values = facts.model_dump()
        await save(person, {name: value or "" for name, value in values.items()})
        await record.entry(
            DIRECTORY, "person.changed", by=by, subject=person.id, changed=sorted(values)
        )
    return person


async def locked_person(person_id: UUID) -> Person:
    person = await Person.select_for_update().get_or_none(id=person_id)
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori."))
    await person.fetch_related("agency")
    return person


def _address_taken(email: str | None) -> Conflict:
    return Conflict(
        _(
            "Alamat {email} sudah tercatat di direktori. Ubah orang itu, atau pakai alamat lain."
        ).format(email=email)
    )
