"""Writing reminders: a plain letter with the personal link, by the clock of whoever reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rakor import words
from rakor.documents import qr
from rakor.invitations import queries
from rakor.invitations.operations.letters.wording import closed_values
from rakor.invitations.queries.reminding import Seat, Slot
from rakor.invitations.rules import ReminderKind, RsvpStatus
from rakor.mail import outbox
from rakor.mail.compose import Address
from rakor.mail.models import OutgoingMail
from rakor.meetings.queries import Sitting
from rakor.meetings.rules import NAMED_ONLY, Mode
from rakor.settings import settings
from rakor.web.templates import render
from rakor.words import N_, _

SUBJECTS = {
    ReminderKind.ANSWER: N_("Mohon jawaban: {title}"),
    ReminderKind.MEETING: N_("Pengingat: {title}"),
    ReminderKind.JOIN: N_("Segera dimulai: {title}"),
}
LEADS = {
    ReminderKind.ANSWER: N_("Kami belum menerima jawaban Bapak/Ibu atas undangan rapat berikut:"),
    ReminderKind.MEETING: N_("Kami mengingatkan rapat yang akan Bapak/Ibu hadiri:"),
    ReminderKind.JOIN: N_("Rapat berikut segera dimulai. Silakan bergabung secara daring:"),
}
UNSURE = N_("Bapak/Ibu belum memastikan kehadiran pada rapat berikut:")
CLOSED = N_("Kami mengingatkan Bapak/Ibu akan sebuah rapat tertutup.")


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting on the day that a reminder is about, as the frame of letters shows it."""

    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    letter_number: str
    mode: Mode
    online_provider: str


def write_all(
    slot: Slot, seats: Sequence[tuple[Seat, str]], now: datetime, note: str = ""
) -> list[OutgoingMail]:
    """The letters to these people, each with the purpose by which it is known in the outbox."""
    mails = []
    for seat, purpose in seats:
        person = seat.invitation.person
        with words.speaking((person.locale if person else "") or settings().locale):
            mails.append(_write(slot, seat, purpose, now, note))
    return mails


def _write(slot: Slot, seat: Seat, purpose: str, now: datetime, note: str) -> OutgoingMail:
    """One letter. An address that no letter can go to is a failed letter, not a crash."""
    invitation = seat.invitation
    hidden = slot.meeting.security_class in NAMED_ONLY
    title = _("rapat tertutup") if hidden else slot.sitting.title
    mail = outbox.letter(
        purpose,
        to=invitation.email,
        name=invitation.name,
        subject=_(SUBJECTS[slot.kind]).format(title=title)[:500],
        meeting_id=slot.meeting.id,
        subject_id=invitation.id,
        at=now,
    )
    if hidden:
        template, link = "mail/closed", queries.personal_url(invitation)
        values = closed_values(
            invitation, slot.meeting, lead=_(CLOSED), link=link, note=note.strip()
        )
    else:
        template, values = "mail/reminder", _values(slot, seat, note)
    organizer = Address(queries.reply_address(invitation), slot.meeting.organizer.name)
    return outbox.write(
        mail,
        organizer.name,
        reply_to=organizer,
        text=render(f"{template}.txt", **values),
        html=render(f"{template}.html", **values),
    )


def _values(slot: Slot, seat: Seat, note: str) -> dict[str, Any]:
    """What the letter says, for its plain and its formatted form."""
    meeting = slot.meeting
    unsure = slot.kind is ReminderKind.MEETING and seat.status is RsvpStatus.TENTATIVE
    return {
        "kind": slot.kind.value,
        "asks": unsure or slot.kind is ReminderKind.ANSWER,
        "meeting": _held(slot.sitting),
        "organizer": meeting.organizer,
        "invitation": seat.invitation,
        "lead": _(UNSURE if unsure else LEADS[slot.kind]),
        "own": seat.who.zone,
        "place": place_on(slot.sitting),
        "answer_by": meeting.answer_by,
        "link": queries.personal_url(seat.invitation),
        "code": qr.grouped(queries.checkin_code(seat.invitation), 5),
        "note": note.strip(),
    }


def _held(sitting: Sitting) -> Held:
    meeting = sitting.meeting
    return Held(
        title=sitting.title,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        timezone=meeting.timezone,
        letter_number=meeting.letter_number,
        mode=meeting.mode,
        online_provider=meeting.online_provider,
    )


def place_on(sitting: Sitting) -> list[str]:
    """Where the room of that day is, line by line; nothing for a meeting that has none."""
    day, meeting = sitting.day, sitting.meeting
    if not (day.room or day.venue_name) or meeting.mode is Mode.ONLINE:
        return queries.place_of(meeting)
    lines = [(day.room, day.venue_name), (day.venue_address, day.venue_region)]
    return [", ".join(filter(None, line)) for line in lines if any(line)]
