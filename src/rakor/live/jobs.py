"""What happens to a session by itself: open votes are counted, and the floor is left."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import UUID

from rakor.journal import Entry, Follower, bells
from rakor.live import operations
from rakor.live.models import Vote
from rakor.live.rules import VoteState
from rakor.live.rules.voting import TELL_EVERY

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between looks when no bell rings


async def _item_finished(entry: Entry) -> None:
    items = [UUID(item["id"]) for item in entry.data["items"]]
    await operations.leave_floor(entry.stream, entry.at, items)


async def _meeting_closed(entry: Entry) -> None:
    await operations.leave_floor(entry.stream, entry.at)


followers: list[Follower] = [
    Follower("floor", {"agenda.finished": _item_finished, "meeting.closed": _meeting_closed})
]


class Tallies:
    """Open votes as this process last saw them."""

    def __init__(self) -> None:
        self.secret: set[UUID] | None = None

    async def tell(self) -> bool:
        """Tell how far each open vote is; True when there is more to tell a little later.

        When a secret vote is over, and when the process begins, the order of its ballots is swept
        away.
        """
        found = await Vote.filter(state=VoteState.OPEN).only("id", "secret")
        more = any([await operations.tell_tally(vote.id) for vote in found])
        secret = {vote.id for vote in found if vote.secret}
        if self.secret is None:
            over = await Vote.filter(secret=True).exclude(state=VoteState.OPEN).exists()
        else:
            over = bool(self.secret - secret)
        if over:
            await operations.forget_order()
        self.secret = secret
        return more


async def keep_tallies() -> None:
    """Tell counts at most twice a second, however many ballots come between."""
    tallies = Tallies()
    with bells.watch(None) as waiter:
        while True:
            more = False
            try:
                more = await tallies.tell()
            except Exception as error:
                log.warning("Votes cannot be counted, trying again: %s", error)
            # However many bells ring, a few looks a second are enough.
            await asyncio.sleep(TELL_EVERY / 2)
            if not more:
                await waiter.wait(LOOK)


clocks: list[Callable[[], Coroutine[Any, Any, None]]] = [keep_tallies]
