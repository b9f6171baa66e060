"""Corrections of the ledger: nothing in it is changed, a further line says what no longer holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Device, Head, Scan
from rakor.attendance.operations.heads import Found, head_of
from rakor.attendance.operations.ledger import queue, refold, take, tell_counts
from rakor.attendance.rules import Method, Outcome, Wish
from rakor.errors import Conflict, Invalid, NotFound
from rakor.invitations.models import Invitation
from rakor.journal import Audience, Record
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _

CORRECTED = "attendance.corrected"


@dataclass(frozen=True, slots=True)
class Instead:
    """What a line should have said: somebody else, or another moment. Nothing: it is taken back."""

    invitation: UUID | None = None
    head: UUID | None = None
    at: datetime | None = None

    def __bool__(self) -> bool:
        return any((self.invitation, self.head, self.at))


NOTHING_INSTEAD = Instead()


async def correct(
    meeting_id: UUID,
    scan_id: UUID,
    reason: str,
    *,
    instead: Instead = NOTHING_INSTEAD,
    by: User,
) -> Scan:
    """Take a line of the ledger back with a reason, and write what it should have said.

    A correction that is taken back puts back what it took. A line that is moved to somebody else
    keeps its moment. Refuses (NotFound) lines and people of other meetings, (Conflict) what was
    taken back already or counted nothing, and what makes no sense for the other person, and
    (Invalid) an empty reason and moments to come.
    """
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        scan = await queries.scan_of(meeting, scan_id)
        if scan is None:
            raise NotFound(_("Baris ini tidak ada dalam catatan kehadiran rapat ini."))
        if not instead:
            return await void(record, meeting, scan, reason, by=by)
        return await _replace(record, meeting, scan, reason, instead, by=by)


async def void(
    record: Record,
    meeting: Meeting,
    scan: Scan,
    reason: str,
    *,
    by: User,
    nonce: str = "",
    at: datetime | None = None,
    device: Device | None = None,
) -> Scan:
    """Write the line that takes another one back, and tell what that changes."""
    line = _line(record, scan, await _checked(scan, reason), by=by)
    if nonce:
        line.nonce = nonce
    if device is not None:
        line.device, line.enrolled_id = device.name, device.id
    line.at = rules.moment(at, record.at)
    if await _write(meeting, line):
        await tell_counts(record, meeting.id, by=by)
    await _entry(record, line, [scan.head_id], by=by)
    return line


async def _replace(
    record: Record, meeting: Meeting, scan: Scan, reason: str, instead: Instead, *, by: User
) -> Scan:
    if not rules.may_change(scan.voids_id is not None, Method(scan.method)):
        raise Conflict(_("Baris ini hanya dapat dibatalkan, tidak diubah."))
    if instead.at is not None and instead.at > record.at:
        raise Invalid.field("at", _("Waktu ini belum tiba."))
    found = await _whom(meeting, scan, instead)
    line = _line(record, scan, await _checked(scan, reason), by=by)
    changed = await _write(meeting, line)
    wish = Wish(
        nonce=f"correction:{uuid4().hex}",
        invitation=found.head.invitation_id,
        channel=scan.channel,
        direction=scan.direction,
        at=instead.at or scan.at,
        device=scan.device,
        enrolled=scan.enrolled_id,
    )
    top = record.tops.get(meeting.id)
    done = await take(record, meeting, wish, found, by=by, method=Method(scan.method))
    if done.head is None:
        raise Conflict(_(rules.REASONS[rules.Reason(done.scan.reason)]))
    done.scan.note = line.note
    await done.scan.save(update_fields=["note"])
    if changed and found.head.id != scan.head_id and record.tops.get(meeting.id) == top:
        await tell_counts(record, meeting.id, by=by)
    await _entry(record, line, [scan.head_id, done.head.id], by=by)
    return done.scan


async def _whom(meeting: Meeting, scan: Scan, instead: Instead) -> Found:
    if instead.invitation is not None:
        invitation = await Invitation.get_or_none(meeting_id=meeting.id, id=instead.invitation)
        if invitation is None:
            raise NotFound(_("Undangan ini bukan undangan rapat ini."))
        return await head_of(meeting, invitation)
    key = instead.head or scan.head_id
    head = await Head.get_or_none(meeting_id=meeting.id, id=key) if key else None
    if head is None:
        raise NotFound(_("Orang ini tidak ada dalam catatan kehadiran rapat ini."))
    return Found(head, is_new=False)


async def _checked(scan: Scan, reason: str) -> str:
    """Why a line is taken back, as it is kept."""
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid.field("reason", _("Tulis alasan koreksi ini."))
    if scan.outcome is Outcome.REFUSED or scan.head_id is None:
        raise Conflict(_("Baris ini tidak menghitung siapa pun, jadi tidak perlu dibatalkan."))
    if scan.id in await queries.struck([scan]):
        raise Conflict(_("Baris ini sudah dibatalkan."))
    return reason[:500]


def _line(record: Record, scan: Scan, reason: str, *, by: User) -> Scan:
    return Scan(
        meeting_id=scan.meeting_id,
        head_id=scan.head_id,
        channel=scan.channel,
        direction=scan.direction,
        outcome=Outcome.ACCEPTED,
        method=Method.CORRECTION.value,
        officer_id=by.id,
        nonce=f"correction:{uuid4().hex}",
        at=record.at,
        recorded_at=record.at,
        voids_id=scan.id,
        note=reason,
    )


async def _write(meeting: Meeting, line: Scan) -> bool:
    """Write the line; True when the counts are others now."""
    await line.save(force_create=True)
    least = timedelta(minutes=(await queries.plan_of(meeting.id)).least_online_minutes)
    return await refold(await Head.filter(id=line.head_id), least_online=least)


async def _entry(record: Record, line: Scan, heads: list[UUID | None], *, by: User) -> None:
    about = await Head.get(id=heads[0])
    await record.entry(
        line.meeting_id,
        CORRECTED,
        by=by,
        audience=Audience.STAFF,
        subject=about.person_id,
        scan=line.id,
        voids=line.voids_id,
        heads=list(dict.fromkeys(heads)),
        reason=line.note,
    )
