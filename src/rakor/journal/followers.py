"""Followers turn entries into work (mail, reminders) after the commit, exactly once.

A follower's position moves in the same transaction as the rows it writes: a crash at any point
repeats nothing and forgets nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tortoise import connections

from rakor.journal import bells
from rakor.journal.models import Entry, FollowerPosition
from rakor.journal.record import since, transaction

log = logging.getLogger(__name__)
BATCH = 50


@dataclass(frozen=True, slots=True)
class Follower:
    """A name that is never changed, and what to do for each kind of entry it cares about."""

    name: str
    acts: dict[str, Callable[[Entry], Awaitable[None]]] = field(default_factory=dict)


_PENDING = """
SELECT stream.id AS id FROM stream LEFT JOIN follower
ON follower.stream = stream.id AND follower.name = {name}
WHERE stream.last_seq > COALESCE(follower.seq, 0) ORDER BY stream.id LIMIT 200
"""


async def pending(name: str) -> list[UUID]:
    """Streams in which something happened that this follower has not seen."""
    connection = connections.get("default")
    place = "$1" if connection.capabilities.dialect == "postgres" else "?"
    rows = await connection.execute_query_dict(_PENDING.format(name=place), [name])
    return [UUID(str(row["id"])) for row in rows]


async def follow(follower: Follower) -> int:
    """Bring a follower up to date everywhere; returns how many entries it read."""
    count = 0
    stuck: set[UUID] = set()
    while streams := [s for s in await pending(follower.name) if s not in stuck]:
        for stream in streams:
            try:
                count += await _advance(follower, stream)
            except Exception:
                # One entry that cannot be handled must not hold up the other meetings.
                log.exception("Follower %s stopped in %s; trying again", follower.name, stream)
                stuck.add(stream)
    return count


async def _advance(follower: Follower, stream: UUID) -> int:
    """Read on in one stream. Two processes meet at the locked row; the second finds less."""
    async with transaction():
        await FollowerPosition.bulk_create(
            [FollowerPosition(name=follower.name, stream=stream, seq=0)],
            ignore_conflicts=True,
        )
        position = (
            await FollowerPosition.filter(name=follower.name, stream=stream)
            .select_for_update()
            .get()
        )
        entries = await since(stream, position.seq, BATCH)
        for entry in entries:
            if act := follower.acts.get(entry.kind):
                await act(entry)
        if entries:
            position.seq = entries[-1].seq
            await position.save(update_fields=["seq"])
        return len(entries)


async def run_followers(followers: Sequence[Follower]) -> None:
    """Keep all followers up to date until cancelled; while the database is away it waits."""
    with bells.watch(None) as waiter:
        while True:
            for follower in followers:
                try:
                    await follow(follower)
                except Exception as error:
                    log.warning("The journal cannot be read, trying again: %s", error)
                    await asyncio.sleep(1)
            await waiter.wait()
