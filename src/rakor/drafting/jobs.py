"""What happens to drafts by the clock: organizers hear of comments, readers are reminded."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.drafting import operations
from rakor.journal import Follower

log = logging.getLogger(__name__)

LOOK = 60.0  # seconds between looks


async def keep() -> None:
    """Look after drafts for as long as the service runs; while the database is away they wait."""
    while True:
        try:
            await operations.keep_drafts()
        except Exception as error:
            log.warning("Drafts cannot be looked after, trying again: %s", error)
        await asyncio.sleep(LOOK)


followers: list[Follower] = []
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [keep]
