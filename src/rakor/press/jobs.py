"""What happens beside releases by itself: files that no photo names are swept away."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Follower
from rakor.minutes.operations.photos import sweep_photos

log = logging.getLogger(__name__)

SWEEP = 6 * 60 * 60.0  # seconds

followers: list[Follower] = []


async def sweep() -> None:
    """A few times a day; while the database is away the files wait."""
    while True:
        try:
            if swept := await sweep_photos():
                log.info("Files that no photo names were removed: %d", swept)
        except Exception as error:
            log.warning("Photos cannot be swept, trying again later: %s", error)
        await asyncio.sleep(SWEEP)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [sweep]
