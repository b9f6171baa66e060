"""What a refusal of Zoom means, and when to ask again."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from rakor.links.rules.kinds import Trouble

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
# A service may ask for patience, not for silence: its daily limits end at midnight.
MOST_PATIENCE = timedelta(hours=26)
LONGEST_DETAIL = 200
NO_SCOPES = 4711
NO_MEETING = 3001
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


class Failed(Exception):
    """A service did not do it. `sure`: nothing was made there.

    `again` is when the service wants to be asked again, if it said so; `detail` is what it said.
    """

    def __init__(
        self,
        trouble: Trouble,
        detail: str = "",
        *,
        again: datetime | None = None,
        sure: bool = True,
    ) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.detail = plain(detail)
        self.again = again
        self.sure = sure


class Missing(Failed):
    """What was to be changed or removed is not there any more."""

    def __init__(self) -> None:
        super().__init__(Trouble.REFUSED)


def plain(said: object) -> str:
    """What a server said, as a short line that may be shown; nothing but text."""
    return _UNPRINTABLE.sub(" ", said).strip()[:LONGEST_DETAIL] if isinstance(said, str) else ""


def refusal(status: int, headers: Mapping[str, str], said: Any, now: datetime) -> Failed:
    """What an answer of Zoom that is no success means."""
    code = said.get("code") if isinstance(said, dict) else None
    words = plain(said.get("message") if isinstance(said, dict) else "")
    if status == 429:
        return Failed(Trouble.BUSY, words, again=patience(headers, words, now))
    if status == 401:
        return Failed(Trouble.CREDENTIALS, words)
    if code == NO_SCOPES or (400 <= status < 500 and "scope" in words.lower()):
        return Failed(Trouble.SCOPES, words)
    if status == 404 and code == NO_MEETING:
        return Missing()
    if status >= 500:
        return Failed(Trouble.BROKEN, words, sure=False)
    if 400 <= status < 500:
        return Failed(Trouble.REFUSED, words)
    return Failed(Trouble.GARBAGE, sure=False)


def patience(headers: Mapping[str, str], words: str, now: datetime) -> datetime | None:
    """When a service that is asked too often may be asked again.

    Zoom writes the date of a daily limit as RFC 3339, HTTP knows seconds and dates (RFC 9110
    section 10.2.3); sometimes only its sentence tells that the limit is that of a day (until
    midnight, GMT).
    """
    at = _moment(headers.get("retry-after", "").strip(), now)
    daily = headers.get("x-ratelimit-type", "").lower().startswith("daily") or "daily" in words
    if at is None and daily:
        midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + timedelta(days=1, minutes=1)
    return at and min(max(at, now + timedelta(seconds=1)), now + MOST_PATIENCE)


def _moment(said: str, now: datetime) -> datetime | None:
    if said.isascii() and said.isdigit():
        return now + timedelta(seconds=int(said[:6]))
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(said)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def pause_after(attempts: int) -> timedelta:
    """How long to wait after that many attempts: half a minute, doubling to an hour."""
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 10)), LONGEST_PAUSE)
