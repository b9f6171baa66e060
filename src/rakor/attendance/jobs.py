"""What attendance does by itself: seats follow their quotas, and counts that are due are told."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.attendance import operations
from rakor.attendance.operations import following
from rakor.journal import Follower

log = logging.getLogger(__name__)

TELL_EVERY = 0.3  # seconds


async def keep_counts() -> None:
    """Tell counts that busy desks put off some times a second, however many scans come between."""
    while True:
        try:
            await operations.tell_due()
        except Exception as error:
            log.warning("Counts cannot be told, trying again: %s", error)
        await asyncio.sleep(TELL_EVERY)


followers: list[Follower] = [
    Follower(
        "attendance",
        {
            "meeting.changed": following.seats_changed,
            "meeting.rescheduled": following.seats_changed,
            "delegation.accepted": following.deputy_named,
        },
    )
]
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [keep_counts]
