"""The code on the screen of the room, and whose invitation somebody means."""

import base64
import hmac
from datetime import UTC, datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.attendance.queries.planning import plan_of
from rakor.attendance.rules import (
    screen_windows,
)
from rakor.errors import NotFound
from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.settings import settings
from rakor.words import _


def screen_url(meeting_id: UUID) -> str:
    """Where whoever is in the room records that they came: the QR code on its screen.

    Short, so that a phone reads it from the back row.
    """
    proof = _proof(meeting_id, screen_windows(datetime.now(UTC))[0])
    return f"{settings().public_url}/arrive/{meeting_id.hex}/{proof}"


async def by_screen(meeting_id: UUID, proof: str) -> Meeting:
    """The meeting in whose room somebody reads the screen. NotFound when the code has changed."""
    known = [_proof(meeting_id, window) for window in screen_windows(datetime.now(UTC))]
    right = any(hmac.compare_digest(each.encode(), proof.encode()) for each in known)
    meeting = await Meeting.get_or_none(id=meeting_id) if right else None
    if meeting is None or meeting.state is State.DRAFT:
        raise NotFound(_("Kode pada layar sudah berganti. Pindai kode yang sekarang tampil."))
    if not (await plan_of(meeting_id)).self_check_in:
        raise NotFound(_("Kehadiran rapat ini dicatat di meja registrasi saja."))
    return meeting


def _proof(meeting_id: UUID, window: int) -> str:
    secret = hmac.digest(settings().secret, f"screen:{meeting_id}:{window}".encode(), "sha256")
    return base64.b32encode(secret[:10]).decode().lower()


async def invited_as(meeting_id: UUID, user: User) -> Invitation | None:
    """The invitation of somebody who is signed in, if they have one in this meeting."""
    rows = Invitation.filter(meeting_id=meeting_id, person_id=user.id)
    return await rows.exclude(status=RsvpStatus.WITHDRAWN).order_by("id").first()
