"""What can be found follows the journal; on the first start everything is looked at once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rakor.journal import Entry, Follower
from rakor.search import operations
from rakor.search.rules import Kind

log = logging.getLogger(__name__)

AGAIN = 60.0  # seconds until the next try, while the database is away

_AGREED = (Kind.DECISION, Kind.FOLLOW_UP)
_ALL = (Kind.MEETING, Kind.NOTE, Kind.DECISION, Kind.FOLLOW_UP, Kind.MINUTES, Kind.RELEASE)
_CHANGES: dict[tuple[Kind, ...], tuple[str, ...]] = {
    _ALL: ("meeting.drafted", "series.split"),
    (Kind.MEETING, Kind.NOTE): (
        "meeting.published",
        "meeting.changed",
        "meeting.rescheduled",
        "meeting.postponed",
        "meeting.cancelled",
    ),
    (Kind.MEETING,): ("meeting.opened", "meeting.closed", "letter.issued", "letter.voided"),
    (Kind.NOTE,): ("agenda.added", "agenda.changed", "agenda.removed", "note.saved"),
    _AGREED: (
        "decision.recorded",
        "decision.proposed",
        "decision.adopted",
        "decision.changed",
        "decision.struck",
    ),
    (Kind.FOLLOW_UP,): ("followup.reported", "followup.reassigned"),
    (Kind.MINUTES,): (
        "minutes.drafted",
        "minutes.edited",
        "minutes.refreshed",
        "minutes.submitted",
        "minutes.returned",
        "minutes.approved",
        "minutes.signed",
        "minutes.distributed",
        "minutes.amended",
    ),
    (Kind.RELEASE,): (
        "release.drafted",
        "release.edited",
        "release.refreshed",
        "release.corrected",
        "release.approved",
        "release.returned",
        "release.published",
        "release.withdrawn",
        "quote.added",
        "quote.asked",
        "quote.changed",
        "quote.answered",
        "quote.recorded",
        "quote.removed",
    ),
}


def _renewing(kinds: tuple[Kind, ...]) -> Callable[[Entry], Awaitable[None]]:
    async def act(entry: Entry) -> None:
        await operations.follow(entry, kinds)

    return act


followers = [
    Follower(
        "search",
        # Names that erasure takes away stand in no text here: people are found in the directory.
        {name: _renewing(kinds) for kinds, names in _CHANGES.items() for name in names},
    )
]


async def begin() -> None:
    """Once, where this was installed on meetings that are there already."""
    while True:
        try:
            if await operations.is_empty():
                log.info("What can be found was looked through: %d", await operations.reindex())
            return
        except Exception as error:
            log.warning("Meetings cannot be looked through, trying again: %s", error)
            await asyncio.sleep(AGAIN)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [begin]
