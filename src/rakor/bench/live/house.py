"""Rakor as it is served, in a process that can be asked what it used and what it keeps."""

import asyncio
import gc
import logging
import sys
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import uvloop

from rakor.app import create_app
from rakor.bench.live.peers import listener, serving
from rakor.bench.live.steering import steered
from rakor.database import new_id
from rakor.journal import Audience, Entry, Stream
from rakor.live import queries
from rakor.live.rules import View
from rakor.live.socket import live_hub
from rakor.live.socket.room import Room
from rakor.live.socket.wire import TransportProtocol, frame
from rakor.settings import settings

AHEAD = 1_000_000


def _entry(meeting: UUID, seq: int, at: datetime, text: str) -> Entry:
    note = {"item": str(meeting), "body": text, "revision": 1, "by": "Sari Halim"}
    return Entry(
        id=new_id(),
        stream=meeting,
        seq=seq,
        kind="note.saved",
        actor_name="Sari Halim",
        audience=Audience.PARTICIPANTS,
        data={"note": note},
        at=at,
    )


def _frame_of(entry: Entry, after: int) -> bytes:
    items = queries.projected([entry], View.PARTICIPANT)
    return frame(t="ev", after=after, upto=entry.seq, items=items).payload


async def _room(meeting: str) -> Room:
    return live_hub.rooms[UUID(meeting)]


async def sample(meeting: str, payload: int) -> dict[str, Any]:
    """A frame as Rakor writes it, of about that many bytes, for the others to write as well."""
    room = await _room(meeting)
    at = datetime.now(UTC)
    size = len(_frame_of(_entry(room.meeting_id, room.top + AHEAD + 1, at, ""), room.top + AHEAD))
    entry = _entry(room.meeting_id, room.top + AHEAD + 1, at, "x" * max(0, payload - size))
    return {"text": _frame_of(entry, room.top + AHEAD).decode()}


async def fan(meeting: str, payload: int, count: int) -> dict[str, Any]:
    """Tell entries that nobody wrote: what is left when the journal costs nothing."""
    room = await _room(meeting)
    # The room must not notice that the journal knows nothing of them.
    ahead = {"epoch": room.epoch, "last_seq": room.top + AHEAD}
    await Stream.update_or_create(ahead, id=room.meeting_id)
    at = datetime.now(UTC)
    bare = len(_frame_of(_entry(room.meeting_id, room.top + 1, at, ""), room.top))
    text = "x" * max(0, payload - bare)
    for _n in range(count):
        await room._take([_entry(room.meeting_id, room.top + 1, at, text)])
        await asyncio.sleep(0)
    return {}


_built: Counter[str] = Counter()


def _counting() -> None:
    """Snapshots are counted where they are read."""
    build = queries.snapshot

    async def counted(meeting: UUID, view: View, *wishes: Any, **more: Any) -> queries.Snapshot:
        _built[view.value] += 1
        return await build(meeting, view, *wishes, **more)

    setattr(queries, "snapshot", counted)  # noqa: B010


async def kept() -> dict[str, Any]:
    """Who is here, how much waits for the one who reads least, which states were built."""
    members = live_hub.members
    return {
        "members": len(members),
        "leaving": sum(member.leaving is not None for member in members),
        "unsent": max((member.wire.unsent for member in members), default=0),
        "built": dict(_built),
    }


async def _run() -> None:
    _counting()
    door = listener()
    app = create_app(worker="worker" in sys.argv)
    gc.freeze()  # as `rakor serve` does, once everything is loaded
    await serving(app, door, ws=TransportProtocol)
    await steered(door.getsockname()[1], {"sample": sample, "fan": fan, "kept": kept})


def main() -> None:
    """Serve this installation until standard input closes."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    settings()
    uvloop.run(_run())


if __name__ == "__main__":
    main()
