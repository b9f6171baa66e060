"""Signed cards of those invited, and the key that desks check them with."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor.attendance import rules
from rakor.attendance.rules import Badge, Reason
from rakor.invitations.models import Invitation
from rakor.invitations.queries import checkin_code, steps_of, titles
from rakor.invitations.rules import RsvpStatus
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


async def expected(
    meeting: Meeting, *, agency: str = "", invitation: UUID | None = None
) -> list[dict[str, str]]:
    """Whom a card is printed for, by protocol: everybody who is asked and has sent nobody else.

    Of one agency by its code, or of one person.
    """
    rows = Invitation.filter(meeting_id=meeting.id, is_group=False)
    rows = rows.exclude(status=RsvpStatus.WITHDRAWN)
    if invitation is not None:
        rows = rows.filter(id=invitation)
    else:
        rows = rows.exclude(status=RsvpStatus.DELEGATED)
    if agency:
        rows = rows.filter(agency__code=agency)
    seats = await rows.order_by("precedence", "agency_name", "name", "id")
    steps = await steps_of([meeting.id])
    of_seat = {row.id: row for row in await Invitation.filter(meeting_id=meeting.id)}
    return [
        {
            "name": seat.name or seat.office_title,
            "office": seat.office_title if seat.name else "",
            "agency": seat.agency_name,
            "represents": titles(of_seat[top] for top in steps.tops(seat.id) if top in of_seat),
            "token": badge_text(meeting, seat),
            "code": checkin_code(seat),
        }
        for seat in seats
    ]
