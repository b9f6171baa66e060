"""Who is asked to single days of a series: guests of one day, and days somebody is left out of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tortoise.expressions import F

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.invitations import queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.operations.inviting import invite
from rakor.invitations.operations.wishes import Wish
from rakor.invitations.rules import Letter, RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_for, find_occurrence
from rakor.meetings.rules import Action, Delegation, day_key
from rakor.words import _


async def invite_to_day(
    meeting_id: UUID,
    recurrence_id: datetime,
    wishes: Sequence[Wish],
    delegation: Delegation = Delegation.ALLOWED,
    *,
    by: User,
) -> list[Invitation]:
    """Put guests of one day of a series on the list; of the other days they are told nothing.

    Refuses what `invite` refuses, (NotFound) a day that the series does not have, and (Conflict)
    one that is off.
    """
    meeting = await find_for(Action.INVITE, meeting_id, by=by)
    day = await find_occurrence(meeting, recurrence_id)
    if not day.takes_place:
        raise Conflict(_("Hari ini dibatalkan; undang peserta ke hari lain."))
    async with journal.transaction():
        made = await invite(meeting_id, wishes, delegation, by=by)
        await Invitation.filter(id__in=[seat.id for seat in made]).update(only_on=recurrence_id)
    for seat in made:
        seat.only_on = recurrence_id
    return made


async def leave_out(invitation_id: UUID, recurrence_id: datetime, *, by: User) -> Invitation:
    """Uninvite somebody from one day of a series: their calendar loses that day alone.

    Refuses (NotFound) a day that the series does not have, and (Conflict) who is not asked to it.
    """
    return await _set_day(invitation_id, recurrence_id, RsvpStatus.WITHDRAWN, by=by)


async def ask_back(invitation_id: UUID, recurrence_id: datetime, *, by: User) -> Invitation:
    """Ask somebody once more to a day they were left out of; they have not answered it yet."""
    return await _set_day(invitation_id, recurrence_id, RsvpStatus.NO_RESPONSE, by=by)


async def _set_day(
    invitation_id: UUID, recurrence_id: datetime, status: RsvpStatus, *, by: User
) -> Invitation:
    found = await queries.find(invitation_id, to=by)
    out = status is RsvpStatus.WITHDRAWN
    async with journal.transaction() as record:
        meeting = await locked(found.meeting_id, Action.INVITE, by=by)
        await find_occurrence(meeting, recurrence_id)
        seat = await Invitation.filter(id=invitation_id).select_for_update().get()
        row = await OccurrenceAnswer.get_or_none(invitation_id=seat.id, recurrence_id=recurrence_id)
        is_out = row is not None and row.status is RsvpStatus.WITHDRAWN
        if seat.status is RsvpStatus.WITHDRAWN or seat.only_on is not None or is_out is out:
            raise Conflict(_("Undangan untuk hari ini sudah demikian adanya."))
        # RFC 5546 section 3.2.5: a CANCEL has a SEQUENCE of its own, above every REQUEST before.
        await Meeting.filter(id=meeting.id).update(sequence=F("sequence") + 1)
        row = row or OccurrenceAnswer(invitation_id=seat.id, recurrence_id=recurrence_id)
        row.status, row.mode, row.answered_at, row.via = status, None, None, ""
        row.reset_sequence = meeting.sequence + 1
        await row.save()
        if seat.sent_sequence is not None and not seat.letter_due:
            seat.letter_due = Letter.CHANGED.value
        seat.revision += 1
        await seat.save(update_fields=["letter_due", "revision"])
        await record.entry(
            meeting.id,
            "invitation.left_out" if out else "invitation.asked_back",
            by=by,
            audience=journal.Audience.STAFF,
            subject=seat.person_id,
            invitation=str(seat.id),
            recurrence_id=day_key(recurrence_id),
            name=seat.name,
        )
    return seat


__all__ = ["ask_back", "invite_to_day", "leave_out"]
