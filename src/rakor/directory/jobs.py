"""What happens to the directory by itself: files are checked and stored, and thrown away."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.directory import operations
from rakor.journal import Follower, bells

log = logging.getLogger(__name__)

LOOK = 2.0  # seconds between looks for files when no bell rings
LOOK_BACK = 600.0  # seconds between looks for files that are a day old

followers: list[Follower] = []


async def work_imports() -> None:
    """Check and store files that were sent; every bell of the journal may mean that one was."""
    with bells.watch(None) as waiter:
        while True:
            try:
                while await operations.work_imports():
                    pass
            except Exception as error:
                log.warning("Imports cannot be worked on, trying again: %s", error)
                await asyncio.sleep(1)
            await waiter.wait(LOOK)


async def forget_imports() -> None:
    """Throw away files and reports that are a day old."""
    while True:
        try:
            await operations.forget_imports()
        except Exception as error:
            log.warning("Old imports cannot be thrown away, trying again: %s", error)
        await asyncio.sleep(LOOK_BACK)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [work_imports, forget_imports]
