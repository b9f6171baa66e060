"""The clock of the audit: once a day the journal is sealed."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from rakor import journal

log = logging.getLogger(__name__)
PAUSE = 600.0  # seconds; a process that slept over midnight seals soon after


async def seal_daily() -> None:
    """Seal what was written until midnight (UTC), whichever process is first."""
    while True:
        try:
            await journal.seal()
        except Exception as error:
            log.warning("The journal cannot be sealed, trying again: %s", error)
        await asyncio.sleep(PAUSE)


followers: list[journal.Follower] = []
clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [seal_daily]
