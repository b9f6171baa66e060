"""Followers turn entries into work (mail, reminders) after the commit, exactly once.

A follower's position moves in the same transaction as the rows it writes: a crash at any point
repeats nothing and forgets nothing.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from tortoise import connections

from rakor.database import new_id
from rakor.database.statements import Values
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


class Moved(NamedTuple):
    """A stream that a follower has not read to its end, and whether anything there is for it."""

    stream: UUID
    top: int
    wanted: bool


async def pending(follower: Follower) -> list[Moved]:
    """Streams in which something happened that this follower has not seen."""
    values = Values(connections.get("default"))
    kinds = ", ".join([values.value(kind) for kind in follower.acts] or ["''"])
    rows = await connections.get("default").execute_query_dict(
        "SELECT stream.id AS stream, stream.last_seq AS top, EXISTS ("  # noqa: S608 - placeholders only
        "SELECT 1 FROM entry WHERE entry.stream = stream.id "
        f"AND entry.seq > COALESCE(follower.seq, 0) AND entry.kind IN ({kinds})) AS wanted "
        "FROM stream LEFT JOIN follower ON follower.stream = stream.id "
        f"AND follower.name = {values.value(follower.name)} "
        "WHERE stream.last_seq > COALESCE(follower.seq, 0) ORDER BY stream.id LIMIT 200",
        values.all,
    )
    return [Moved(UUID(str(row["stream"])), row["top"], bool(row["wanted"])) for row in rows]


async def follow(follower: Follower) -> int:
    """Bring a follower up to date everywhere; returns how many entries it read."""
    count = 0
    stuck: set[UUID] = set()
    while moved := [each for each in await pending(follower) if each.stream not in stuck]:
        await _pass_over(follower.name, [each for each in moved if not each.wanted])
        for stream in [each.stream for each in moved if each.wanted]:
            try:
                count += await _advance(follower, stream)
            except Exception:
                # One entry that cannot be handled must not hold up the other meetings.
                log.exception("Follower %s stopped in %s; trying again", follower.name, stream)
                stuck.add(stream)
    return count


async def _pass_over(name: str, moved: Sequence[Moved]) -> None:
    """Most of what happens is nothing to most followers: that is said in one statement for all."""
    if not moved:
        return
    values = Values(connections.get("default"))
    rows = [
        f"({values.key(new_id())}, {values.value(name)}, {values.key(each.stream)}, "
        f"{values.value(each.top)})"
        for each in moved
    ]
    await connections.get("default").execute_query(
        f"INSERT INTO follower (id, name, stream, seq) VALUES {', '.join(rows)} "  # noqa: S608 - placeholders only
        "ON CONFLICT (name, stream) DO UPDATE SET seq = excluded.seq "
        "WHERE follower.seq < excluded.seq",
        values.all,
    )


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
