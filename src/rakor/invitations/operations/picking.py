"""What is done to several seats of the list at once, as they were ticked."""

from collections.abc import Collection
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid
from rakor.invitations.models import Invitation
from rakor.invitations.operations.holders import follow_holders
from rakor.invitations.operations.inviting import withdraw
from rakor.invitations.rules import Letter, RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action, State
from rakor.words import _


async def send_picked(
    meeting_id: UUID, picked: Collection[UUID], note: str = "", *, by: User
) -> int:
    """Write to those who were ticked, also to those who were written to before; tells to how many.

    The letter says how the meeting stands now, and the note in the organizer's own words. Refuses
    (Conflict) a meeting that is not published, and (Invalid) when nobody was ticked.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        if meeting.state not in (State.SCHEDULED, State.IN_PROGRESS):
            said = _("Undangan dikirim setelah rapat diterbitkan.")
            raise Conflict(said, state=meeting.state.value)
        rows = await _ticked(meeting, picked)
        fresh = [row for row in rows if row.office_id and _is_new(row)]
        changed = await follow_holders(meeting, fresh)
        for row in rows:
            row.letter_due = _letter_for(row).value
            row.letter_note, row.held = note, False
        await Invitation.bulk_update(rows, ["letter_due", "letter_note", "held"], batch_size=200)
        await record.entry(
            meeting.id,
            "invitations.sent",
            by=by,
            audience=journal.Audience.STAFF,
            count=len(rows),
            holders=[str(seat.id) for seat in changed],
            again=[str(row.id) for row in rows if not _is_new(row)],
            note=note,
        )
    return len(rows)


def _is_new(seat: Invitation) -> bool:
    return seat.sent_sequence is None


def _letter_for(seat: Invitation) -> Letter:
    """The letter that is due anyway, else the invitation, again for whoever has it."""
    if seat.letter_due:
        return Letter(seat.letter_due)
    return Letter.INVITATION if _is_new(seat) else Letter.REFRESH


async def withdraw_picked(meeting_id: UUID, picked: Collection[UUID], *, by: User) -> int:
    """Uninvite all who were ticked, or nobody if one of them cannot be; tells how many."""
    async with journal.transaction():
        meeting = await locked(meeting_id, Action.INVITE, by=by)
        rows = await _ticked(meeting, picked)
        # A deputy falls with whoever sent them, and is not uninvited a second time.
        rows.sort(key=lambda row: row.delegated_from_id is not None)
        for row in rows:
            await row.refresh_from_db(fields=["status"])
            if row.status is not RsvpStatus.WITHDRAWN:
                await withdraw(row.id, by=by)
    return len(rows)


async def _ticked(meeting: Meeting, picked: Collection[UUID]) -> list[Invitation]:
    """The seats of this meeting among those ticked; who was uninvited is left out."""
    rows = Invitation.filter(meeting_id=meeting.id, id__in=list(picked))
    found = await rows.exclude(status=RsvpStatus.WITHDRAWN).order_by("id").select_for_update()
    if not found:
        raise Invalid.field("pick", _("Centang dahulu siapa yang dimaksud."))
    return found
