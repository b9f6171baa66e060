"""What happens to attendance by itself: counts that were put off at busy desks are told."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.attendance import operations
from rakor.journal import Follower

log = logging.getLogger(__name__)

TELL_EVERY = 0.3  # seconds


async def keep_counts() -> None:
    """Tell counts that are due some times a second, however many scans come between."""
    while True:
        try:
            await operations.tell_due()
        except Exception as error:
            log.warning("Counts cannot be told, trying again: %s", error)
        await asyncio.sleep(TELL_EVERY)


followers: list[Follower] = []
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [keep_counts]
