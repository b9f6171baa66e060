"""What desks and links record. Each scan is one transaction and one line of the ledger."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tortoise.expressions import Q

from rakor import database, journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Head, Scan
from rakor.attendance.rules import Direction, Method, Outcome, Reason, Seen, WalkIn, Wish
from rakor.directory.models import Agency, Office
from rakor.errors import Conflict, Invalid
from rakor.invitations.models import Invitation
from rakor.invitations.operations import delegating
from rakor.invitations.queries import by_code, represented_by, titles
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Audience, Record
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import STATES, Action, Channel, State
from rakor.words import _


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What became of a scan: the line of the ledger, and the person it found, if any."""

    scan: Scan
    head: Head | None


@dataclass(frozen=True, slots=True)
class Found:
    """The head a scan is about, and what was known of it; `seen` is None when it is new."""

    head: Head
    seen: Seen | None = None

    @classmethod
    def known(cls, head: Head) -> "Found":
        return cls(head, Seen(head.room, head.online, head.last_out_at is not None))


async def check_in(meeting_id: UUID, wish: Wish, *, by: User) -> CheckIn:
    """Record that somebody came or left, as an officer at a desk sees it.

    The person is counted once, whichever desk, code or way they come by. A code that is unknown or
    withdrawn is kept in the ledger as refused. The same nonce is answered as it was the first time.
    Refuses (Conflict) meetings that are not held; a desk may begin before the day.
    """
    rules.check_wish(wish)
    async with journal.transaction() as record:
        await _queue(meeting_id)
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        if again := await _answered(meeting, wish.nonce):
            return again
        rules.check_open(meeting.state)
        if wish.walk_in is not None:
            guest = await _guest(meeting, wish.walk_in)
            return await _take(record, meeting, wish, guest, by=by)
        invitation = await _invited(meeting, wish)
        if invitation is None:
            unknown = Reason.UNKNOWN_CODE if wish.code else Reason.UNKNOWN_INVITATION
            return await _refuse(record, meeting, wish, unknown, by=by)
        if invitation.status is RsvpStatus.WITHDRAWN:
            return await _refuse(record, meeting, wish, Reason.WITHDRAWN, by=by)
        return await _take(record, meeting, wish, await _head_of(meeting, invitation), by=by)


async def join_online(invitation: Invitation) -> Meeting:
    """Record that an invited person enters by their own link, and tell them where to go.

    Refuses (Conflict) before the day, after the end, and where there is no link or the invitation
    was withdrawn. Entering again within the same minute is the same entry.
    """
    async with journal.transaction() as record:
        await _queue(invitation.meeting_id)
        meeting = await Meeting.get(id=invitation.meeting_id)
        await invitation.refresh_from_db(fields=["status"])
        if why := why_closed(meeting, invitation, record.at):
            raise Conflict(why, state=meeting.state.value)
        wish = Wish(
            nonce=f"join:{invitation.id}:{record.at:%Y%m%d%H%M}",
            invitation=invitation.id,
            channel=Channel.ONLINE,
        )
        if await _answered(meeting, wish.nonce) is None:
            found = await _head_of(meeting, invitation)
            await _take(record, meeting, wish, found, by=None, method=Method.LINK)
    return meeting


async def arrive(meeting_id: UUID, proof: str, code: str, *, by: User | None) -> Head:
    """Record that somebody sits in the room, by the code on its screen and by their invitation.

    The invitation is named by its check-in code, or is that of whoever is signed in. Refuses a
    screen's code that has changed since (NotFound), an invitation that is not of this meeting
    (Invalid), and (Conflict) days other than that of the meeting.
    """
    await queries.by_screen(meeting_id, proof)
    async with journal.transaction() as record:
        await _queue(meeting_id)
        meeting = await Meeting.get(id=meeting_id)
        if code:
            invitation = await by_code(meeting.id, rules.last_piece(code))
        else:
            invitation = await queries.invited_as(meeting.id, by) if by else None
        if invitation is None:
            raise Invalid.field("code", _("Kode ini bukan kode undangan rapat ini."))
        if why := why_not_today(meeting, invitation, record.at):
            raise Conflict(why, state=meeting.state.value)
        wish = Wish(
            nonce=f"arrive:{invitation.id}:{record.at:%Y%m%d%H%M}",
            invitation=invitation.id,
            channel=Channel.ROOM,
            device=_("Layar ruang rapat"),
        )
        found = await _head_of(meeting, invitation)
        if await _answered(meeting, wish.nonce) is None:
            await _take(record, meeting, wish, found, by=by, method=Method.LINK)
    return found.head


def why_not_today(meeting: Meeting, invitation: Invitation | None, now: datetime) -> str:
    """Why nobody records their own attendance in the room now; "" when they can."""
    return _why_not_now(meeting, invitation, now, _("Kehadiran dicatat pada hari rapat."))


def why_closed(meeting: Meeting, invitation: Invitation, now: datetime) -> str:
    """Why somebody cannot enter by their link now, as a sentence; "" when they can."""
    if not meeting.join_url.startswith(("https://", "http://")):
        return _("Rapat ini tidak mempunyai tautan daring.")
    return _why_not_now(meeting, invitation, now, _("Tautan daring dibuka pada hari rapat."))


def _why_not_now(meeting: Meeting, invitation: Invitation | None, now: datetime, early: str) -> str:
    if invitation is not None and invitation.status is RsvpStatus.WITHDRAWN:
        return _("Undangan ini sudah ditarik.")
    if meeting.state is State.FINISHED:
        return _("Rapat ini sudah selesai.")
    if meeting.state not in (State.SCHEDULED, State.IN_PROGRESS):
        return _("Rapat ini {state}.").format(state=_(STATES[meeting.state]).lower())
    begun = rules.has_begun(meeting.state, meeting.starts_at, meeting.timezone, now)
    return "" if begun else early


async def _queue(meeting_id: UUID) -> None:
    """Desks of a meeting wait for each other here, so that each counts what the others did.

    On SQLite the transaction itself is the queue.
    """
    if database.is_postgres():
        await Meeting.filter(id=meeting_id).select_for_update(no_key=True).only("id").first()


async def _answered(meeting: Meeting, nonce: str) -> CheckIn | None:
    scan = await Scan.get_or_none(meeting_id=meeting.id, nonce=nonce)
    if scan is None:
        return None
    return CheckIn(scan, await Head.get(id=scan.head_id) if scan.head_id else None)


async def _invited(meeting: Meeting, wish: Wish) -> Invitation | None:
    if wish.code:
        return await by_code(meeting.id, rules.last_piece(wish.code))
    return await Invitation.get_or_none(meeting_id=meeting.id, id=wish.invitation)


async def _head_of(meeting: Meeting, invitation: Invitation) -> Found:
    """The head of an invited person: the one already counted, else one that is not stored yet."""
    key = (
        f"person:{invitation.person_id}" if invitation.person_id else f"invitation:{invitation.id}"
    )
    if head := await Head.get_or_none(meeting_id=meeting.id, key=key):
        return Found.known(head)
    office = await Office.get_or_none(id=invitation.office_id) if invitation.office_id else None
    seats = await represented_by(invitation)
    # Whoever was sent counts for the agency that was asked, whichever their own is.
    sent = bool(seats) and invitation.delegated_from_id is not None
    agency_id = seats[0].agency_id if sent else invitation.agency_id
    agency = await Agency.get_or_none(id=agency_id) if agency_id else None
    title = office.title if office else invitation.office_title
    return Found(
        Head(
            meeting_id=meeting.id,
            key=key,
            invitation_id=invitation.id,
            person_id=invitation.person_id,
            agency_id=agency_id,
            name=invitation.name or title,
            office_title=title,
            agency_name=agency.name if agency else invitation.agency_name,
            representing=titles(seats)[:400],
            precedence=invitation.precedence,
        )
    )


async def _guest(meeting: Meeting, walk_in: WalkIn) -> Found:
    """The head of a guest. An agency that the directory knows by code or name counts as present."""
    agency = None
    if walk_in.agency:
        named = Q(code__iexact=walk_in.agency) | Q(name__iexact=walk_in.agency)
        named |= Q(short_name__iexact=walk_in.agency)
        row = await Agency.filter(named).order_by("code").select_related("merged_into").first()
        agency = (row.merged_into or row) if row else None
    name = agency.name if agency else walk_in.agency
    key = rules.guest_key(replace(walk_in, agency=name))
    if head := await Head.get_or_none(meeting_id=meeting.id, key=key):
        return Found.known(head)
    return Found(
        Head(
            meeting_id=meeting.id,
            key=key,
            agency_id=agency.id if agency else None,
            name=walk_in.name,
            office_title=walk_in.office,
            agency_name=name,
            walk_in=True,
        )
    )


async def _take(
    record: Record,
    meeting: Meeting,
    wish: Wish,
    found: Found,
    *,
    by: User | None,
    method: Method | None = None,
) -> CheckIn:
    """Apply a scan to a head; the counts are told to everyone only when they changed."""
    head, seen = found.head, found.seen
    outcome, reason = rules.judge(seen, wish.channel, wish.direction)
    if outcome is Outcome.REFUSED:
        return await _refuse(record, meeting, wish, reason, by=by)
    at = rules.moment(wish.at, record.at)
    if outcome is Outcome.ACCEPTED:
        if wish.direction is Direction.OUT:
            head.last_out_at = at
        else:
            head.first_at = min(head.first_at, at) if seen else at
            head.last_out_at = None
            head.room = head.room or wish.channel is Channel.ROOM
            head.online = head.online or wish.channel is Channel.ONLINE
        await head.save()
        if seen is None and head.representing and head.invitation_id:
            await delegating.arrived(await Invitation.get(id=head.invitation_id))
    scan = await _write(record, meeting, wish, outcome, reason, head, by=by, method=method)
    if wish.direction is Direction.IN and (seen is None or not seen.by(wish.channel)):
        await record.entry(
            meeting.id,
            queries.RECORDED,
            by=by,
            audience=Audience.PARTICIPANTS,
            attendance=await queries.counts(meeting.id),
        )
    return CheckIn(scan, head)


async def _refuse(
    record: Record, meeting: Meeting, wish: Wish, reason: Reason, *, by: User | None
) -> CheckIn:
    scan = await _write(record, meeting, wish, Outcome.REFUSED, reason, None, by=by, method=None)
    return CheckIn(scan, None)


async def _write(
    record: Record,
    meeting: Meeting,
    wish: Wish,
    outcome: Outcome,
    reason: Reason,
    head: Head | None,
    *,
    by: User | None,
    method: Method | None,
) -> Scan:
    return await Scan.create(
        meeting_id=meeting.id,
        head_id=head.id if head else None,
        channel=wish.channel,
        direction=wish.direction,
        outcome=outcome,
        reason=reason.value,
        method=(method or wish.method).value,
        device=wish.device,
        officer_id=by.id if by else None,
        nonce=wish.nonce,
        at=rules.moment(wish.at, record.at),
        recorded_at=record.at,
    )
