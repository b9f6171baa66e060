"""What happens to letters by itself: copies for all addressees are made, and thrown away."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.journal import Follower, bells
from rakor.letters import operations

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between looks when no bell rings
LOOK_BACK = 600.0  # seconds between looks for copies that are a day old

followers: list[Follower] = []


async def make_copies() -> None:
    """Make the copies that were asked for, and those that go with the mail."""
    with bells.watch(None) as waiter:
        while True:
            try:
                while await operations.work_copies() or await operations.enclose_copies():
                    pass
            except Exception as error:
                log.warning("Copies of letters cannot be made, trying again: %s", error)
                await asyncio.sleep(1)
            await waiter.wait(LOOK)


async def forget_copies() -> None:
    """Throw away copies that are a day old."""
    while True:
        try:
            await operations.forget_copies()
        except Exception as error:
            log.warning("Old copies cannot be thrown away, trying again: %s", error)
        await asyncio.sleep(LOOK_BACK)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [make_copies, forget_copies]
