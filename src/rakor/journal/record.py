"""Writing and reading entries: one transaction, gapless numbers, bells after the commit."""

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache
from typing import Any, Protocol
from uuid import UUID, uuid5

from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.transactions import in_transaction

from rakor.database import at_once, new_id, row_where
from rakor.journal import bells
from rakor.journal.chain import Told, chain, lasting
from rakor.journal.models import Audience, Entry, Stream, to_json

_COLUMNS = "id, stream, seq, kind, actor, actor_name, audience, data, at, request_id, subject, hash"
_BEFORE = (
    "SELECT entry.hash FROM entry "
    "WHERE entry.stream = stream.id AND entry.seq = stream.last_seq - 1"
)
_NAMES = UUID("6a0f4e5e-8a52-4b0c-9f3c-5d1b7c0e4a11")


class Actor(Protocol):
    """Whoever did it: a person with a name that the record keeps as it was that day."""

    @property
    def id(self) -> UUID: ...
    @property
    def full_name(self) -> str: ...


class Record:
    """What one transaction writes into the journal."""

    def __init__(self, connection: BaseDBAsyncClient, at: datetime) -> None:
        self.connection = connection
        self.at = at
        self.tops: dict[UUID, int] = {}

    async def entry(
        self,
        stream: UUID,
        kind: str,
        *,
        by: Actor | None,
        audience: Audience = Audience.RECORD,
        request_id: str | None = None,
        subject: UUID | None = None,
        **data: Any,
    ) -> int:
        """Append `kind` (`<thing>.<past participle>`) to a stream and return its number.

        `subject` is the person, agency, office or account that it is about, for the audit.

        `data` holds what changed, whole, so that a reader only replaces. The row of the stream
        stays locked until the commit, which keeps numbers gapless and in commit order on
        PostgreSQL; SQLite has one writer at a time.
        """
        seq, before = await self._next(stream)
        told = Told(
            seq=seq,
            stream=str(stream),
            kind=kind,
            actor=str(by.id) if by else None,
            actor_name=by.full_name if by else "",
            audience=audience.value,
            data=lasting(to_json(data)),
            at=self.at,
            request_id=request_id,
            subject=str(subject) if subject else None,
        )
        await at_once(
            _insert(self.connection.capabilities.dialect),
            [
                _key(self.connection, new_id()),
                _key(self.connection, stream),
                seq,
                kind,
                _key(self.connection, by.id) if by else None,
                told.actor_name,
                told.audience,
                told.data,
                _moment(self.connection, self.at),
                request_id,
                _key(self.connection, subject) if subject else None,
                chain().link(before, told),
            ],
            self.connection,
        )
        self.tops[stream] = seq
        _latest.set(seq)
        return seq

    async def _next(self, stream: UUID) -> tuple[int, str]:
        """The number that is next in a stream, and the proof of the entry before it."""
        number, proof = _next(self.connection.capabilities.dialect)
        key = _key(self.connection, stream)
        rows = await at_once(number, [key, secrets.token_hex(4), 1], self.connection)
        seq = int(rows[0]["last_seq"])
        if rows[0]["hash"] is None and seq > 1:
            # Whoever waited for the row on PostgreSQL does not see what was written meanwhile.
            rows = await at_once(proof, [key], self.connection)
        return seq, rows[0]["hash"] or ""


_current: ContextVar[Record | None] = ContextVar("record", default=None)
_latest: ContextVar[int | None] = ContextVar("latest_seq", default=None)


@asynccontextmanager
async def transaction() -> AsyncIterator[Record]:
    """One act: everything inside is kept, or nothing is; the bells ring after the commit.

    An act inside an act joins it (a savepoint), so an operation can be built from earlier ones.
    """
    outer = _current.get()
    if outer is not None:
        tops, latest = dict(outer.tops), _latest.get()
        try:
            async with in_transaction():
                yield outer
        except BaseException:
            # What the savepoint took back was never said.
            outer.tops = tops
            _latest.set(latest)
            raise
        return
    async with in_transaction() as connection:
        record = Record(connection, datetime.now(UTC))
        token = _current.set(record)
        try:
            yield record
        finally:
            _current.reset(token)
    for stream, seq in record.tops.items():
        bells.ring(stream, seq)


async def looked(kind: str, *, by: Actor | None, subject: UUID | None = None, **data: Any) -> None:
    """Record that somebody read or downloaded personal data (UU 27/2022, articles 31 and 47).

    Readers have streams of their own, so that nobody who reads waits for another.
    """
    latest = _latest.get()
    async with transaction() as record:
        stream = stream_of(f"reader:{by.id}" if by else "reader")
        await record.entry(stream, kind, by=by, subject=subject, **data)
    # Nothing was written that an answer should number.
    _latest.set(latest)


@contextmanager
def listening() -> Iterator[None]:
    """Within this block `latest_seq` tells the number of the last entry written in it."""
    token = _latest.set(None)
    try:
        yield
    finally:
        _latest.reset(token)


def joins() -> bool:
    """Whether what is done here belongs to an act that has begun already."""
    return _current.get() is not None


def written_elsewhere(seq: int | None) -> None:
    """Say that another task wrote this entry on behalf of this request."""
    _latest.set(seq)


def latest_seq() -> int | None:
    """The number of the entry that was last written on behalf of this request, if any."""
    return _latest.get()


async def since(stream: UUID, after: int, limit: int = 1000) -> list[Entry]:
    """What happened in a stream after that number, in order."""
    connection = connections.get("default")
    # Every entry is read this way by every process: the statement is composed once.
    statement = _since(connection.capabilities.dialect)
    wanted = [_key(connection, stream), after, limit]
    return [Entry._init_from_db(**row) for row in await at_once(statement, wanted, connection)]


async def epoch_and_top(stream: UUID) -> tuple[str, int]:
    """The epoch of a stream and its highest number; ("", 0) when nothing ever happened in it."""
    row = await row_where(Stream, "id", stream)
    return (row.epoch, row.last_seq) if row else ("", 0)


def stream_of(name: str) -> UUID:
    """The stream of something that is not a meeting, `directory` or `account:<id>`."""
    return uuid5(_NAMES, name)


@cache
def _since(dialect: str) -> str:
    columns = ", ".join(f'"{name}"' for name in Entry._meta.fields_db_projection.values())
    stream, after, limit = _places(dialect, 3)
    return (
        f"SELECT {columns} FROM entry WHERE stream = {stream} AND seq > {after} "  # noqa: S608 - names of our own columns
        f"ORDER BY seq LIMIT {limit}"
    )


@cache
def _next(dialect: str) -> tuple[str, str]:
    """How a stream is given its next number, and how the proof of the entry before is asked for."""
    key, epoch, first = _places(dialect, 3)
    return (
        f"INSERT INTO stream (id, epoch, last_seq) VALUES ({key}, {epoch}, {first}) "  # noqa: S608 - placeholders only
        "ON CONFLICT (id) DO UPDATE SET last_seq = stream.last_seq + 1 "
        f"RETURNING last_seq, ({_BEFORE}) AS hash",
        f"SELECT ({_BEFORE}) AS hash FROM stream WHERE id = {key}",  # noqa: S608
    )


@cache
def _insert(dialect: str) -> str:
    places = ", ".join(_places(dialect, 12))
    return f"INSERT INTO entry ({_COLUMNS}) VALUES ({places})"  # noqa: S608 - placeholders only


def _places(dialect: str, count: int) -> list[str]:
    if dialect == "postgres":
        return [f"${n}" for n in range(1, count + 1)]
    return ["?"] * count


def _key(connection: BaseDBAsyncClient, key: UUID) -> Any:
    return key if connection.capabilities.dialect == "postgres" else str(key)


def _moment(connection: BaseDBAsyncClient, at: datetime) -> Any:
    return at if connection.capabilities.dialect == "postgres" else at.isoformat(" ")


__all__ = [
    "Actor",
    "Record",
    "epoch_and_top",
    "joins",
    "latest_seq",
    "listening",
    "looked",
    "since",
    "stream_of",
    "transaction",
    "written_elsewhere",
]
