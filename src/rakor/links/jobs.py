"""What happens to links by itself: they follow their meetings, and services are asked for them."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Follower
from rakor.links import operations

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between looks

followers = [
    Follower(
        "links",
        {
            "meeting.published": operations.followed,
            "meeting.changed": operations.followed,
            "meeting.rescheduled": operations.followed,
            "meeting.cancelled": operations.followed,
            "meeting.postponed": operations.followed,
            "series.split": operations.split,
        },
    )
]


async def work() -> None:
    """Ask services for what is due; while the database is away it waits."""
    while True:
        try:
            await operations.work_due()
        except Exception as error:
            log.warning("Links cannot be looked after, trying again: %s", error)
        await asyncio.sleep(LOOK)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [work]
