"""Notifications of the video service (Zoom webhooks): who sent them, and what they tell."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rakor.attendance.rules.online import LONGEST_EMAIL, tidy
from rakor.attendance.rules.report_times import DayOrder, read_stamp
from rakor.errors import Forbidden
from rakor.words import _
from rakor.words.dates import zone

# A notification that was signed longer ago may be one that somebody recorded and plays again.
FRESH = timedelta(minutes=5)
VALIDATION = "endpoint.url_validation"
_MILLISECONDS = 10**11
_JOINED = frozenset(f"{kind}.participant_joined" for kind in ("meeting", "webinar"))
_LEFT = frozenset(f"{kind}.participant_left" for kind in ("meeting", "webinar"))


@dataclass(frozen=True, slots=True)
class Notice:
    """Somebody came into the video room of that number, or left it (`left`), at that moment.

    `session` is what the service calls this one stay: it is the same when they leave.
    """

    number: str
    session: str
    name: str
    email: str
    at: datetime
    left: bool


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """How the service signs what it sends: version 0, HMAC-SHA256 in hexadecimal."""
    return "v0=" + _signed(secret, f"v0:{timestamp}:".encode() + body)


def validated(secret: str, token: str) -> str:
    """The answer by which an address proves that it knows the secret."""
    return _signed(secret, token.encode())


def _signed(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def check_signature(secret: str, timestamp: str, given: str, body: bytes, now: datetime) -> None:
    """Refuses (Forbidden) what the service did not sign, and what it signed long ago."""
    right = signature(secret, timestamp, body)
    if not hmac.compare_digest(right.encode(), given.encode()):
        raise Forbidden(_("Tanda tangan pemberitahuan ini tidak sah."))
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 13):
        raise Forbidden(_("Tanda tangan pemberitahuan ini tidak sah."))
    seconds = int(timestamp)
    seconds = seconds // 1000 if seconds > _MILLISECONDS else seconds
    if abs(now - datetime.fromtimestamp(seconds, UTC)) > FRESH:
        raise Forbidden(_("Pemberitahuan ini sudah terlalu lama."))


def token_of(said: Any) -> str:
    """What the service wants signed to see that the address is ours; "" when it asks nothing."""
    if _get(said, "event") != VALIDATION:
        return ""
    return str(_get(said, "payload", "plainToken") or "")[:500]


def read_notice(said: Any) -> Notice | None:
    """What a notification tells of somebody coming or leaving; None of everything else."""
    event = _get(said, "event")
    if not isinstance(event, str) or event not in _JOINED | _LEFT:
        return None
    left = event in _LEFT
    room, person = _get(said, "payload", "object"), _get(said, "payload", "object", "participant")
    at = _moment(_get(person, "leave_time" if left else "join_time"))
    stay = _get(person, "user_id") or _get(person, "participant_uuid") or _get(person, "id")
    name = tidy(str(_get(person, "user_name") or ""))
    email = tidy(str(_get(person, "email") or ""), LONGEST_EMAIL).lower()
    if at is None or not stay or not (name or email):
        return None
    return Notice(
        number=str(_get(room, "id") or ""),
        session=hashlib.sha256(f"{_get(room, 'uuid')}\0{stay}".encode()).hexdigest(),
        name=name or email,
        email=email if "@" in email else "",
        at=at,
        left=left,
    )


def _get(said: Any, *way: str) -> Any:
    for step in way:
        said = said.get(step) if isinstance(said, dict) else None
    return said


def _moment(said: Any) -> datetime | None:
    stamp = read_stamp(said) if isinstance(said, str) else None
    if stamp is None or stamp.on(DayOrder.MONTH_FIRST) is None:
        return None
    return stamp.at(DayOrder.MONTH_FIRST, zone("UTC"))
