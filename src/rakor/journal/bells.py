"""Bells wake whoever waits for a stream. They carry no data: a lost or doubled bell costs nothing.

Inside a process a bell is an event. Between processes it is PostgreSQL LISTEN/NOTIFY. A slow clock
compares the top of every watched stream, so that even with all bells lost all readers converge.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID

import asyncpg

from rakor.database import postgres_line
from rakor.journal.models import Stream

CLOCK = 1.5  # seconds
CHANNEL = "rakor_bell"

log = logging.getLogger(__name__)


async def tops(streams: Sequence[UUID]) -> dict[UUID, int]:
    """The highest number of each of these streams."""
    rows = await Stream.filter(id__in=list(streams)).values_list("id", "last_seq")
    return {UUID(str(row[0])): int(row[1]) for row in rows}


class Waiter:
    """Someone who sleeps until a stream they watch has moved."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self.top = 0

    def wake(self, seq: int) -> None:
        self.top = max(self.top, seq)
        self._event.set()

    async def wait(self, timeout: float | None = None) -> bool:
        """True when a bell rang, False after `timeout` seconds of silence."""
        try:
            async with asyncio.timeout(timeout):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Belfry:
    """The bells of this process and their line to the other processes."""

    def __init__(self) -> None:
        self._waiters: defaultdict[UUID, set[Waiter]] = defaultdict(set)
        self._everyone: set[Waiter] = set()
        self._outgoing: dict[UUID, int] = {}
        self._outgoing_waiter: asyncio.Event | None = None

    @contextmanager
    def watch(self, stream: UUID | None) -> Iterator[Waiter]:
        """Be woken for a stream, or for all of them (None)."""
        waiter = Waiter()
        group = self._everyone if stream is None else self._waiters[stream]
        group.add(waiter)
        try:
            yield waiter
        finally:
            group.discard(waiter)
            if stream is not None and not group:
                self._waiters.pop(stream, None)

    def watched(self) -> list[UUID]:
        return list(self._waiters)

    def ring(self, stream: UUID, seq: int) -> None:
        """Wake those who wait here, and tell the other processes soon."""
        self.wake(stream, seq)
        if self._outgoing_waiter is not None:
            self._outgoing[stream] = max(seq, self._outgoing.get(stream, 0))
            self._outgoing_waiter.set()

    def wake(self, stream: UUID, seq: int) -> None:
        for waiter in (*self._waiters.get(stream, ()), *self._everyone):
            waiter.wake(seq)

    @asynccontextmanager
    async def running(self, postgres_url: str | None) -> AsyncIterator[None]:
        """While this lasts the slow clock ticks and, on PostgreSQL, bells cross processes."""
        tasks = [asyncio.create_task(self._clock(), name="bells: clock")]
        if postgres_url:
            self._outgoing_waiter = asyncio.Event()
            tasks.append(asyncio.create_task(self._line(postgres_url), name="bells: line"))
        try:
            yield
        finally:
            self._outgoing_waiter = None
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _clock(self) -> None:
        while True:
            await asyncio.sleep(CLOCK)
            for waiter in list(self._everyone):
                waiter.wake(0)
            if not self._waiters:
                continue
            try:
                for stream, seq in (await tops(self.watched())).items():
                    for waiter in list(self._waiters.get(stream, ())):
                        if seq > waiter.top:
                            waiter.wake(seq)
            except Exception as error:
                log.warning("The journal cannot be read, trying again: %s", error)

    async def _line(self, url: str) -> None:
        """Hold one connection that listens and notifies; made anew whenever it breaks."""
        while True:
            try:
                connection = await postgres_line(url)
                try:
                    await connection.add_listener(CHANNEL, self._heard)
                    await self._send(connection)
                finally:
                    with contextlib.suppress(Exception):
                        await connection.close(timeout=2)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("The line for bells broke, trying again: %s", error)
                await asyncio.sleep(1)

    async def _send(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        waiter = self._outgoing_waiter
        while waiter is not None:
            await waiter.wait()
            waiter.clear()
            rung, self._outgoing = self._outgoing, {}
            if rung:
                await connection.executemany(
                    "SELECT pg_notify($1, $2)",
                    [(CHANNEL, f"{stream}:{seq}") for stream, seq in rung.items()],
                )

    def _heard(self, _connection: object, pid: int, _channel: str, payload: object) -> None:
        stream, _colon, seq = str(payload).partition(":")
        with contextlib.suppress(ValueError):
            self.wake(UUID(stream), int(seq))


belfry = Belfry()
watch = belfry.watch
ring = belfry.ring
running = belfry.running
