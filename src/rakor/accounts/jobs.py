"""What happens to accounts by itself: links that were asked for are mailed."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor.accounts import operations
from rakor.journal import Follower

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between looks for wishes


async def mail_links() -> None:
    """Mail what was wished for, for ever; while the database is away it waits."""
    while True:
        try:
            await operations.write_links()
        except Exception as error:
            log.warning("Links cannot be mailed, trying again: %s", error)
        await asyncio.sleep(LOOK)


followers: list[Follower] = []
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [mail_links]
