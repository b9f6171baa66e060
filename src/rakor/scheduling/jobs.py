"""What happens by the clock: polls close and remind those missing, calendars are read again."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Entry, Follower
from rakor.scheduling import operations

log = logging.getLogger(__name__)

LOOK = 60.0  # seconds between looks


async def keep() -> None:
    """Look after polls for as long as the service runs; while the database is away they wait."""
    while True:
        try:
            await operations.keep_polls()
        except Exception as error:
            log.warning("Polls cannot be looked after, trying again: %s", error)
        await asyncio.sleep(LOOK)


async def read_calendars() -> None:
    """Read calendars outside Rakor when it is their turn; one that fails keeps nobody waiting."""
    while True:
        try:
            await operations.keep_sources()
        except Exception as error:
            log.warning("Calendars cannot be looked after, trying again: %s", error)
        await asyncio.sleep(LOOK)


async def _published(entry: Entry) -> None:
    await operations.comfort_late(entry.stream, entry.at)


followers: list[Follower] = [
    Follower("polls", {"meeting.published": _published}),
    Follower(
        "lost-rooms",
        {"booking.refused": operations.tell_refused, "booking.expired": operations.tell_expired},
    ),
]
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [keep, read_calendars]
