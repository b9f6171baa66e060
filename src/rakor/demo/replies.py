"""What a recipient's calendar sends back to an invitation: an iMIP REPLY (RFC 6047)."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from icalendar import Calendar, Event, vCalAddress

from rakor.errors import Invalid
from rakor.words import _


def calendar_of(letter: bytes) -> Calendar:
    """The calendar object in an invitation, as a mail program finds it."""
    for part in message_from_bytes(letter, policy=SMTP).walk():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            found = Calendar.from_ical(content)
            return found[0] if isinstance(found, list) else found
    raise Invalid(_("Surat ini tidak memuat undangan kalender."))


def reply_to(letter: bytes, partstat: str, *, at: datetime) -> bytes:
    """The answer to a letter as a calendar program writes it: UID, SEQUENCE and one ATTENDEE."""
    asked = next(iter(calendar_of(letter).walk("VEVENT")))
    attendee = vCalAddress(str(asked["ATTENDEE"]))
    attendee.params["PARTSTAT"] = partstat
    event = Event()
    event.add("uid", str(asked["UID"]))
    event.add("sequence", int(asked.decoded("SEQUENCE")))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", asked.decoded("DTSTART"))
    event.add("summary", str(asked["SUMMARY"]))
    event["ORGANIZER"] = asked["ORGANIZER"]
    event["ATTENDEE"] = attendee
    calendar = Calendar()
    calendar.add("prodid", "-//Contoh//Kalender penerima//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY")
    calendar.add_component(event)
    return _mail(letter, calendar, at)


def _mail(letter: bytes, calendar: Calendar, at: datetime) -> bytes:
    invitation = message_from_bytes(letter, policy=SMTP)
    reply = EmailMessage(policy=SMTP)
    reply["From"] = str(invitation["To"])
    reply["To"] = parseaddr(str(invitation["Reply-To"]))[1]
    reply["Subject"] = f"Re: {invitation['Subject']}"
    reply["Date"] = format_datetime(at)
    reply["In-Reply-To"] = str(invitation["Message-ID"])
    reply.set_content("")
    reply.add_alternative(
        calendar.to_ical().decode(), subtype="calendar", params={"method": "REPLY"}, cte="base64"
    )
    return reply.as_bytes()
