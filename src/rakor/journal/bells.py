"""Bells wake whoever waits for a stream. They carry no data: a lost or doubled bell costs nothing.

Inside a process a bell is an event. Between processes a line carries it (`journal.lines`). A slow
clock compares the top of every watched stream, so that even with all bells lost, or the broker
away for ever, all readers converge.
"""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID

from rakor.journal.ending import end
from rakor.journal.lines import Broken, Line, line_to
from rakor.journal.models import Stream

CLOCK = 1.5  # seconds
AGAIN = 1.0  # seconds before a line that broke is made anew
REST = 0.1  # seconds between two times that whoever watches everything is woken

log = logging.getLogger(__name__)


async def tops(streams: Sequence[UUID]) -> dict[UUID, int]:
    """The highest number of each of these streams."""
    rows = await Stream.filter(id__in=list(streams)).values_list("id", "last_seq")
    return {UUID(str(row[0])): int(row[1]) for row in rows}


class Waiter:
    """Someone who sleeps until a stream they watch has moved."""

    def __init__(self, rest: float = 0) -> None:
        self._event = asyncio.Event()
        self._rest = rest
        self._woken = 0.0
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
        # Whoever works for all meetings works for many acts at once, not after each of hundreds.
        await asyncio.sleep(max(0.0, self._woken + self._rest - time.monotonic()))
        self._woken = time.monotonic()
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
        """Be woken for a stream, or for all of them (None): at most ten times a second."""
        waiter = Waiter(REST if stream is None else 0)
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
        """A bell was heard. One that is doubled or late wakes nobody who heard of that number."""
        for waiter in self._waiters.get(stream, ()):
            if seq > waiter.top:
                waiter.wake(seq)
        for waiter in self._everyone:
            waiter.wake(seq)

    @asynccontextmanager
    async def running(self, url: str | None) -> AsyncIterator[None]:
        """While this lasts the slow clock ticks and, with an address, bells cross processes."""
        tasks = [asyncio.create_task(self._clock(), name="bells: clock")]
        if url:
            self._outgoing_waiter = asyncio.Event()
            tasks.append(asyncio.create_task(self._line(line_to(url)), name="bells: line"))
        try:
            yield
        finally:
            self._outgoing_waiter = None
            self._outgoing.clear()
            await end(tasks)

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

    async def _line(self, line: Line) -> None:
        """Hold the line; it is made anew whenever it breaks, and what was rung meanwhile is lost.

        Those who are not told by a bell are woken by their own clock.
        """
        said = ""
        while True:
            try:
                await line.carry(self.wake, self._rung)
            except Broken as broken:
                if said != str(broken):
                    said = str(broken)
                    log.warning("The line for bells broke, trying again: %s", said)
                await asyncio.sleep(AGAIN)

    async def _rung(self) -> dict[UUID, int]:
        """What rang here since it was asked for last; waits until something did."""
        while self._outgoing_waiter is not None:
            await self._outgoing_waiter.wait()
            self._outgoing_waiter.clear()
            rung, self._outgoing = self._outgoing, {}
            if rung:
                return rung
        return {}


belfry = Belfry()
watch = belfry.watch
ring = belfry.ring
running = belfry.running
