"""What happens to meetings by itself: files that no document names are swept away."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Follower
from rakor.meetings import operations

log = logging.getLogger(__name__)

SWEEP = 6 * 60 * 60.0  # seconds

followers: list[Follower] = []


async def sweep() -> None:
    """A few times a day; while the database is away the files wait."""
    while True:
        try:
            if swept := await operations.sweep_materials():
                log.info("Files that no document names were removed: %d", swept)
        except Exception as error:
            log.warning("Files cannot be swept, trying again later: %s", error)
        await asyncio.sleep(SWEEP)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [sweep]
