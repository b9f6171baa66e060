"""Signed cards of those invited, and the key that desks check them with."""

from datetime import UTC, datetime, timedelta

from rakor.attendance import rules
from rakor.attendance.rules import Badge, Reason
from rakor.invitations.models import Invitation
from rakor.meetings.models import Meeting
from rakor.settings import settings

# A meeting is postponed more easily than cards are printed again.
_AROUND = timedelta(days=60)


def badge_key() -> str:
    """The public key of this installation, as desks have it."""
    return rules.public_key(rules.signing_key(settings().secret))


def badge_text(meeting: Meeting, invitation: Invitation) -> str:
    """What the QR code of somebody's card says; the same as long as nothing changes."""
    badge = Badge(
        meeting.id,
        invitation.id,
        invitation.generation % 256,
        meeting.starts_at - _AROUND,
        meeting.ends_at + _AROUND,
    )
    return rules.signed_badge(badge, rules.signing_key(settings().secret))


def badge_of(meeting: Meeting, text: str, at: datetime | None) -> tuple[Badge | None, Reason]:
    """Whose card was scanned at that moment, or why it is not good here."""
    key = rules.signing_key(settings().secret).public_key()
    return rules.read_badge(text, key, meeting=meeting.id, at=at or datetime.now(UTC))
