"""Keeping what can be found as its source is: made anew when that changes, gone when it goes."""

import random
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.database import lock_row
from rakor.journal import Entry, Stream
from rakor.meetings.models import Meeting
from rakor.search.models import SearchDocument, SearchText
from rakor.search.operations.describing import SOURCES, Described
from rakor.search.rules import Kind, folded

# A key is the moment in seconds, then this many bits of chance.
CHANCE = 30
AT_ONCE = 200


async def renew(meeting_id: UUID, kinds: Collection[Kind]) -> int:
    """Make what is found of a meeting as its source is now; how many things that changed.

    Within a transaction of the caller. What is the same stays as it is.
    """
    meeting = await Meeting.get_or_none(id=meeting_id).select_related("organizer")
    if meeting is None:
        return 0
    now = {
        (each.kind, each.object_id, each.whole): each
        for kind in kinds
        for each in await SOURCES[kind](meeting)
    }
    rows = SearchDocument.filter(meeting_id=meeting_id, kind__in=list(kinds))
    gone = []
    for row in await rows.select_related("text"):
        described = now.get((row.kind, row.object_id, row.whole))
        if described is not None and _same(row, described):
            del now[row.kind, row.object_id, row.whole]
        else:
            gone.append(row.id)
    if gone:
        await SearchText.filter(document_id__in=gone).delete()
        await SearchDocument.filter(id__in=gone).delete()
    await _store(meeting_id, now.values())
    return len({*now, *gone})


def _same(row: SearchDocument, described: Described) -> bool:
    return (row.text.title, row.text.body, row.agency_id, row.at) == (
        described.title,
        described.body,
        described.agency_id,
        described.at,
    )


def key_at(at: datetime) -> int:
    """A key for what is of that moment; keys of later moments are higher."""
    return (max(0, int(at.timestamp())) << CHANCE) | random.getrandbits(CHANCE)


async def _store(meeting_id: UUID, things: Iterable[Described]) -> None:
    rows = [
        (
            SearchDocument(
                id=key_at(each.at),
                kind=each.kind,
                object_id=each.object_id,
                whole=each.whole,
                meeting_id=meeting_id,
                agency_id=each.agency_id,
                at=each.at,
            ),
            each,
        )
        for each in things
    ]
    await SearchDocument.bulk_create([document for document, _each in rows])
    await SearchText.bulk_create(
        [
            SearchText(
                document_id=document.id,
                title=each.title,
                body=each.body,
                title_words=folded(each.title),
                body_words=folded(each.body),
            )
            for document, each in rows
        ]
    )


async def follow(entry: Entry, kinds: Collection[Kind]) -> None:
    """Something happened in a meeting: these things may be said otherwise now."""
    await renew(entry.stream, kinds)


async def reindex() -> int:
    """Look at every meeting again; how many things were missing or said otherwise.

    Each meeting in a transaction of its own, with its journal held, so that nothing that happens
    meanwhile is overwritten by what was read before.
    """
    changed, last = 0, None
    while keys := await _after(last):
        for meeting_id in keys:
            async with journal.transaction():
                await lock_row(Stream, meeting_id)
                changed += await renew(meeting_id, tuple(SOURCES))
        last = keys[-1]
    return changed


async def _after(last: UUID | None) -> list[UUID]:
    rows = Meeting.filter(id__gt=last) if last else Meeting.all()
    found: Any = rows.order_by("id").limit(AT_ONCE).values_list("id", flat=True)
    return list(await found)


async def is_empty() -> bool:
    """Whether there are meetings, and nothing of them can be found yet."""
    return not await SearchDocument.exists() and await Meeting.exists()
