"""Who follows a session: by account or by ticket, and who of them is in the room."""

import hmac
import json
import time
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from uuid import UUID

from rakor.accounts.models import Account, User
from rakor.attendance.models import Head
from rakor.directory.models import Agency
from rakor.directory.queries import agencies as known
from rakor.errors import NotSignedIn
from rakor.settings import settings


async def agencies() -> list[Agency]:
    """Whom a decision may be given to."""
    return await known().order_by("precedence", "name")


def signature(payload: bytes) -> str:
    """What proves that a ticket was given out here."""
    return hmac.new(settings().secret, b"live:" + payload, "sha256").hexdigest()


async def holder_of(ticket: str, meeting_id: UUID) -> User:
    """Whoever was given this ticket for this meeting. Refuses (NotSignedIn) any other one."""
    body, _dot, proof = ticket.partition(".")
    payload = body.encode("ascii", "replace")
    if not hmac.compare_digest(signature(payload).encode(), proof.encode("utf-8", "replace")):
        raise NotSignedIn
    said = json.loads(urlsafe_b64decode(payload))
    if said["meeting"] != str(meeting_id) or said["until"] < time.time():
        raise NotSignedIn
    return await holder(UUID(said["account"]))


async def holder(account_id: UUID) -> User:
    """The person with that account, as they are now. Refuses (NotSignedIn) a closed account."""
    account = await Account.get_or_none(id=account_id, active=True).select_related("person__agency")
    if account is None:
        raise NotSignedIn
    return User.of(account)


async def in_the_room(meeting_id: UUID, people: Iterable[UUID]) -> int:
    """How many of these persons have been checked in to the room."""
    return await Head.filter(
        meeting_id=meeting_id, person_id__in=list(people), room=True, last_out_at=None
    ).count()
