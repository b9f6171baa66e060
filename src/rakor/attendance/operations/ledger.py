"""Writing the ledger: one line at a time, and what it makes of a head and of the counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from rakor import database
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Head, Scan
from rakor.attendance.operations.heads import Found
from rakor.attendance.rules import Admission, Line, Method, Outcome, Presence, Reason, Wish
from rakor.invitations.models import Invitation
from rakor.invitations.operations import delegating
from rakor.journal import Audience, Record
from rakor.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What became of a scan: the line of the ledger, and the person it found, if any."""

    scan: Scan
    head: Head | None


async def queue(meeting_id: UUID) -> None:
    """Desks of a meeting wait for each other here, so that each counts what the others did.

    On SQLite the transaction itself is the queue.
    """
    if database.is_postgres():
        await Meeting.filter(id=meeting_id).select_for_update(no_key=True).only("id").first()


async def answered(meeting: Meeting, nonce: str) -> CheckIn | None:
    scan = await Scan.get_or_none(meeting_id=meeting.id, nonce=nonce)
    if scan is None:
        return None
    return CheckIn(scan, await Head.get(id=scan.head_id) if scan.head_id else None)


async def take(
    record: Record,
    meeting: Meeting,
    wish: Wish,
    found: Found,
    *,
    by: User | None,
    method: Method | None = None,
) -> CheckIn:
    """Write a scan of somebody, and say the counts to everyone where it changed them."""
    head = found.head
    plan = await queries.plan_of(meeting.id)
    least = timedelta(minutes=plan.least_online_minutes)
    lines = [] if found.is_new else await lines_of(head)
    scan = _scan(record, meeting, wish, head, by=by, method=method)
    before = rules.fold(lines, least_online=least)
    after = rules.fold([*lines, line_of(scan)], least_online=least)
    scan.outcome, reason = rules.judge(before, after, wish.direction)
    scan.reason = reason.value
    if scan.outcome is Outcome.REFUSED:
        scan.head_id = None
        await scan.save(force_create=True)
        return CheckIn(scan, None)
    if head.admission is Admission.HELD:
        scan.reason = Reason.HELD.value
    was = _told(None if found.is_new else head)
    apply(head, after)
    await head.save(force_create=found.is_new)
    await scan.save(force_create=True)
    if before is None and head.representing and head.invitation_id:
        await delegating.arrived(await Invitation.get(id=head.invitation_id))
    if was != _told(head):
        await tell_counts(record, meeting.id, by=by)
    return CheckIn(scan, head)


async def refuse(
    record: Record, meeting: Meeting, wish: Wish, reason: Reason, *, by: User | None
) -> CheckIn:
    """Write a scan that counts nothing, with the reason."""
    scan = _scan(record, meeting, wish, None, by=by, method=None)
    scan.outcome, scan.reason = Outcome.REFUSED, reason.value
    await scan.save(force_create=True)
    return CheckIn(scan, None)


async def refold(heads: Iterable[Head], *, least_online: timedelta) -> bool:
    """Make what is kept of heads anew from their lines; True when the counts are others now.

    For whatever touches the ledger otherwise than by one scan: corrections, reports, admissions,
    another rule of least time.
    """
    changed = False
    for head in heads:
        was = _told(head)
        apply(head, rules.fold(await lines_of(head), least_online=least_online))
        await head.save()
        changed = changed or was != _told(head)
    return changed


async def tell_counts(record: Record, meeting_id: UUID, *, by: User | None) -> None:
    """Say the counts as they are now to everybody who follows the meeting."""
    await record.entry(
        meeting_id,
        queries.RECORDED,
        by=by,
        audience=Audience.PARTICIPANTS,
        attendance=await queries.counts(meeting_id),
    )


def apply(head: Head, presence: Presence | None) -> None:
    """Keep on a head what its lines mean."""
    head.tally = rules.tally(presence, head.admission, companion=head.companion_of_id is not None)
    head.room = presence is not None and presence.room
    head.online = presence is not None and presence.online
    if presence is not None:
        head.first_at, head.last_out_at = presence.first_at, presence.last_out_at


async def lines_of(head: Head) -> list[Line]:
    """What the ledger holds of one person."""
    return [line_of(scan) for scan in await Scan.filter(head_id=head.id)]


def line_of(scan: Scan) -> Line:
    """One line of the ledger as the rules read it."""
    return Line(
        id=scan.id,
        at=scan.at,
        channel=scan.channel,
        direction=scan.direction,
        nonce=scan.nonce,
        method=Method(scan.method),
        outcome=scan.outcome,
        voids=scan.voids_id,
    )


def _told(head: Head | None) -> tuple[object, ...]:
    """What the counts depend on."""
    if head is None:
        return ()
    return head.tally, head.room, head.online, head.agency_id


def _scan(
    record: Record,
    meeting: Meeting,
    wish: Wish,
    head: Head | None,
    *,
    by: User | None,
    method: Method | None,
) -> Scan:
    return Scan(
        meeting_id=meeting.id,
        head_id=head.id if head else None,
        channel=wish.channel,
        direction=wish.direction,
        outcome=Outcome.ACCEPTED,
        method=(method or wish.method).value,
        device=wish.device,
        officer_id=by.id if by else None,
        nonce=wish.nonce,
        at=rules.moment(wish.at, record.at),
        recorded_at=record.at,
    )
