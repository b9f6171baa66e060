"""A ticket opens the socket of one meeting for a minute, where no cookie or header can be sent."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import Forbidden
from rakor.live.queries import Guest, check_acts, signature, view_of
from rakor.words import _

LIFETIME = timedelta(seconds=60)


async def issue_ticket(meeting_id: UUID, *, by: User) -> tuple[str, datetime]:
    """A ticket for this person and meeting, and until when it opens the socket.

    It is signed, not stored: any process of this installation knows it.
    """
    await view_of(by, meeting_id)
    if by.account_id is None:
        raise Forbidden(_("Tiket hanya diberikan kepada pemegang akun."))
    return _ticket(meeting_id, account=str(by.account_id))


def issue_guest_ticket(guest: Guest) -> tuple[str, datetime]:
    """The same for whoever came by a personal link; it is worth nothing once the link is not.

    Refuses (Forbidden) an invitation that is for nobody in particular.
    """
    check_acts(guest)
    row = guest.invitation
    return _ticket(row.meeting_id, invitation=str(row.id), generation=row.generation)


def _ticket(meeting_id: UUID, **holder: str | int) -> tuple[str, datetime]:
    until = datetime.now(UTC) + LIFETIME
    said = {**holder, "meeting": str(meeting_id), "until": until.timestamp()}
    payload = urlsafe_b64encode(json.dumps(said).encode())
    return f"{payload.decode()}.{signature(payload)}", until
