"""Writing the letters that invitations wait for: rendered off the event loop, kept whole."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from rakor.invitations.models import Invitation
from rakor.invitations.operations.letters.composing import Desk, Draft
from rakor.invitations.operations.letters.gathering import due_letters, gather
from rakor.invitations.operations.letters.storing import keep
from rakor.mail import outbox

AT_ONCE = 250

__all__ = ["Desk", "Draft", "due_letters", "gather", "keep", "write_all", "write_letters"]


async def write_letters() -> int:
    """Write the letters that are due, some at a time; tells how many.

    Whoever else writes the same letter at the same time makes the same Message-ID and purpose, so
    one is kept. A meeting that changed meanwhile is written again from what it is now.
    """
    written = 0
    while due := await due_letters(AT_ONCE):
        written += await _write(due)
    return written


async def _write(due: Sequence[Invitation]) -> int:
    desk = Desk(await gather(due), datetime.now(UTC))
    drafts = await asyncio.to_thread(write_all, desk)
    by_meeting: defaultdict[UUID, list[Draft]] = defaultdict(list)
    for draft in drafts:
        by_meeting[draft.seat.meeting_id].append(draft)
    written = 0
    for together in by_meeting.values():
        written += await keep(together, desk)
    outbox.wake()
    return written


def write_all(desk: Desk) -> list[Draft]:
    """The letters of a round, each on its own: one that fails holds up no other."""
    return [desk.write(seat) for seat in desk.material.due]
