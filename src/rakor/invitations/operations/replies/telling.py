"""One-off letters after a human's decision: a proposal turned down, somebody who was not asked."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor import words
from rakor.invitations import itip, queries
from rakor.invitations.models import Invitation, Proposal
from rakor.invitations.operations.letters.wording import closed_values
from rakor.journal import Entry
from rakor.mail import outbox
from rakor.mail.compose import Address
from rakor.meetings.models import Meeting
from rakor.meetings.rules import NAMED_ONLY
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import _


async def tell_declined(entry: Entry) -> None:
    """A proposed time is turned down: DECLINECOUNTER to whoever proposed it, with the note.

    RFC 5546 section 3.2.8. Written once, as the entry is read once.
    """
    proposal = await Proposal.get_or_none(id=entry.data.get("proposal")).select_related(
        "invitation__person", "meeting__organizer"
    )
    if proposal is None:
        return
    seat, meeting = proposal.invitation, proposal.meeting
    hidden = meeting.security_class in NAMED_ONLY
    organizer = itip.Party(queries.reply_address(seat), meeting.organizer.name)
    with words.speaking((seat.person.locale if seat.person else "") or settings().locale):
        title = _("Rapat tertutup") if hidden else meeting.title
        thanks = _("Terima kasih atas usulan waktu yang Bapak/Ibu sampaikan.")
        values = {"invitation": seat, "lead": thanks, "proposal": proposal}
        if hidden:
            values = closed_values(
                seat,
                meeting,
                lead=_("Usulan waktu Bapak/Ibu untuk sebuah rapat tertutup tidak dapat dipenuhi."),
                link=queries.personal_url(seat),
                note=proposal.answer,
            )
        content = itip.decline_counter(
            replace(queries.calendar_meeting(meeting), title=title),
            organizer,
            itip.Party(seat.email, seat.name),
            stamp=datetime.now(UTC),
            sequence=proposal.sequence,
            comment=proposal.answer,
            recurrence_id=proposal.recurrence_id,
        )
        await _write(
            f"counter-declined:{proposal.id}",
            "mail/closed" if hidden else "mail/counter_declined",
            _("Usulan waktu tidak dapat dipenuhi: {title}").format(title=title),
            meeting=meeting,
            organizer=organizer,
            to=itip.Party(seat.email, seat.name),
            subject_id=seat.id,
            calendar=(content, "DECLINECOUNTER"),
            values=values,
        )


async def tell_refused(entry: Entry) -> None:
    """Somebody answered who was not asked: a CANCEL to their calendar, if it was wished for.

    RFC 5546 section 3.7.2. It tells nothing of the meeting that a stranger might not know.
    """
    strangers = entry.data.get("tell") or []
    meeting = await Meeting.get_or_none(id=entry.stream).select_related("organizer")
    if meeting is None:
        return
    for stranger in strangers:
        person = itip.Party(str(stranger["address"]), str(stranger.get("name") or ""))
        if not await Invitation.exists(meeting_id=meeting.id, email=person.address):
            await _tell_stranger(entry, meeting, person)


async def _tell_stranger(entry: Entry, meeting: Meeting, person: itip.Party) -> None:
    organizer = itip.Party(settings().mail_reply, meeting.organizer.name)
    with words.speaking(settings().locale):
        hidden = meeting.security_class in NAMED_ONLY
        title = _("rapat tertutup") if hidden else meeting.title
        bare = replace(
            queries.calendar_meeting(meeting), title=title, description="", location="", url=""
        )
        content = itip.cancel(bare, organizer, person, stamp=datetime.now(UTC), whole=False)
        await _write(
            f"not-invited:{entry.data.get('mail')}:{person.address}"[:160],
            "mail/not_invited",
            _("Jawaban Bapak/Ibu tidak dapat dicatat: {title}").format(title=title),
            meeting=meeting,
            organizer=organizer,
            to=person,
            subject_id=None,
            calendar=(content, "CANCEL"),
            values={"name": person.name or person.address, "title": title},
        )


async def _write(
    purpose: str,
    template: str,
    subject: str,
    *,
    meeting: Meeting,
    organizer: itip.Party,
    to: itip.Party,
    subject_id: UUID | None,
    calendar: tuple[bytes, str],
    values: dict[str, Any],
) -> None:
    now = datetime.now(UTC)
    mail = outbox.letter(
        purpose,
        to=to.address,
        name=to.name,
        subject=subject[:500],
        meeting_id=meeting.id,
        subject_id=subject_id,
        at=now,
    )
    shown = {"meeting": meeting, "organizer": meeting.organizer, "own": meeting.timezone, **values}
    outbox.write(
        mail,
        organizer.name,
        reply_to=Address(organizer.address, organizer.name),
        text=render(f"{template}.txt", **shown),
        html=render(f"{template}.html", **shown),
        calendar=calendar,
    )
    await outbox.enqueue([mail])
