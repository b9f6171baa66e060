"""Desks that ask at the same moment are answered by one transaction.

At a door several desks scan at once, and each scan locks the same rows of its meeting: one after
the other they would wait for each other, and everybody who follows would be told every step. So
whoever comes while a transaction runs waits for the next one, which takes all who wait.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance.rules import Wish

A = TypeVar("A")
# Writes scans of a meeting, each with its officer, and answers each; told whether desks are busy.
Write = Callable[[UUID, Sequence[tuple[Wish, User]], bool], Awaitable[Sequence[A]]]
MOST = 64
# Desks at work ask again within this time of their answer; nobody waits longer for another one.
GATHER = 0.008  # seconds


@dataclass(slots=True)
class _Slip(Generic[A]):
    """A scan that waits for its answer."""

    wish: Wish
    by: User
    answer: asyncio.Future[tuple[A, int | None]]


@dataclass(slots=True)
class _Line(Generic[A]):
    """Those who wait at the door of one meeting, and how many are awaited."""

    slips: list[_Slip[A]] = field(default_factory=list)
    awaited: int = 1
    complete: asyncio.Event = field(default_factory=asyncio.Event)

    def join(self, slip: _Slip[A]) -> None:
        self.slips.append(slip)
        if len(self.slips) >= self.awaited:
            self.complete.set()

    async def gathered(self) -> list[_Slip[A]]:
        """Those who go together: all who are at work at this door, once they are back."""
        self.complete.clear()
        if len(self.slips) < self.awaited:
            try:
                async with asyncio.timeout(GATHER):
                    await self.complete.wait()
            except TimeoutError:
                pass
        return self.slips[:MOST]

    def answered(self, slips: Sequence[_Slip[A]]) -> None:
        """These have their answers; they and whoever came meanwhile are awaited next."""
        del self.slips[: len(slips)]
        self.awaited = min(MOST, len(slips) + len(self.slips))


_lines: dict[UUID, _Line[Any]] = {}
# A task that nobody holds may vanish while it runs.
_at_work: set[asyncio.Task[None]] = set()


async def together(meeting_id: UUID, wish: Wish, by: User, write: Write[A]) -> A:
    """Have a scan written with all others that wait at this moment, and give its own answer.

    What is refused is refused for this scan alone.
    """
    slip: _Slip[A] = _Slip(wish, by, asyncio.get_running_loop().create_future())
    line = _lines.get(meeting_id)
    if line is None:
        line = _lines[meeting_id] = _Line()
        task = asyncio.create_task(_serve(meeting_id, line, write))
        _at_work.add(task)
        task.add_done_callback(_at_work.discard)
    line.join(slip)
    done, seq = await slip.answer
    journal.written_elsewhere(seq)
    return done


async def _serve(meeting_id: UUID, line: _Line[A], write: Write[A]) -> None:
    try:
        while slips := await line.gathered():
            # Whoever comes alone is told of at once.
            await _answer(meeting_id, slips, write, busy=len(line.slips) > 1)
            line.answered(slips)
    finally:
        del _lines[meeting_id]
        for slip in line.slips:
            slip.answer.cancel()


async def _answer(
    meeting_id: UUID, slips: Sequence[_Slip[A]], write: Write[A], *, busy: bool
) -> None:
    try:
        with journal.listening():
            done = await write(meeting_id, [(slip.wish, slip.by) for slip in slips], busy)
            seq = journal.latest_seq()
    except Exception as trouble:
        if len(slips) > 1:
            for slip in slips:
                await _answer(meeting_id, [slip], write, busy=busy)
        elif not slips[0].answer.done():
            slips[0].answer.set_exception(trouble)
        return
    for slip, each in zip(slips, done, strict=True):
        if not slip.answer.done():
            slip.answer.set_result((each, seq))
