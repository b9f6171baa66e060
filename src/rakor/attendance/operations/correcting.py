"""Corrections of the ledger: nothing in it is changed, a further line says what no longer holds."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Device, Head, Scan
from rakor.attendance.operations.ledger import queue, refold, tell_counts
from rakor.attendance.rules import Method, Outcome
from rakor.errors import Conflict, Invalid, NotFound
from rakor.journal import Audience, Record
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _

CORRECTED = "attendance.corrected"


async def correct(meeting_id: UUID, scan_id: UUID, reason: str, *, by: User) -> Scan:
    """Take a line of the ledger back with a reason; of a correction: put back what it took.

    Refuses (NotFound) lines of other meetings, (Conflict) what was taken back already or counted
    nothing, and (Invalid) an empty reason.
    """
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        scan = await queries.scan_of(meeting, scan_id)
        if scan is None:
            raise NotFound(_("Baris ini tidak ada dalam catatan kehadiran rapat ini."))
        return await void(record, meeting, scan, reason, by=by)


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
    reason = " ".join(reason.split())
    if not reason:
        raise Invalid.field("reason", _("Tulis alasan koreksi ini."))
    if scan.outcome is Outcome.REFUSED or scan.head_id is None:
        raise Conflict(_("Baris ini tidak menghitung siapa pun, jadi tidak perlu dibatalkan."))
    if await _is_void(scan):
        raise Conflict(_("Baris ini sudah dibatalkan."))
    line = await Scan.create(
        meeting_id=meeting.id,
        head_id=scan.head_id,
        channel=scan.channel,
        direction=scan.direction,
        outcome=Outcome.ACCEPTED,
        method=Method.CORRECTION.value,
        device=device.name if device else "",
        enrolled_id=device.id if device else None,
        officer_id=by.id,
        nonce=nonce or f"correction:{uuid4().hex}",
        at=rules.moment(at, record.at),
        recorded_at=record.at,
        voids_id=scan.id,
        note=reason[:500],
    )
    await _tell(record, meeting, [scan.head_id], line, by=by)
    return line


async def _is_void(scan: Scan) -> bool:
    """Whether a correction that stands takes this line back."""
    lines = await Scan.filter(head_id=scan.head_id)
    by_id = {line.id: line for line in lines}

    def stands(key: UUID) -> bool:
        return not any(stands(line.id) for line in lines if line.voids_id == key)

    return scan.id not in by_id or not stands(scan.id)


async def _tell(
    record: Record, meeting: Meeting, heads: list[UUID], line: Scan, *, by: User
) -> None:
    plan = await queries.plan_of(meeting.id)
    least = timedelta(minutes=plan.least_online_minutes)
    rows = await Head.filter(id__in=heads)
    changed = await refold(rows, least_online=least)
    await record.entry(
        meeting.id,
        CORRECTED,
        by=by,
        audience=Audience.STAFF,
        subject=rows[0].person_id,
        scan=line.id,
        voids=line.voids_id,
        heads=heads,
        reason=line.note,
    )
    if changed:
        await tell_counts(record, meeting.id, by=by)
