"""Incidents: recorded, told to people and to the authority in 3×24 hours, closed with measures."""

from datetime import UTC
from uuid import UUID

from rakor import journal, words
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.errors import Conflict, Invalid, Moved
from rakor.mail import outbox
from rakor.privacy import queries
from rakor.privacy.models import Breach, BreachSubject
from rakor.privacy.operations.ground import PRIVACY, language_of, write_to
from rakor.privacy.rules import breaches as rules
from rakor.privacy.rules.breaches import BreachFacts, BreachState, Notices
from rakor.words import _


async def record_breach(facts: BreachFacts, *, by: User) -> Breach:
    """Write down an incident; its clock runs from the moment it was found."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        rules.check_found(facts.found_at, record.at)
        breach = await Breach.create(
            **facts.model_dump(exclude={"found_at"}),
            found_at=facts.found_at.astimezone(UTC),
            recorded_at=record.at,
            recorded_by_id=by.id,
        )
        await record.entry(PRIVACY, "breach.recorded", by=by, subject=breach.id)
    return breach


async def change_breach(
    breach_id: UUID, facts: BreachFacts, *, revision: int | None = None, by: User
) -> Breach:
    """Add what became known. Refuses (Conflict) a closed incident, (Moved) an older view of it."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        breach = await _locked(breach_id)
        if revision is not None and revision != breach.revision:
            raise Moved(_("Sementara itu data ini sudah diubah. Muat ulang, lalu ulangi."))
        rules.check_found(facts.found_at, record.at)
        breach.update_from_dict(facts.model_dump())
        breach.found_at = facts.found_at.astimezone(UTC)
        breach.revision += 1
        await breach.save()
        await record.entry(PRIVACY, "breach.changed", by=by, subject=breach.id)
    return breach


async def add_affected(breach_id: UUID, addresses: list[str], *, by: User) -> int:
    """Name the people whose data was affected, by their addresses; tells how many were new.

    Refuses (Invalid) addresses that nobody here has, by name.
    """
    queries.check_officer(by)
    wanted = list(
        dict.fromkeys(address.strip().lower() for address in addresses if address.strip())
    )
    people = {each.email: each for each in await Person.filter(email__in=wanted)}
    if missing := [address for address in wanted if address not in people]:
        said = _("Tidak ada orang dengan alamat {addresses}.")
        raise Invalid.field("addresses", said.format(addresses=", ".join(missing[:5])))
    async with journal.transaction() as record:
        breach = await _locked(breach_id)
        known = await BreachSubject.filter(breach_id=breach.id).values_list("person_id", flat=True)
        named = {UUID(str(key)) for key in known}
        new = [each for each in people.values() if each.id not in named]
        await BreachSubject.bulk_create(
            [BreachSubject(breach_id=breach.id, person_id=each.id) for each in new]
        )
        for each in new:
            await record.entry(
                PRIVACY, "breach.affected", by=by, subject=each.id, breach=str(breach.id)
            )
    return len(new)


async def save_notices(breach_id: UUID, notices: Notices, *, by: User) -> Breach:
    """Keep the two notices as the officer worded them."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        breach = await _locked(breach_id)
        breach.to_subjects, breach.to_authority = notices.to_subjects, notices.to_authority
        breach.revision += 1
        await breach.save()
        await record.entry(PRIVACY, "breach.drafted", by=by, subject=breach.id)
    return breach


async def tell_subjects(breach_id: UUID, *, by: User) -> int:
    """Write to everybody affected who was not written to yet; tells how many letters.

    Refuses (Conflict) before the notice is worded, or while nobody is named.
    """
    queries.check_officer(by)
    told = 0
    async with journal.transaction() as record:
        breach = await _locked(breach_id)
        if not breach.to_subjects:
            raise Conflict(_("Simpan dahulu kata-kata pemberitahuan."))
        rows = await BreachSubject.filter(breach_id=breach.id, told_at=None).select_related(
            "person"
        )
        if not rows:
            raise Conflict(_("Belum ada orang yang perlu diberi tahu."))
        for row in rows:
            with words.speaking(language_of(row.person)):
                subject = _("Pemberitahuan: kegagalan pelindungan data pribadi")
            paragraphs = breach.to_subjects.split("\n\n")
            purpose = f"privacy.breach:{row.id}"
            if await write_to(record, row.person, purpose, subject, paragraphs):
                row.told_at = record.at
                await row.save(update_fields=["told_at"])
                told += 1
        breach.subjects_told_at = breach.subjects_told_at or record.at
        breach.revision += 1
        await breach.save()
        await record.entry(PRIVACY, "breach.subjects_told", by=by, subject=breach.id, letters=told)
    outbox.wake()
    return told


async def tell_authority(breach_id: UUID, *, by: User) -> Breach:
    """Write down that the authority was told, by the letter that the officer sent."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        breach = await _locked(breach_id)
        if breach.authority_told_at:
            raise Conflict(_("Pemberitahuan kepada lembaga sudah tercatat."))
        breach.authority_told_at = record.at
        breach.revision += 1
        await breach.save()
        await record.entry(PRIVACY, "breach.authority_told", by=by, subject=breach.id)
    return breach


async def close_breach(breach_id: UUID, measures: str, *, by: User) -> Breach:
    """Close an incident with what was done about it.

    Refuses (Conflict) before the authority and, unless nobody is affected, the people know.
    """
    queries.check_officer(by)
    async with journal.transaction() as record:
        breach = await _locked(breach_id)
        somebody = breach.people != 0 or await BreachSubject.exists(breach_id=breach.id)
        if not breach.authority_told_at or (somebody and not breach.subjects_told_at):
            raise Conflict(_("Beri tahu dahulu lembaga dan orang yang terkena."))
        breach.state, breach.closed_at = BreachState.CLOSED, record.at
        breach.measures = measures
        breach.revision += 1
        await breach.save()
        await record.entry(PRIVACY, "breach.closed", by=by, subject=breach.id)
    return breach


async def _locked(breach_id: UUID) -> Breach:
    await queries.find_breach(breach_id)
    breach = await Breach.filter(id=breach_id).select_for_update().get()
    rules.check_open(breach.state)
    return breach
