"""What happens by itself: approved lists are carried out, the last letters are forgotten."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Follower
from rakor.privacy import operations

log = logging.getLogger(__name__)

LOOK = 15.0  # seconds between looks

followers: list[Follower] = []


async def destroy() -> None:
    """Carry out what was approved; while the database is away it waits."""
    while True:
        try:
            await operations.carry_out()
            await operations.forget_last_letters()
        except Exception as error:
            log.warning("Data cannot be destroyed, trying again: %s", error)
        await asyncio.sleep(LOOK)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [destroy]
