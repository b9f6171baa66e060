"""What happens to promises by itself: links go with the minutes, letters with the days."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from rakor.followups import operations
from rakor.journal import Entry, Follower

log = logging.getLogger(__name__)

FRESH = timedelta(days=7)
REMIND = 300.0  # seconds between looks; the letters are days exact, not minutes
SWEEP = 6 * 60 * 60.0  # seconds


async def _distributed(entry: Entry) -> None:
    # What went out long ago, before there were links, is not told all of a sudden.
    if entry.at > datetime.now(UTC) - FRESH:
        await operations.tell_by_itself(entry.stream)


followers: list[Follower] = [Follower("followups", {"minutes.distributed": _distributed})]


async def remind() -> None:
    """Write to agencies whose time has come."""
    while True:
        try:
            await operations.escalate()
        except Exception as error:
            log.warning("Agencies cannot be reminded, trying again: %s", error)
        await asyncio.sleep(REMIND)


async def sweep() -> None:
    """A few times a day; while the database is away the files wait."""
    while True:
        try:
            if swept := await operations.sweep_evidence():
                log.info("Files that no report names were removed: %d", swept)
        except Exception as error:
            log.warning("Files cannot be swept, trying again later: %s", error)
        await asyncio.sleep(SWEEP)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [remind, sweep]
