"""For demonstrations only: a real calendar answer, as the recipient of a letter would send it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from typing import Literal

from icalendar import Calendar, Event

from rakor.accounts.models import User
from rakor.errors import Conflict, Forbidden
from rakor.invitations.operations.keeping import find_letter
from rakor.invitations.operations.replies import take_mail
from rakor.mail.models import IncomingMail, OutgoingMail
from rakor.settings import settings
from rakor.words import _

Said = Literal["ACCEPTED", "DECLINED", "TENTATIVE"]


async def answer_as_recipient(mail: OutgoingMail, said: Said, *, by: User) -> IncomingMail:
    """Answer a letter by iTIP REPLY (RFC 5546 section 3.2.3) through the same door as real mail.

    Refuses (Forbidden) outside a demonstration; Conflict when the letter asks nothing.
    """
    if not settings().demo:
        raise Forbidden(_("Jawaban contoh hanya ada dalam peragaan."))
    mail = await find_letter(mail.id, to=by)
    raw = reply_to(bytes(mail.message), said, at=datetime.now(UTC))
    return await take_mail(raw, via="demo")


def request_in(message: bytes) -> Event | None:
    """The event of the REQUEST inside a letter."""
    for part in message_from_bytes(message).walk():
        if part.get_content_type() == "text/calendar" and part.get_param("method") == "REQUEST":
            calendar = Calendar.from_ical(bytes(part.get_payload(decode=True) or b""))
            events = calendar.walk("VEVENT")
            return next((event for event in events if isinstance(event, Event)), None)
    return None


def reply_to(letter: bytes, said: str, *, at: datetime) -> bytes:
    """The answer to a letter as a calendar program writes it; Conflict when it asks nothing."""
    asked = request_in(letter)
    if asked is None:
        raise Conflict(_("Surat ini tidak meminta jawaban."))
    event = Event()
    for name in ("UID", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND", "ORGANIZER"):
        event[name] = asked[name]
    event.add("dtstamp", at.astimezone(UTC))
    attendee = asked["ATTENDEE"]
    attendee.params["PARTSTAT"] = said
    attendee.params.pop("RSVP", None)
    event["ATTENDEE"] = attendee
    calendar = Calendar()
    calendar.add("prodid", "-//Rakor//Demonstration//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY")
    calendar.add_component(event)
    answer = MIMEMultipart("alternative")
    heads = message_from_bytes(letter)
    answer["From"], answer["To"] = str(heads["To"]), str(heads["Reply-To"])
    answer["Subject"] = f"Re: {heads['Subject']}"
    answer["In-Reply-To"] = str(heads["Message-ID"])
    answer["Date"] = format_datetime(at)
    answer.attach(MIMEText("", "plain", "utf-8"))
    part = MIMEText(calendar.to_ical().decode(), "calendar", "utf-8")
    part.set_param("method", "REPLY")
    answer.attach(part)
    return answer.as_bytes()
