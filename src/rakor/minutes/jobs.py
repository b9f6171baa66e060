"""What happens to minutes by itself: letters to reviewers, to all, to whoever asked."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor.journal import Entry, Follower
from rakor.minutes.operations import answering, letters

log = logging.getLogger(__name__)

REMIND = 300.0  # seconds between looks; the letters are days exact, not minutes


async def _next(entry: Entry) -> None:
    await letters.tell_next(entry.stream, str(entry.seq), entry.at)


async def _distributed(entry: Entry) -> None:
    await letters.send_out(entry.stream, int(entry.data["version"]), entry.at)


async def _answered(entry: Entry) -> None:
    await answering.tell_asker(UUID(entry.data["correction"]), entry.at)


followers: list[Follower] = [
    Follower(
        "minutes",
        {
            "minutes.submitted": _next,
            "minutes_review.planned": _next,
            "minutes_review.initialled": _next,
            "minutes.distributed": _distributed,
            "minutes_correction.accepted": _answered,
            "minutes_correction.declined": _answered,
        },
    )
]


async def remind() -> None:
    """Remind reviewers a day before their deadline."""
    while True:
        try:
            await letters.remind(datetime.now(UTC))
        except Exception as error:
            log.warning("Reviewers cannot be reminded, trying again: %s", error)
        await asyncio.sleep(REMIND)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [remind]
