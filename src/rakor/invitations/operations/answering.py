"""What somebody says to an invitation, on their page or through whoever keeps the list."""

from datetime import UTC, datetime

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, FieldError, Invalid
from rakor.invitations import rules
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.journal import Entry, Record
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel, Mode, State
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
        _check(status, mode, meeting.mode, comment)
        invitation.comment = comment
        # Calendars stamp their answers to the second; ours must not be later than one of the same.
        invitation.last_dtstamp = datetime.now(UTC).replace(microsecond=0)
        invitation.last_sequence = await _asked_at(invitation)
        await note(
            record,
            invitation,
            RsvpStatus(status),
            mode=chosen_mode(RsvpStatus(status), mode, meeting.mode),
            via=via,
            by=by,
        )
    return invitation


async def _asked_at(invitation: Invitation) -> int:
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


def _check(status: str, mode: str, meeting_mode: Mode, comment: str) -> None:
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
    """Keep an answer that was judged, and enter it in the journal."""
    invitation.status, invitation.mode = status, mode
    invitation.answered_at, invitation.via = record.at, via
    invitation.revision += 1
    await invitation.save()
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


async def opened(invitation: Invitation) -> None:
    """The personal page was looked at for the first time; mail itself carries no tracking."""
    if invitation.opened_at is None:
        invitation.opened_at = datetime.now(UTC)
        await Invitation.filter(id=invitation.id, opened_at=None).update(
            opened_at=invitation.opened_at
        )
