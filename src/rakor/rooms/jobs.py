"""What happens to rooms by itself: holds whose time is over are let go."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Follower
from rakor.rooms import operations

log = logging.getLogger(__name__)

LOOK = 60.0  # seconds; whoever asks for the room meanwhile does not wait for it

followers: list[Follower] = []


async def expire() -> None:
    """Once a minute; while the database is away the holds stay."""
    while True:
        try:
            if count := await operations.expire_holds():
                log.info("Rooms that were held are free again: %d", count)
        except Exception as error:
            log.warning("Holds cannot be let go, trying again: %s", error)
        await asyncio.sleep(LOOK)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [expire]
