"""What a process tells the others about whom it serves. Nothing of it is an act of anybody."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from rakor.live.models import Present, Serving
from rakor.live.queries import gone_processes, this_place
from rakor.live.rules import Crowd, pack, pack_counts


async def say_serving(me: UUID, sockets: Mapping[bytes, int], stamp: int) -> bool:
    """This process lives, and so many sockets are connected to it. False when that is news."""
    told: dict[str, Any] = {
        "seen_at": datetime.now(UTC),
        "sockets": pack_counts(sockets),
        "stamp": stamp,
    }
    if await Serving.filter(id=me).update(**told):
        return True
    await Serving.create(id=me, place=this_place(), pid=os.getpid(), **told)
    return False


async def say_present(me: UUID, crowds: Mapping[UUID, Crowd], stamp: int) -> None:
    """Whom it serves in these meetings; of a meeting that nobody follows here nothing is kept."""
    rows = [
        Present(
            serving_id=me,
            meeting_id=meeting,
            count=crowd.count,
            people=pack(crowd.people),
            agencies=pack(crowd.agencies),
            stamp=stamp,
        )
        for meeting, crowd in crowds.items()
        if crowd.count
    ]
    empty = [meeting for meeting, crowd in crowds.items() if not crowd.count]
    async with in_transaction():
        if empty:
            await Present.filter(serving_id=me, meeting_id__in=empty).delete()
        if rows:
            await Present.bulk_create(
                rows,
                on_conflict=["serving_id", "meeting_id"],
                update_fields=["count", "people", "agencies", "stamp"],
            )


async def stop_serving(me: UUID) -> None:
    """Nobody is connected here any more."""
    await Serving.filter(id=me).delete()


async def clear_gone() -> None:
    """Forget processes that ended without saying so, and whom they served."""
    if gone := await gone_processes():
        await Serving.filter(id__in=gone).delete()
