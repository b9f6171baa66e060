"""The whole state of a meeting: read once for each view, however many ask for it at once."""

import asyncio
from uuid import UUID

import orjson

from rakor import journal
from rakor.live import queries
from rakor.live.queries import Snapshot
from rakor.live.rules import View
from rakor.live.socket.member import Member
from rakor.live.socket.wire import Frame, frame


class Kept:
    """A snapshot with its frames, one for each reason of sending it.

    What one person or delegation is told alone is put beside what is the same for all, which is
    encoded only once.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._shared = {
            name: orjson.Fragment(orjson.dumps(part))
            for name, part in snapshot.state.items()
            if name != "own"
        }
        self._frames: dict[tuple[str, str], Frame] = {}

    @property
    def seq(self) -> int:
        return self._snapshot.seq

    @property
    def epoch(self) -> str:
        return self._snapshot.epoch

    def frame(self, reason: str, member: Member) -> Frame:
        """As this member is told it."""
        mine = self._snapshot.mine(member.mine)
        if mine is not self._snapshot:
            return self._built(mine, reason, member.label)
        key = reason, member.label
        if key not in self._frames:
            self._frames[key] = self._built(mine, reason, member.label)
        return self._frames[key]

    def _built(self, snapshot: Snapshot, reason: str, label: str) -> Frame:
        state = {**self._shared, "own": snapshot.state["own"]}
        return frame(**{**snapshot.frame(), "view": label, "state": state, "reason": reason})


class Snapshots:
    """The newest snapshot of each view."""

    def __init__(self, meeting_id: UUID) -> None:
        self._meeting_id = meeting_id
        self._kept: dict[View, Kept] = {}
        self._building: dict[View, asyncio.Task[None]] = {}
        self._age = 0

    async def at_least(self, view: View, seq: int) -> Kept:
        """The state as of that number or later; built once, however many ask at once."""
        while True:
            kept = self._kept.get(view)
            if kept is not None and kept.seq >= seq:
                return kept
            if view not in self._building:
                build = self._build(view, self._age)
                self._building[view] = asyncio.create_task(build, name="live: snapshot")
            await asyncio.shield(self._building[view])

    async def _build(self, view: View, age: int) -> None:
        try:
            kept = Kept(await queries.snapshot(self._meeting_id, view))
            if age == self._age:
                self._kept[view] = kept
        finally:
            del self._building[view]

    def clear(self) -> None:
        """Nothing that was read until now counts, nor what is being read."""
        self._age += 1
        self._kept.clear()

    async def close(self) -> None:
        await journal.end(self._building.values())
