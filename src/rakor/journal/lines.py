"""Lines between processes that carry bells: PostgreSQL's NOTIFY, or pub/sub of Redis or Valkey.

A line only carries `stream:seq`. It may lose, delay or double that, and may be away for ever.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit
from uuid import UUID

from rakor.database import new_id, postgres_line
from rakor.journal.ending import end

if TYPE_CHECKING:
    import asyncpg
    from redis.asyncio import Redis
    from redis.asyncio.client import PubSub

CHANNEL = "rakor_bell"
PATIENCE = 5.0  # seconds for an answer of a broker
ALIVE = 10.0  # seconds of silence after which it is asked whether it is still there

Heard = Callable[[UUID, int], None]
Rung = Callable[[], Awaitable[Mapping[UUID, int]]]


class Broken(Exception):
    """The line is gone; another one has to be made."""


class Line(Protocol):
    """How bells leave this process and how those of others arrive."""

    async def carry(self, heard: Heard, rung: Rung) -> None:
        """Tell what others rang and send what `rung` gives, until the line breaks (Broken)."""


def line_to(url: str) -> Line:
    """The line that an address names: a database of PostgreSQL, or a broker."""
    if urlsplit(url).scheme in ("redis", "rediss", "unix"):
        return BrokerLine(url)
    return PostgresLine(url)


class PostgresLine:
    """One connection that listens and notifies."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def carry(self, heard: Heard, rung: Rung) -> None:
        """Until the connection ends. What this process notifies itself is not told again."""
        import asyncpg  # not on SQLite

        try:
            connection = await asyncio.wait_for(postgres_line(self._url), PATIENCE)
            own, gone = connection.get_server_pid(), asyncio.Event()

            def hear(_connection: object, pid: int, _channel: str, payload: object) -> None:
                if pid != own:
                    _tell(str(payload), heard)

            try:
                connection.add_termination_listener(lambda _connection: gone.set())
                await connection.add_listener(CHANNEL, hear)
                await _together(_ended(gone), _notify(connection, rung))
            finally:
                with contextlib.suppress(Exception):
                    await connection.close(timeout=2)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Broken(str(error) or type(error).__name__) from error


async def _ended(gone: asyncio.Event) -> None:
    """A connection that died is noticed although nothing is to be sent."""
    await gone.wait()
    raise ConnectionError("the connection ended")


async def _notify(connection: "asyncpg.Connection[asyncpg.Record]", rung: Rung) -> None:
    while True:
        bells = [(CHANNEL, f"{stream}:{seq}") for stream, seq in (await rung()).items()]
        await connection.executemany("SELECT pg_notify($1, $2)", bells, timeout=PATIENCE)


class BrokerLine:
    """Pub/sub of Redis or Valkey: one connection that listens, one that publishes."""

    def __init__(self, url: str) -> None:
        self._url = url
        # A process hears what it publishes itself, and knows that already.
        self._own = new_id().hex

    async def carry(self, heard: Heard, rung: Rung) -> None:
        """Until one of the connections ends, or the broker answers no more."""
        # Only who has a broker needs the package: `pip install 'rakor[redis]'`.
        from redis.exceptions import RedisError

        try:
            async with _broker(self._url) as broker, broker.pubsub() as hearing:
                await hearing.subscribe(CHANNEL)
                await _together(self._listen(hearing, heard), self._publish(broker, rung))
        except (OSError, RedisError) as error:
            raise Broken(str(error) or type(error).__name__) from error

    async def _listen(self, hearing: "PubSub", heard: Heard) -> None:
        asked = False
        while True:
            message = await hearing.get_message(ignore_subscribe_messages=True, timeout=ALIVE)
            if message is None and asked:
                raise TimeoutError("the broker does not answer")
            asked = message is None
            if message is None:
                await hearing.ping()
            elif message["type"] == "message":
                whose, _space, bell = message["data"].partition(" ")
                if whose != self._own:
                    _tell(bell, heard)

    async def _publish(self, broker: "Redis", rung: Rung) -> None:
        while True:
            async with broker.pipeline(transaction=False) as pipe:
                for stream, seq in (await rung()).items():
                    pipe.publish(CHANNEL, f"{self._own} {stream}:{seq}")
                await pipe.execute()


async def answers(url: str) -> str:
    """What answers at the address of a broker. Raises what the broker's library raises."""
    async with _broker(url) as broker:
        found = await broker.info("server")
    return f"Redis {found['redis_version']}"


def _broker(url: str) -> "Redis":
    from redis.asyncio import Redis
    from redis.asyncio.retry import Retry
    from redis.backoff import NoBackoff

    return Redis.from_url(
        url,
        protocol=2,
        socket_timeout=PATIENCE,
        socket_connect_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),  # trying again is the belfry's, which says so
        decode_responses=True,
    )


async def _together(*works: Coroutine[Any, Any, None]) -> None:
    """Until the first of them fails."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await end(tasks)


def _tell(bell: str, heard: Heard) -> None:
    stream, _colon, seq = bell.partition(":")
    # Others may use the same channel.
    with contextlib.suppress(ValueError):
        heard(UUID(stream), int(seq))
