"""Reading video links: what services hold, and when a room is open."""

from rakor.links.queries import checks
from rakor.links.queries.links import (
    door_of,
    hours_of,
    link_of,
    room_of,
    said_of,
    troubled,
    want_of,
    why_shut,
    wish_of,
)

__all__ = [
    "checks",
    "door_of",
    "hours_of",
    "link_of",
    "room_of",
    "said_of",
    "troubled",
    "want_of",
    "why_shut",
    "wish_of",
]
