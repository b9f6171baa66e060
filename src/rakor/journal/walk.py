"""Walking the whole journal, stream by stream and number by number, in memory that stays small."""

import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient

from rakor.journal.chain import Told, chain

BATCH = 5_000


class Link(NamedTuple):
    """An entry with the proof that is stored beside it."""

    told: Told
    hash: str | None


async def walk(connection: BaseDBAsyncClient, batch: int = BATCH) -> AsyncIterator[list[Link]]:
    """Every entry in the order of streams and numbers, some thousands at a time.

    On PostgreSQL the caller has begun a transaction.
    """
    postgres = connection.capabilities.dialect == "postgres"
    rows = _by_cursor(connection, batch) if postgres else _by_key(connection, batch)
    async for some in rows:
        yield [_link(row) for row in some]


async def _by_cursor(connection: BaseDBAsyncClient, batch: int) -> AsyncIterator[Sequence[Any]]:
    """One plan for the whole of it; asked again and again it may sort the table each time."""
    name = f"walk_{secrets.token_hex(4)}"
    await connection.execute_query(
        f"DECLARE {name} NO SCROLL CURSOR FOR {_columns(True)} ORDER BY stream, seq"
    )
    while rows := (await connection.execute_query(f"FETCH {batch} FROM {name}"))[1]:
        yield rows
    await connection.execute_query(f"CLOSE {name}")


async def _by_key(connection: BaseDBAsyncClient, batch: int) -> AsyncIterator[Sequence[Any]]:
    query = f"{_columns(False)} WHERE (stream, seq) > (?, ?) ORDER BY stream, seq LIMIT {batch}"
    stream, seq = "", -1
    while rows := (await connection.execute_query(query, [stream, seq]))[1]:
        yield rows
        seq, stream = rows[-1][0], rows[-1][1]


async def chain_all(connection: BaseDBAsyncClient) -> int:
    """Prove every entry anew, for a journal that was written without; tells how many.

    In the transaction of the caller.
    """
    count, stream, before = 0, "", ""
    async for links in walk(connection):
        proven: list[tuple[str, int, str]] = []
        for told, _hash in links:
            if told.stream != stream:
                stream, before = told.stream, ""
            before = chain().link(before, told)
            proven.append((told.stream, told.seq, before))
        await _write(connection, proven)
        count += len(proven)
    return count


async def _write(connection: BaseDBAsyncClient, proven: Sequence[tuple[str, int, str]]) -> None:
    if connection.capabilities.dialect == "postgres":
        streams, seqs, hashes = zip(*proven, strict=True)
        await connection.execute_query(
            "UPDATE entry SET hash = proven.hash "
            "FROM unnest($1::uuid[], $2::bigint[], $3::text[]) AS proven(stream, seq, hash) "
            "WHERE entry.stream = proven.stream AND entry.seq = proven.seq",
            [list(map(UUID, streams)), list(seqs), list(hashes)],
        )
        return
    await connection.execute_many(
        "UPDATE entry SET hash = ? WHERE stream = ? AND seq = ?",
        [[hash_, stream, seq] for stream, seq, hash_ in proven],
    )


async def first_entries(connection: BaseDBAsyncClient, limit: int = 200) -> list[Link]:
    """The entries that some streams begin with."""
    postgres = connection.capabilities.dialect == "postgres"
    _count, rows = await connection.execute_query(
        f"{_columns(postgres)} WHERE seq = 1 LIMIT {limit}", []
    )
    return [_link(row) for row in rows]


def _columns(postgres: bool) -> str:
    text = "::text" if postgres else ""
    return (
        f"SELECT seq, stream{text}, kind, actor{text}, actor_name, audience, data{text}, at, "  # noqa: S608 - names of our own columns
        f"request_id, subject{text}, hash FROM entry"
    )


def _link(row: Any) -> Link:
    seq, stream, kind, actor, name, audience, data, at, request_id, subject, proof = row
    if isinstance(at, str):
        at = datetime.fromisoformat(at)
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
    told = Told(seq, stream, kind, actor, name, audience, data, at, request_id, subject)
    return Link(told, proof)
