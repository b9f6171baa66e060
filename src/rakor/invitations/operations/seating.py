"""What happens to a single seat: it is asked again, waits for a letter, begins anew, falls away."""

from datetime import datetime

from rakor.errors import Conflict
from rakor.invitations import queries
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.rules import CANCELS, Letter, RsvpStatus
from rakor.journal import Entry
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import State
from rakor.words import _

ANSWERED_IN = frozenset({State.SCHEDULED, State.IN_PROGRESS, State.POSTPONED})


def check_can_answer(invitation: Invitation, meeting: Meeting) -> None:
    """Refuses (Conflict) answers to what is over, called off, or not for this person any more."""
    if invitation.status is RsvpStatus.WITHDRAWN:
        raise Conflict(_("Undangan ini sudah ditarik oleh penyelenggara."))
    if meeting.state is State.CANCELLED:
        raise Conflict(_("Rapat ini dibatalkan."), state=meeting.state.value)
    if meeting.state is State.FINISHED:
        raise Conflict(
            _("Rapat ini sudah selesai; jawaban tidak dapat diubah."), state=meeting.state.value
        )
    if meeting.state not in ANSWERED_IN:
        raise Conflict(_("Rapat ini belum diterbitkan."), state=meeting.state.value)


def check_can_prepare(invitation: Invitation, meeting: Meeting) -> None:
    """Refuses (Conflict) what the secretariat does to a seat that is withdrawn or a past meeting.

    A draft is theirs to prepare.
    """
    if meeting.state is not State.DRAFT or invitation.status is RsvpStatus.WITHDRAWN:
        check_can_answer(invitation, meeting)


async def asked_at(invitation: Invitation) -> int:
    """The SEQUENCE an answer on the page is for: that of the times it shows, or of the last letter.

    A new time counts from its entry on, whether or not its letter was written yet.
    """
    moved = (
        await Entry.filter(stream=invitation.meeting_id, kind="meeting.rescheduled")
        .order_by("-seq")
        .first()
    )
    shown = int(moved.data.get("sequence", 0)) if moved else 0
    return max(shown, invitation.reset_sequence, invitation.sent_sequence or 0)


async def said_now(invitation: Invitation, at: datetime) -> None:
    """What somebody does here and now is newer than all that their calendar said before."""
    # Calendars stamp their answers to the second; ours must not be later than one of the same.
    invitation.last_dtstamp = at.replace(microsecond=0)
    invitation.last_sequence = await asked_at(invitation)


def tell_again(invitation: Invitation) -> None:
    """Have the present state of an invitation mailed, unless its next letter says it anyway.

    Whoever was never told of the meeting hears of it with the first letter.
    """
    waits = invitation.letter_due
    if invitation.sent_sequence is not None and waits in ("", Letter.CHANGED.value):
        invitation.letter_due, invitation.held = Letter.REFRESH.value, False


def ask_again(invitation: Invitation, meeting: Meeting) -> None:
    """Forget an answer that no longer holds; what calendars said to earlier letters is stale."""
    invitation.status, invitation.mode = RsvpStatus.NO_RESPONSE, None
    invitation.answered_at, invitation.via = None, ""
    invitation.reset_sequence = meeting.sequence
    tell_again(invitation)


def begin_anew(invitation: Invitation, meeting: Meeting) -> None:
    """A seat is new, or somebody who was uninvited is asked again: with a new link, as if first."""
    if invitation.token_digest:
        invitation.generation += 1
        invitation.revision += 1
    invitation.status, invitation.mode, invitation.comment = RsvpStatus.NO_RESPONSE, None, ""
    invitation.answered_at = invitation.opened_at = invitation.sent_at = None
    invitation.sent_sequence = invitation.last_sequence = invitation.last_dtstamp = None
    invitation.told_revision, invitation.via = None, ""
    invitation.letter_due, invitation.letter_note, invitation.held = "", "", False
    invitation.delegated_from_id = None
    invitation.reset_sequence = meeting.sequence
    queries.seal(invitation)


async def fall_away(invitation: Invitation) -> None:
    """Nobody is asked to this seat any more: a CANCEL to whoever was told, their part is over."""
    told = invitation.sent_sequence is not None
    invitation.status, invitation.mode = RsvpStatus.WITHDRAWN, None
    if invitation.letter_due not in CANCELS:
        invitation.letter_due = Letter.WITHDRAWN.value if told else ""
        invitation.held = False
    invitation.revision += 1
    await invitation.save()
    await OccurrenceAnswer.filter(invitation_id=invitation.id).delete()
    if invitation.person_id:
        await MeetingPart.filter(
            meeting_id=invitation.meeting_id, person_id=invitation.person_id, part=invitation.part
        ).delete()


__all__ = [
    "ANSWERED_IN",
    "ask_again",
    "asked_at",
    "begin_anew",
    "check_can_answer",
    "check_can_prepare",
    "fall_away",
    "said_now",
    "tell_again",
]
