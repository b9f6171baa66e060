"""What people do to the people of the directory, themselves included."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.database import new_id
from rakor.directory import queries, rules
from rakor.directory.models import Agency, Person, PersonEmail
from rakor.directory.operations.ground import DIRECTORY, blank, check_revision, given_of, once, save
from rakor.directory.operations.guarding import check_may_lead
from rakor.directory.rules import Keeper, NipKind, OwnFacts, PersonChanges, PersonFacts
from rakor.errors import Conflict, NotFound
from rakor.web.reading import checked
from rakor.words import _

EMPTY = (
    "prefix_titles", "suffix_titles", "email", "phone", "nip", "agency", "locale", "timezone"
)  # fmt: skip


async def add_person(facts: PersonFacts, *, by: Keeper) -> Person:
    """Add a person. Refuses (Conflict) an address or NIP somebody has, (Invalid) an impossible NIP.

    Whoever holds it is told to nobody who may not see that person.
    """
    rules.check_may_add_person(by)
    kind = facts.nip_kind or NipKind.PNS
    nip = rules.check_nip(facts.nip or "", kind)
    email, others = rules.addresses_of(facts.email, facts.other_emails)
    agency = await queries.agency_by_code(facts.agency) if facts.agency else None
    key = new_id()
    async with once(_just_taken()) as record:
        # The entry comes first: it locks the directory's stream, so that nobody else gives
        # somebody the same address or NIP between the look and the write.
        await record.entry(DIRECTORY, "person.added", by=by, subject=key)
        await _check_free(key, [email, *others], nip, by)
        person = await Person.create(
            id=key,
            name=facts.name,
            prefix_titles=facts.prefix_titles or "",
            suffix_titles=facts.suffix_titles or "",
            email=email,
            phone=facts.phone or "",
            nip=nip,
            nip_kind=kind,
            agency=agency,
            locale=facts.locale or "",
            timezone=facts.timezone or "",
        )
        await _keep_others(person, others)
    await person.fetch_related("other_emails")
    return person


async def find_or_add_person(
    email: str, name: str, agency: Agency | None = None, *, by: Keeper = None
) -> Person:
    """Whoever has this address: an address that is known is that person, by whatever name."""
    known = await queries.person_by_address(email)
    if known is not None:
        return known
    address = email.strip().lower()
    said = {"name": name, "email": address, "agency": agency.code if agency else None}
    try:
        return await add_person(checked(PersonFacts, said), by=by)
    except Conflict:
        # Somebody else added the same address at this moment.
        known = await queries.person_by_address(address)
        if known is None:
            raise
        return known


async def change_person(
    person_id: UUID, changes: PersonChanges, *, revision: int | None = None, by: Keeper
) -> Person:
    """Change what the directory says about a person: titles, addresses, number, agency.

    Refuses (Conflict) what belongs to somebody else, and people whose data was erased;
    (Forbidden) another address or agency of somebody whose account others keep.
    """
    rules.check_may_keep(by)
    given = given_of(changes, empty=EMPTY)
    if "agency" in given:
        code = given.pop("agency")
        agency = await queries.agency_by_code(code) if code else None
        rules.check_may_keep(by, agency)
        given["agency_id"] = agency.id if agency else None
    async with once(_just_taken()) as record:
        await record.entry(
            DIRECTORY,
            "person.changed",
            by=by,
            subject=person_id,
            changed=sorted(changes.model_fields_set),
        )
        person = await locked_person(person_id)
        rules.check_may_keep(by, person.agency)
        rules.check_not_erased(person.erased_at)
        check_revision(person, revision)
        if {"nip", "nip_kind"} & set(given):
            kind = given.get("nip_kind", person.nip_kind)
            given["nip"] = rules.check_nip(given.get("nip", person.nip) or "", kind)
        others = given.pop("other_emails", None)
        if others is None:
            others = [each.email for each in person.other_emails]
        email, others = rules.addresses_of(given.get("email", person.email), others)
        if _leads_elsewhere(person, email, others, given):
            await check_may_lead(Person.filter(id=person.id), by)
        await _check_free(person.id, [email, *others], given.get("nip", ""), by)
        await _keep_others(person, others, but=email)
        await save(person, blank(given, but=("email", "agency_id", "nip_kind")))
        await _keep_others(person, others)
    await person.fetch_related("agency", "other_emails")
    return person


def _leads_elsewhere(
    person: Person, email: str | None, others: Sequence[str], given: dict[str, Any]
) -> bool:
    """Whether letters to a person go elsewhere from now on, or others keep them."""
    known = {person.email, *(each.email for each in person.other_emails)}
    moves = given.get("agency_id", person.agency_id) != person.agency_id
    return moves or email != person.email or not known.issuperset(others)


async def add_address(
    person_id: UUID, email: str, *, revision: int | None = None, by: Keeper
) -> Person:
    """Write down a further address; it is the one letters go to where there was none."""
    person = await _with_addresses(person_id, by)
    if person.email is None:
        changes = PersonChanges(email=email)
    else:
        known = [each.email for each in person.other_emails]
        changes = checked(PersonChanges, {"other_emails": [*known, email]})
    return await change_person(person_id, changes, revision=revision or person.revision, by=by)


async def remove_address(
    person_id: UUID, email: str, *, revision: int | None = None, by: Keeper
) -> Person:
    """Forget an address. Refuses (NotFound) one that the person does not have, and (Invalid) the
    main one while there are others: choose another first."""
    person = await _with_addresses(person_id, by)
    known = [each.email for each in person.other_emails]
    if email == person.email:
        changes = PersonChanges(email=None)
    elif email in known:
        changes = PersonChanges(other_emails=[each for each in known if each != email])
    else:
        raise NotFound(_("Alamat ini tidak tercatat pada orang ini."))
    return await change_person(person_id, changes, revision=revision or person.revision, by=by)


async def prefer_address(
    person_id: UUID, email: str, *, revision: int | None = None, by: Keeper
) -> Person:
    """Let letters go to a further address from now on; the one before becomes a further one."""
    person = await _with_addresses(person_id, by)
    known = [each.email for each in person.other_emails]
    if email not in known:
        raise NotFound(_("Alamat ini tidak tercatat pada orang ini."))
    others = [*filter(None, [person.email]), *known]
    changes = PersonChanges(email=email, other_emails=others)
    return await change_person(person_id, changes, revision=revision or person.revision, by=by)


async def change_own(facts: OwnFacts, *, by: rules.Reader) -> Person:
    """Change how one is printed oneself, and one's own language and zone."""
    async with journal.transaction() as record:
        person = await locked_person(by.id)
        rules.check_not_erased(person.erased_at)
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
    await person.fetch_related("agency", "other_emails")
    return person


async def _with_addresses(person_id: UUID, by: Keeper) -> Person:
    """The person with their addresses; whoever may not change them is told nothing about these."""
    rules.check_may_keep(by)
    person = (
        await Person.get_or_none(id=person_id)
        .select_related("agency")
        .prefetch_related("other_emails")
    )
    if person is None:
        raise NotFound(_("Orang ini tidak ada di direktori."))
    rules.check_may_keep(by, person.agency)
    return person


async def _check_free(
    person_id: UUID, addresses: Sequence[str | None], nip: str, by: Keeper
) -> None:
    """Refuses (Conflict) addresses and a NIP that somebody else has."""
    known = await queries.people_by_address(filter(None, addresses))
    for address, person in known.items():
        if person.id != person_id:
            raise _address_taken(address)
    if not nip:
        return
    bearer = await Person.filter(nip=nip).exclude(id=person_id).select_related("agency").first()
    if bearer is None:
        return
    if by is None or rules.sees_private(by, bearer.id, bearer.agency):
        raise Conflict(_("NIP ini sudah tercatat pada {name}.").format(name=bearer.full_name))
    raise Conflict(_("NIP ini sudah tercatat pada orang lain di direktori."))


async def _keep_others(person: Person, others: Sequence[str], *, but: str | None = None) -> None:
    """Further addresses are these from now on; with `but`, only make room for the main one."""
    known = await PersonEmail.filter(person_id=person.id)
    for row in known:
        if row.email not in others or row.email == but:
            await row.delete()
    if but is None:
        kept = {row.email for row in known}
        for email in others:
            if email not in kept:
                await PersonEmail.create(person_id=person.id, email=email)


def _address_taken(email: str) -> Conflict:
    return Conflict(
        _(
            "Alamat {email} sudah tercatat di direktori. Ubah orang itu, atau pakai alamat lain."
        ).format(email=email)
    )


def _just_taken() -> Conflict:
    return Conflict(_("Alamat atau NIP ini baru saja dicatat orang lain. Periksa, lalu ulangi."))
