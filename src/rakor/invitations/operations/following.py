"""What a changed meeting means for those invited: asked again, told, or called off."""

from uuid import UUID

from tortoise.expressions import F, Q

from rakor.invitations.models import Invitation
from rakor.invitations.rules import CANCELS, Letter, RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

ON = frozenset({State.SCHEDULED, State.IN_PROGRESS})

# What somebody who is invited must hear of; an agenda or a quota changes without a letter.
TOLD = frozenset({"title", "theme", "purpose", "mode", "venue", "room", "online", "organizer"})


async def reset_and_mail(meeting_id: UUID, sequence: int, letter: Letter) -> None:
    """The time is another: everyone is asked anew (RFC 6638 section 3.2.8).

    An answer that was already given to the new time stays.
    """
    invited = Invitation.filter(meeting_id=meeting_id).exclude(status=RsvpStatus.WITHDRAWN)
    await (
        invited.filter(reset_sequence__lt=sequence)
        .filter(Q(last_sequence=None) | Q(last_sequence__lt=sequence))
        .update(
            status=RsvpStatus.NO_RESPONSE,
            mode=None,
            answered_at=None,
            via="",
            revision=F("revision") + 1,
        )
    )
    await invited.filter(reset_sequence__lt=sequence).update(reset_sequence=sequence)
    await _due(meeting_id, letter)


async def mail_changed(meeting_id: UUID, changed: set[str]) -> None:
    """Place or subject are others: those who were invited get an update, their answers stay."""
    if changed & TOLD and await Meeting.exists(id=meeting_id, state__in=list(ON)):
        await _due(meeting_id, Letter.CHANGED)


async def call_off(meeting_id: UUID) -> None:
    """The meeting does not take place: a CANCEL to everyone who was ever told of it."""
    await _due(meeting_id, Letter.CANCELLED)


async def postpone(meeting_id: UUID) -> None:
    """The meeting loses its time: out of the calendars until a new one is known."""
    await _due(meeting_id, Letter.POSTPONED)


async def _due(meeting_id: UUID, letter: Letter) -> None:
    """Have a letter written to all who had one before; what they wait for already gives way.

    A first invitation not yet written stays one: it will tell the newest facts anyway.
    """
    told = Invitation.filter(meeting_id=meeting_id, sent_sequence__not_isnull=True)
    told = told.exclude(status=RsvpStatus.WITHDRAWN)
    if letter is Letter.CHANGED:
        told = told.filter(letter_due__in=["", Letter.REFRESH.value])
    await told.update(letter_due=letter.value)
    if letter in CANCELS:
        await Invitation.filter(
            meeting_id=meeting_id, sent_sequence=None, letter_due=Letter.INVITATION.value
        ).update(letter_due="")
