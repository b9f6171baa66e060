"""Desks that ask at the same moment are answered by one transaction.

At a door several desks scan at once, and each scan locks the same rows of its meeting: one after
the other they would wait for each other, and everybody who follows would be told every step. So
whoever comes while a transaction runs waits for the next one, which takes all who wait.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance.operations.ledger import CheckIn
from rakor.attendance.rules import Wish

Write = Callable[[UUID, Sequence[tuple[Wish, User | None]]], Awaitable[list[CheckIn]]]
MOST = 64
# Desks at work ask again within this time of each other: nobody notices it, and all go together.
GATHER = 0.004  # seconds

_waiting: dict[UUID, list["_Slip"]] = {}
# A task that nobody holds may vanish while it runs.
_at_work: set[asyncio.Task[None]] = set()


@dataclass(slots=True)
class _Slip:
    """A scan that waits for its answer."""

    wish: Wish
    by: User
    answer: asyncio.Future[tuple[CheckIn, int | None]]


async def together(meeting_id: UUID, wish: Wish, by: User, write: Write) -> CheckIn:
    """Have a scan written with all others that wait at this moment, and give its own answer.

    What is refused is refused for this scan alone.
    """
    slip = _Slip(wish, by, asyncio.get_running_loop().create_future())
    if meeting_id in _waiting:
        _waiting[meeting_id].append(slip)
    else:
        _waiting[meeting_id] = [slip]
        task = asyncio.create_task(_serve(meeting_id, write))
        _at_work.add(task)
        task.add_done_callback(_at_work.discard)
    done, seq = await slip.answer
    journal.written_elsewhere(seq)
    return done


async def _serve(meeting_id: UUID, write: Write) -> None:
    try:
        while _waiting[meeting_id]:
            await asyncio.sleep(GATHER)
            slips = _waiting[meeting_id][:MOST]
            await _answer(meeting_id, slips, write)
            del _waiting[meeting_id][: len(slips)]
    finally:
        for slip in _waiting.pop(meeting_id):
            slip.answer.cancel()


async def _answer(meeting_id: UUID, slips: Sequence[_Slip], write: Write) -> None:
    try:
        with journal.listening():
            done = await write(meeting_id, [(slip.wish, slip.by) for slip in slips])
            seq = journal.latest_seq()
    except Exception as trouble:
        if len(slips) > 1:
            for slip in slips:
                await _answer(meeting_id, [slip], write)
        elif not slips[0].answer.done():
            slips[0].answer.set_exception(trouble)
        return
    for slip, each in zip(slips, done, strict=True):
        if not slip.answer.done():
            slip.answer.set_result((each, seq))
