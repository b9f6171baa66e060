"""Reminding those invited: by itself when it is time, or because an organizer asks for it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid
from rakor.invitations.models import ReminderPlan
from rakor.invitations.operations import reminder_letters as letters
from rakor.invitations.queries import reminding as queries
from rakor.invitations.queries.reminding import Seat, Slot
from rakor.invitations.rules import Lead, ReminderKind
from rakor.invitations.rules.reminders import MINUTES_BEFORE, check_leads, goes_now, leads, purpose
from rakor.journal import Entry
from rakor.mail import outbox
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _

AT_ONCE = 100
NOTE_LIMIT = 1000
# Whoever presses the button twice, or after a colleague did, reminds nobody twice.
PAUSE = timedelta(minutes=10)
BY_HAND = frozenset({ReminderKind.ANSWER, ReminderKind.MEETING})


async def remind(now: datetime | None = None) -> int:
    """Write the reminders that are due, some at a time; tells how many.

    Whoever does the same at the same time finds them written: each has a purpose of its own.
    """
    now = now or datetime.now(UTC)
    found = await queries.slots(now)
    if not found:
        return 0
    zones = await queries.zones_in_use(found)
    written = 0
    for slot in found:
        if slot.is_open(zones, now):
            written += await _remind_of(slot, now)
    if written:
        outbox.wake()
    return written


async def _remind_of(slot: Slot, now: datetime) -> int:
    written, after = 0, None
    while True:
        rows = queries.unreminded(slot)
        seats, after = await queries.seats(rows, slot, after=after, limit=AT_ONCE)
        due = [
            seat
            for seat in seats
            if goes_now(slot.kind, slot.about, slot.minutes_before, seat.who, now=now)
        ]
        if due:
            written += await _write(slot, due, now)
        if after is None:
            return written


async def _write(slot: Slot, due: Sequence[Seat], now: datetime) -> int:
    """Write some of them, unless the meeting or their answers moved on meanwhile."""
    named = [(seat, purpose(seat.invitation.id, slot.kind, slot.about)) for seat in due]
    mails = await asyncio.to_thread(letters.write_all, slot, named, now)
    by_seat = {mail.subject_id: mail for mail in mails}
    async with journal.transaction() as record:
        if not await _still(slot.meeting):
            return 0
        ids = [seat.invitation.id for seat in due]
        rows = queries.unreminded(slot).filter(id__in=ids)
        before = {seat.invitation.id: seat.status for seat in due}
        seats, _more = await queries.seats(rows, slot)
        same = [s.invitation.id for s in seats if s.status is before[s.invitation.id]]
        if same:
            await outbox.enqueue([by_seat[key] for key in same])
            await _note(record, slot, len(same), by=None)
    return len(same)


async def _still(before: Meeting) -> bool:
    """Whether a meeting is as it was read; its row stays locked until the commit."""
    meeting = await Meeting.filter(id=before.id).select_for_update().get()
    same = (meeting.sequence, meeting.revision) == (before.sequence, before.revision)
    return same and meeting.state in queries.ON


async def _note(
    record: journal.Record, slot: Slot, count: int, *, by: User | None, note: str = ""
) -> None:
    await record.entry(
        slot.meeting.id,
        "reminders.sent",
        by=by,
        kind_of=slot.kind.value,
        about=slot.about,
        count=count,
        note=note,
    )


async def remind_now(
    meeting_id: UUID, kind: ReminderKind, note: str = "", *, by: User, now: datetime | None = None
) -> int:
    """Remind everybody at once, with a note: to answer, or to come; tells how many.

    Of a series it is the next day that they are reminded of. Refuses (Conflict) a meeting that is
    not ahead, one of which people were reminded just now, and Invalid a note that is too long.
    """
    now = now or datetime.now(UTC)
    _check_by_hand(kind, note)
    meeting = await find_for(Action.INVITE, meeting_id, by=by)
    slot = await _slot_by_hand(meeting, kind, now)
    seats, _more = await queries.seats(queries.reachable(meeting.id), slot)
    if not seats:
        raise Conflict(_("Tidak ada yang perlu diingatkan sekarang."))
    named = [(each, f"reminder:{each.invitation.id}:hand:{now:%Y%m%dT%H%M%SZ}") for each in seats]
    mails = await asyncio.to_thread(letters.write_all, slot, named, now, note)
    async with journal.transaction() as record:
        await locked(meeting_id, Action.INVITE, by=by)
        if not await _still(meeting):
            raise Conflict(_("Rapat ini baru saja diubah. Muat ulang halaman, lalu coba lagi."))
        await _check_pause(meeting_id, now)
        await outbox.enqueue(mails)
        await _note(record, slot, len(mails), by=by, note=note.strip())
    outbox.wake()
    return len(mails)


def _check_by_hand(kind: ReminderKind, note: str) -> None:
    if kind not in BY_HAND:
        raise Invalid.field("kind", _("Pilih siapa yang diingatkan."))
    if len(note) > NOTE_LIMIT:
        raise Invalid.field("note", _("Catatan paling panjang 1.000 huruf."))


async def _slot_by_hand(meeting: Meeting, kind: ReminderKind, now: datetime) -> Slot:
    sitting = await queries.next_sitting(meeting, now) if meeting.state in queries.ON else None
    if sitting is None:
        raise Conflict(_("Pengingat hanya untuk rapat terbit yang belum dimulai."))
    return Slot(sitting, kind, 0, sitting.starts_at)


async def _check_pause(meeting_id: UUID, now: datetime) -> None:
    """Refuses (Conflict) a second round right after one that somebody sent."""
    just_now = Entry.filter(stream=meeting_id, kind="reminders.sent", actor__not_isnull=True)
    if await just_now.filter(at__gt=now - PAUSE).exists():
        raise Conflict(_("Pengingat baru saja dikirim. Tunggu sepuluh menit."))


async def plan_reminders(
    meeting_id: UUID, wished: Sequence[Lead], *, by: User
) -> dict[ReminderKind, Lead]:
    """Say when the reminders of a meeting go, and which of them do; what is not named stays.

    Refuses (Invalid) less than five minutes and more than thirty days before.
    """
    check_leads(wished)
    async with journal.transaction() as record:
        await locked(meeting_id, Action.INVITE, by=by)
        before = leads((await queries.chosen_leads([meeting_id])).get(meeting_id, []))
        changed = [lead for lead in wished if before[lead.kind] != lead]
        await ReminderPlan.filter(
            meeting_id=meeting_id, kind__in=[lead.kind for lead in changed]
        ).delete()
        # What is as usual needs no row.
        rows = [_row(meeting_id, each) for each in changed if each != _usual(each.kind)]
        await ReminderPlan.bulk_create(rows)
        if changed:
            after = before | {lead.kind: lead for lead in changed}
            said = {k.value: v.minutes_before if v.active else None for k, v in after.items()}
            await record.entry(meeting_id, "reminders.planned", by=by, minutes_before=said)
    return before | {lead.kind: lead for lead in changed}


def _row(meeting_id: UUID, lead: Lead) -> ReminderPlan:
    return ReminderPlan(
        meeting_id=meeting_id,
        kind=lead.kind,
        minutes_before=lead.minutes_before,
        active=lead.active,
    )


def _usual(kind: ReminderKind) -> Lead:
    return Lead(kind, MINUTES_BEFORE[kind])
