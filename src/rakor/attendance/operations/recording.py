"""What desks and links record. Each scan is one transaction and one line of the ledger."""

from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Head
from rakor.attendance.operations.heads import guest_of, head_of
from rakor.attendance.operations.ledger import CheckIn, answered, queue, refuse, take
from rakor.attendance.rules import Admission, Method, Reason, WalkInPolicy, Wish
from rakor.errors import Conflict, Invalid
from rakor.invitations.models import Invitation
from rakor.invitations.queries import by_code
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import STATES, Action, Channel, State
from rakor.words import _


async def check_in(meeting_id: UUID, wish: Wish, *, by: User) -> CheckIn:
    """Record that somebody came or left, as an officer at a desk sees it.

    The person is counted once, whichever desk, code or way they come by. A code that is unknown or
    withdrawn is kept in the ledger as refused. The same nonce is answered as it was the first time.
    Refuses (Conflict) meetings that are not held; a desk may begin before the day.
    """
    rules.check_wish(wish)
    async with journal.transaction() as record:
        await queue(meeting_id)
        meeting = await find_for(Action.CHECK_IN, meeting_id, by=by)
        if again := await answered(meeting, wish.nonce):
            return again
        rules.check_open(meeting.state)
        if wish.walk_in is not None:
            plan = await queries.plan_of(meeting_id)
            guest = await guest_of(meeting, wish.walk_in, plan.walk_ins)
            if guest.head.admission is Admission.TURNED_AWAY:
                return await refuse(record, meeting, wish, Reason.TURNED_AWAY, by=by)
            if guest.is_new and plan.walk_ins is WalkInPolicy.REFUSE:
                return await refuse(record, meeting, wish, Reason.NO_WALK_INS, by=by)
            return await take(record, meeting, wish, guest, by=by)
        invitation = await _invited(meeting, wish)
        if invitation is None:
            unknown = Reason.UNKNOWN_CODE if wish.code else Reason.UNKNOWN_INVITATION
            return await refuse(record, meeting, wish, unknown, by=by)
        if invitation.status is RsvpStatus.WITHDRAWN:
            return await refuse(record, meeting, wish, Reason.WITHDRAWN, by=by)
        return await take(record, meeting, wish, await head_of(meeting, invitation), by=by)


async def join_online(invitation: Invitation) -> Meeting:
    """Record that an invited person enters by their own link, and tell them where to go.

    Refuses (Conflict) before the day, after the end, and where there is no link or the invitation
    was withdrawn. Entering again within the same minute is the same entry.
    """
    async with journal.transaction() as record:
        await queue(invitation.meeting_id)
        meeting = await Meeting.get(id=invitation.meeting_id)
        await invitation.refresh_from_db(fields=["status"])
        if why := why_closed(meeting, invitation, record.at):
            raise Conflict(why, state=meeting.state.value)
        wish = Wish(
            nonce=f"join:{invitation.id}:{record.at:%Y%m%d%H%M}",
            invitation=invitation.id,
            channel=Channel.ONLINE,
        )
        if await answered(meeting, wish.nonce) is None:
            found = await head_of(meeting, invitation)
            await take(record, meeting, wish, found, by=None, method=Method.LINK)
    return meeting


async def arrive(meeting_id: UUID, proof: str, code: str, *, by: User | None) -> Head:
    """Record that somebody sits in the room, by the code on its screen and by their invitation.

    The invitation is named by its check-in code, or is that of whoever is signed in. Refuses a
    screen's code that has changed since (NotFound), an invitation that is not of this meeting
    (Invalid), and (Conflict) days other than that of the meeting.
    """
    await queries.by_screen(meeting_id, proof)
    async with journal.transaction() as record:
        await queue(meeting_id)
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
        found = await head_of(meeting, invitation)
        if await answered(meeting, wish.nonce) is None:
            await take(record, meeting, wish, found, by=by, method=Method.LINK)
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


async def _invited(meeting: Meeting, wish: Wish) -> Invitation | None:
    if wish.code:
        return await by_code(meeting.id, rules.last_piece(wish.code))
    return await Invitation.get_or_none(meeting_id=meeting.id, id=wish.invitation)
