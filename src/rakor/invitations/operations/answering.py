"""What somebody says to an invitation, on their page or through whoever keeps the list."""

from datetime import UTC, datetime

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import FieldError, Invalid
from rakor.invitations import rules
from rakor.invitations.models import Invitation
from rakor.invitations.operations.delegating import answered, check_can_come
from rakor.invitations.operations.seating import check_can_answer, said_now
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Record
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel, Mode
from rakor.words import _

# What an answer changes; the rest of the row is not written.
ANSWERED = (
    "status",
    "mode",
    "comment",
    "answered_at",
    "via",
    "last_sequence",
    "last_dtstamp",
    "revision",
)


async def answer(
    invitation: Invitation, status: str, mode: str, comment: str, *, via: str, by: User | None
) -> Invitation:
    """Yes, no or maybe, in the room or online, with a word to the secretariat.

    It may be changed until the meeting is over. Refuses (Invalid) a way of attending that the
    meeting does not offer; Conflict when the meeting or the invitation is called off.
    """
    async with journal.transaction() as record:
        meeting = await Meeting.filter(id=invitation.meeting_id).select_for_update().get()
        invitation = await Invitation.filter(id=invitation.id).select_for_update().get()
        check_can_answer(invitation, meeting)
        check_words(status, mode, meeting.mode, comment)
        await check_can_come(invitation)
        invitation.comment = comment
        await said_now(invitation, record.at)
        await note(
            record,
            invitation,
            RsvpStatus(status),
            mode=chosen_mode(RsvpStatus(status), mode, meeting.mode),
            via=via,
            by=by,
        )
    return invitation


def check_words(status: str, mode: str, meeting_mode: Mode, comment: str) -> None:
    """Refuses (Invalid, in the reader's language) what nobody can answer to such a meeting."""
    try:
        rules.check_answer(status, mode, meeting_mode.value, comment)
    except Invalid as refusal:
        errors: list[FieldError] = []
        for each in refusal.errors:
            sentence = each["message"]
            errors.append({"field": each["field"], "message": _(sentence)})
        raise Invalid(_(refusal.detail), errors=errors) from None


def chosen_mode(status: RsvpStatus, mode: str, meeting_mode: Mode) -> Channel | None:
    """Where somebody sits who comes; a meeting that offers one way leaves no choice."""
    if status in (RsvpStatus.DECLINED, RsvpStatus.NO_RESPONSE):
        return None
    only = {Mode.IN_PERSON: Channel.ROOM, Mode.ONLINE: Channel.ONLINE}.get(meeting_mode)
    return only or (Channel(mode) if mode else None)


async def note(
    record: Record,
    invitation: Invitation,
    status: RsvpStatus,
    *,
    mode: Channel | None,
    via: str,
    by: User | None,
) -> None:
    """Keep an answer that was judged, and enter it in the journal.

    Whoever sent a deputy and answers for themselves takes the deputy back; what a deputy answers
    reaches those who sent them.
    """
    invitation.status, invitation.mode = status, mode
    invitation.answered_at, invitation.via = record.at, via
    invitation.revision += 1
    await invitation.save(update_fields=ANSWERED)
    await record.entry(
        invitation.meeting_id,
        "invitation.answered",
        by=by,
        audience=journal.Audience.STAFF,
        invitation=str(invitation.id),
        name=invitation.name,
        status=status.value,
        mode=mode.value if mode else None,
        via=via,
    )
    await answered(record, invitation, by=by)


async def opened(invitation: Invitation) -> None:
    """The personal page was looked at for the first time; mail itself carries no tracking."""
    if invitation.opened_at is None:
        invitation.opened_at = datetime.now(UTC)
        await Invitation.filter(id=invitation.id, opened_at=None).update(
            opened_at=invitation.opened_at
        )
