"""Who follows a session: by account or by ticket, and whom a decision may be given to."""

import hmac
import json
import time
from base64 import urlsafe_b64decode
from typing import Any
from uuid import UUID

from rakor.accounts.models import Account, User
from rakor.attendance.queries import by_agency, quorum_now
from rakor.directory.models import Agency
from rakor.directory.queries import agencies as known
from rakor.errors import NotSignedIn
from rakor.live.queries.guests import guest_again
from rakor.meetings.models import Meeting
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
    if "invitation" in said:
        return await guest_again(UUID(said["invitation"]), said["generation"])
    return await holder(UUID(said["account"]))


async def holder(account_id: UUID) -> User:
    """The person with that account, as they are now. Refuses (NotSignedIn) a closed account."""
    account = await Account.get_or_none(id=account_id, active=True).select_related("person__agency")
    if account is None:
        raise NotSignedIn
    return User.of(account)


async def quorum_of(meeting: Meeting) -> dict[str, Any]:
    """What the quorum of a meeting takes, how much is here, and which agencies were invited."""
    rows = await by_agency(meeting)
    invited = [{"agency": row.agency, "name": row.name} for row in rows if row.invited]
    now = await quorum_now(meeting, rows)
    told = {"rule": now.rule, "present": now.present, "reached": now.reached, "of": now.of}
    return {"needed": now.needed, "invited": invited, **told}
