"""What calendars of those invited send back."""

from datetime import UTC, datetime
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from rakor.invitations import operations, queries
from rakor.invitations.models import Invitation
from rakor.mail.models import IncomingMail


def reply_mail(
    invitation: Invitation,
    uid: str,
    partstat: str = "ACCEPTED",
    *,
    stamp: datetime | None = None,
    sequence: int = 0,
    method: str = "REPLY",
    sender: str = "",
    to: str = "",
    attendees: dict[str, str] | None = None,
    organizer: str = "",
    sent_by: str = "",
) -> bytes:
    """A calendar's answer, as a plain program would send it."""
    stamp = stamp or datetime.now(UTC)
    agent = f';SENT-BY="mailto:{sent_by}"' if sent_by else ""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Test//Test//EN",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"ORGANIZER:mailto:{organizer or queries.reply_address(invitation)}",
        *(
            f"ATTENDEE;PARTSTAT={said}{agent}:mailto:{address}"
            for address, said in (attendees or {invitation.email: partstat}).items()
        ),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    mail = MIMEMultipart("alternative")
    mail["From"] = sender or invitation.email
    mail["To"] = to or queries.reply_address(invitation)
    mail["Subject"] = "Accepted"
    mail.attach(MIMEText("Saya hadir.", "plain", "utf-8"))
    part = MIMEText("\r\n".join(lines), "calendar", "utf-8")
    part.set_param("method", method)
    mail.attach(part)
    return mail.as_bytes()


async def take(raw: bytes) -> IncomingMail:
    return await operations.take_mail(raw, via="http")
