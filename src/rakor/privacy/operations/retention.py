"""Periods, legal holds, and destruction lists: proposed, approved by another, carried out."""

import re
from datetime import UTC, datetime
from uuid import UUID

from tortoise.models import Model
from tortoise.transactions import in_transaction

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance.models import Head, Nominee
from rakor.directory.models import Person
from rakor.errors import Conflict, Invalid, NotFound
from rakor.meetings.models import Meeting
from rakor.privacy import queries
from rakor.privacy.models import (
    Destruction,
    DestructionBatch,
    DestructionLine,
    LegalHold,
    RetentionRule,
)
from rakor.privacy.operations.ground import PRIVACY
from rakor.privacy.rules import retention as rules
from rakor.privacy.rules.erasure import NOBODY, NOWHERE
from rakor.privacy.rules.requests import check_says_why
from rakor.privacy.rules.retention import DestructionState, Kind, RuleChanges
from rakor.words import _

_KEY = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


async def set_rule(kind: Kind, changes: RuleChanges, *, by: User) -> RetentionRule:
    """Set how long a kind of record is kept. Refuses (Invalid) what this kind cannot be."""
    queries.check_officer(by)
    rules.check_rule(kind, changes)
    values = changes.model_dump()
    async with journal.transaction() as record:
        await record.entry(
            PRIVACY,
            "retention.changed",
            by=by,
            record_kind=kind.value,
            months=changes.months,
            disposal=changes.disposal.value,
            held=changes.held,
        )
        rule, made = await RetentionRule.get_or_create(defaults=values, kind=kind)
        if not made:
            rule.update_from_dict(values)
            rule.revision += 1
            await rule.save()
    return rule


async def place_hold(of: str, reason: str, *, by: User) -> LegalHold:
    """Keep the data of a meeting or a person from being destroyed until the hold is lifted.

    `of` is a key, or the address of a page that holds one. Refuses (Invalid) what is neither.
    """
    queries.check_officer(by)
    found = _KEY.search(of)
    key = UUID(found[0]) if found else None
    meeting = await Meeting.get_or_none(id=key) if key else None
    person = await Person.get_or_none(id=key) if key and not meeting else None
    if meeting is None and person is None:
        raise Invalid.field("of", _("Tempel alamat halaman rapat atau halaman orang."))
    async with journal.transaction() as record:
        hold = await LegalHold.create(
            meeting=meeting,
            person=person,
            reason=reason,
            placed_at=record.at,
            placed_by_id=by.id,
        )
        await record.entry(PRIVACY, "legal_hold.placed", by=by, subject=key, hold=str(hold.id))
    return hold


async def lift_hold(hold_id: UUID, *, by: User) -> None:
    """End a legal hold. Refuses (NotFound) one that is not in force."""
    queries.check_officer(by)
    async with journal.transaction() as record:
        hold = await LegalHold.select_for_update().get_or_none(id=hold_id, lifted_at=None)
        if hold is None:
            raise NotFound(_("Penahanan ini sudah berakhir."))
        hold.lifted_at = record.at
        await hold.save(update_fields=["lifted_at"])
        subject = hold.meeting_id or hold.person_id
        await record.entry(PRIVACY, "legal_hold.lifted", by=by, subject=subject, hold=str(hold.id))


async def propose_destruction(*, by: User) -> Destruction:
    """Write down what is past its time as a list; nothing is destroyed before another approves it.

    Refuses (Conflict) when nothing is, or while another list waits.
    """
    queries.check_officer(by)
    async with journal.transaction() as record:
        # The entry locks the stream, so of two who propose at once the second sees the first.
        number = await queries.next_number()
        await record.entry(PRIVACY, "destruction.proposed", by=by, number=number)
        if await queries.open_destruction():
            raise Conflict(_("Masih ada daftar pemusnahan yang belum selesai."))
        found = [due for due in await queries.dry_run(record.at) if due.count]
        if not found:
            raise Conflict(_("Tidak ada data yang sudah lewat masa simpannya."))
        destruction = await Destruction.create(
            number=await queries.next_number(), proposed_at=record.at, proposed_by_id=by.id
        )
        for due in found:
            await DestructionLine.create(
                destruction=destruction,
                kind=due.rule.kind,
                disposal=due.rule.disposal,
                months=due.rule.months,
                basis=due.rule.basis,
                until=due.until,
                due=due.count,
            )
    return destruction


async def approve_destruction(destruction_id: UUID, *, by: User) -> Destruction:
    """Let a list be carried out, as the second officer. Refuses (Forbidden) whoever proposed it."""
    return await _decide(destruction_id, DestructionState.APPROVED, "", by=by)


async def refuse_destruction(destruction_id: UUID, answer: str, *, by: User) -> Destruction:
    """Let a list not be carried out, with a reason. Whoever proposed it may take it back so."""
    check_says_why(answer)
    return await _decide(destruction_id, DestructionState.REFUSED, answer, by=by)


async def _decide(key: UUID, state: DestructionState, answer: str, *, by: User) -> Destruction:
    queries.check_officer(by)
    async with journal.transaction() as record:
        destruction = await Destruction.select_for_update().get_or_none(id=key)
        if destruction is None:
            raise NotFound(_("Daftar pemusnahan ini tidak ada."))
        rules.check_waits(destruction.state)
        if state is DestructionState.APPROVED:
            rules.check_second(destruction.proposed_by_id, by.id)
        destruction.state, destruction.answer = state, answer.strip()
        destruction.decided_at, destruction.decided_by_id = record.at, by.id
        await destruction.save()
        await record.entry(PRIVACY, f"destruction.{state.value}", by=by, number=destruction.number)
    return destruction


async def carry_out() -> int:
    """Carry out the lists that were approved, batch by batch; tells how many rows it destroyed.

    A batch and its marks are one transaction, so a crash loses nothing and repeats nothing.
    """
    count = 0
    for destruction in await Destruction.filter(state=DestructionState.APPROVED):
        for line in await DestructionLine.filter(destruction_id=destruction.id).order_by("id"):
            while done := await _destroy_some(line):
                count += done
        await _finish(destruction)
    return count


async def _destroy_some(line: DestructionLine) -> int:
    async with in_transaction():
        locked = await DestructionLine.filter(id=line.id).select_for_update().get()
        if (await queries.rule_of(line.kind)).held:
            return 0
        rows = (
            await (await queries.due_rows(line.kind, line.until)).order_by("id").limit(rules.BATCH)
        )
        if not rows:
            return 0
        keys = [row.pk for row in rows]
        await _dispose(line.kind, type(rows[0]), keys)
        await DestructionBatch.create(
            line_id=line.id, at=datetime.now(UTC), marks=[rules.mark(key) for key in keys]
        )
        locked.done += len(keys)
        await locked.save(update_fields=["done"])
    return len(keys)


_BLANK: dict[Kind, dict[str, object]] = {
    Kind.OUTGOING_MAIL: {"message": b"", "to_address": "", "to_name": "", "detail": ""},
    Kind.INCOMING_MAIL: {
        "message": b"",
        "from_address": "",
        "subject": "",
        "recipients": "",
        "message_id": "",
        "verdicts": [],
    },
    Kind.RSVP_COMMENT: {"comment": ""},
    Kind.SCAN_DEVICE: {"device": ""},
    Kind.ONLINE_VISIT: {"name": NOBODY, "email": ""},
}


async def _dispose(kind: Kind, model: type[Model], keys: list[UUID]) -> None:
    rows = model.filter(id__in=keys)
    if kind in _BLANK:
        await rows.update(**_BLANK[kind])
    elif kind is Kind.WALK_IN:
        for key in keys:
            await Head.filter(id=key).update(name=NOBODY, key=f"erased:{key}")
    elif kind is Kind.NOMINATION:
        for key in keys:
            await Nominee.filter(id=key).update(email=f"{key}{NOWHERE}")
    else:
        await rows.delete()


async def _finish(destruction: Destruction) -> None:
    async with journal.transaction() as record:
        locked = await Destruction.filter(id=destruction.id).select_for_update().get()
        if locked.state is not DestructionState.APPROVED:
            return
        locked.state, locked.finished_at = DestructionState.DONE, record.at
        await locked.save()
        lines = await DestructionLine.filter(destruction_id=destruction.id)
        await record.entry(
            PRIVACY,
            "destruction.completed",
            by=None,
            number=locked.number,
            counts={line.kind.value: line.done for line in lines},
        )
