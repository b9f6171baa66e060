"""Rooms of our own Jitsi: when they are open, and what a token for one says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from rakor.invitations.rules import RsvpStatus
from rakor.meetings.rules import STAFF, Part

BEFORE = timedelta(minutes=30)
AFTER = timedelta(hours=4)
MODERATORS = STAFF | {Part.CHAIR, Part.MEETING_SECRETARY, Part.MODERATOR}
# Whoever said no, or sent somebody else, gets no token.
STAYS_AWAY = frozenset({RsvpStatus.WITHDRAWN, RsvpStatus.DECLINED, RsvpStatus.DELEGATED})


@dataclass(frozen=True, slots=True)
class Open:
    """From when until when people may enter a room."""

    since: datetime
    until: datetime

    @classmethod
    def around(cls, starts_at: datetime, ends_at: datetime) -> "Open":
        return cls(starts_at - BEFORE, ends_at + AFTER)

    @classmethod
    def now(cls, at: datetime, ends_at: datetime) -> "Open":
        """Of a meeting that goes on: it began before its time, or takes longer."""
        return cls(at, max(at, ends_at) + AFTER)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who enters, under which name, and whether they may mute and remove others."""

    key: str
    name: str
    moderates: bool


def claims(guest: Guest, room: str, server: str, app_id: str, hours: Open) -> dict[str, Any]:
    """The claims of Prosody's token_verification and token_affiliation.

    Members of `user` must be text, anything else stops Jitsi.
    """
    user = {
        "id": guest.key,
        "name": guest.name[:200],
        "affiliation": "owner" if guest.moderates else "member",
        "moderator": "true" if guest.moderates else "false",
    }
    return {
        "iss": app_id,
        "aud": "jitsi",
        "sub": urlsplit(server).hostname or "",
        "room": room,
        # JWT counts whole seconds: not one too late.
        "nbf": int(hours.since.timestamp()),
        "exp": int(hours.until.timestamp()),
        "context": {"user": user},
    }
