"""A ticket opens the socket of one meeting for a minute, where no cookie or header can be sent."""

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor.accounts.models import User
from rakor.errors import Forbidden
from rakor.live.queries import signature, view_of
from rakor.words import _

LIFETIME = timedelta(seconds=60)


async def issue_ticket(meeting_id: UUID, *, by: User) -> tuple[str, datetime]:
    """A ticket for this person and meeting, and until when it opens the socket.

    It is signed, not stored: any process of this installation knows it.
    """
    await view_of(by, meeting_id)
    if by.account_id is None:
        raise Forbidden(_("Tiket hanya diberikan kepada pemegang akun."))
    until = datetime.now(UTC) + LIFETIME
    said = {"account": str(by.account_id), "meeting": str(meeting_id), "until": until.timestamp()}
    payload = urlsafe_b64encode(json.dumps(said).encode())
    return f"{payload.decode()}.{signature(payload)}", until
