"""A browser at the end of a wire that may stall or be cut anywhere, served by the real door."""

import asyncio
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from starlette.websockets import WebSocket

from rakor.accounts.models import User
from rakor.journal import Entry
from rakor.live import queries
from rakor.live.rules import NOBODY, View, empty_state, project, reduce
from rakor.live.socket import live
from rakor.live.socket.wire import LINE, Holder

# Hundreds are told the same: it is read once, and what follows from it is reckoned once.
_read = lru_cache(maxsize=256)(orjson.loads)
_followed: dict[tuple[int, int], tuple[Any, Any, dict[str, Any]]] = {}


def _after(state: dict[str, Any], items: list[dict[str, Any]]) -> dict[str, Any]:
    """The state after these; both are kept, so that nothing else can have their place."""
    key = id(state), id(items)
    if key not in _followed:
        if len(_followed) > 256:
            _followed.clear()
        _followed[key] = state, items, reduce(state, items)
    return _followed[key][2]


class Pipe:
    """What the server writes to: arrives at once, or waits while the reader does not read."""

    def __init__(self, reader: "Reader") -> None:
        self._reader = reader
        self._held = b""
        self._holder: Holder | None = None
        self.transport = self
        self.stalled = False
        self.closed = False

    def write(self, data: bytes) -> None:
        if self.closed:
            raise RuntimeError("the transport is closed")
        self._held += data
        self._pass_on()

    def get_write_buffer_size(self) -> int:
        return len(self._held)

    def get_extra_info(self, _name: str) -> None:
        return None

    def is_closing(self) -> bool:
        return self.closed

    @property
    def held(self) -> bool:
        return self._holder is not None

    def hold(self, holder: Holder) -> None:
        """Whom the server calls from here on instead of a task."""
        self._holder = holder
        if self.closed:
            holder.left()

    def say_goodbye(self, _code: int) -> None:
        self.flow()
        self.cut()

    def flow(self) -> None:
        self.stalled = False
        self._pass_on()

    def cut(self, arrived: int = 0) -> None:
        """The connection ends, in the middle of a frame if need be."""
        if not self.closed:
            self.closed = self.stalled = True
            self._parse(self._held[:arrived])
            self._reader.said.put_nowait({"type": "websocket.disconnect", "code": 1006})
            if self._holder is not None:
                # As a server does it: not while it is being written to.
                asyncio.get_running_loop().call_soon(self._holder.left)

    def _pass_on(self) -> None:
        if not self.stalled:
            self._held = self._parse(self._held)

    def _parse(self, data: bytes) -> bytes:
        while len(data) >= 2:
            size, head = data[1], 2
            if size == 126:
                (size,), head = struct.unpack_from("!H", data, 2), 4
            elif size == 127:
                (size,), head = struct.unpack_from("!Q", data, 2), 10
            if len(data) < head + size:
                break
            self._reader.hear(_read(bytes(data[head : head + size])))
            data = data[head + size :]
        return data


Told = tuple[str | None, View, int, int, list[dict[str, Any]]]


@dataclass
class Reader:
    """Somebody who follows a meeting, and notes what was told about which numbers."""

    user: User
    meeting: UUID
    wished: View | None = None
    epoch: str | None = None
    seq: int | None = None
    view: View | None = None
    state: dict[str, Any] = field(default_factory=empty_state)
    told: list[Told] = field(default_factory=list)
    deliveries: int = 0
    bye: int | None = None
    said: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    pipe: Pipe | None = None
    _task: asyncio.Task[None] | None = None
    # Kept until the next time, so that no other items have their place in memory meanwhile.
    _checked: list[Told] = field(default_factory=list)

    @property
    def connected(self) -> bool:
        if self._task is not None and not self._task.done():
            return True
        return self.pipe is not None and self.pipe.held and not self.pipe.closed

    @property
    def mine(self) -> frozenset[UUID]:
        return NOBODY if self.view is View.PUBLIC else queries.own_eyes(self.user)

    def connect(self) -> None:
        """Come, or come back and say where one was."""
        if self.connected:
            return
        self.said, self.bye, self.pipe = asyncio.Queue(), None, Pipe(self)
        where = {} if self.seq is None else {"since": self.seq, "epoch": self.epoch}
        view = {"view": self.wished.value} if self.wished else {}
        hello = json.dumps({"t": "hello", "v": 1, **where, **view})
        self.said.put_nowait({"type": "websocket.connect"})
        self.said.put_nowait({"type": "websocket.receive", "text": hello})
        scope = {
            "type": "websocket",
            "path_params": {"meeting_id": self.meeting},
            "headers": [],
            "client": ("127.0.0.1", 1),
            "user": self.user,
            LINE: self.pipe,
        }
        self._task = asyncio.create_task(live(WebSocket(scope, self.said.get, self._sent)))

    async def gone(self) -> None:
        """Leave, and wait until the server knows."""
        if self.pipe is not None:
            self.pipe.cut()
        if self._task is not None:
            async with asyncio.timeout(10):
                await self._task

    async def _sent(self, message: Any) -> None:
        if message["type"] == "websocket.send":
            self.hear(json.loads(message["text"]))
        elif message["type"] == "websocket.close" and self.pipe is not None:
            self.pipe.flow()
            self.pipe.cut()

    def hear(self, frame: dict[str, Any]) -> None:
        """Take a frame as strictly as can be: no gap, nothing twice, nothing out of order."""
        assert self.bye is None, frame
        if frame["t"] == "bye":
            self.bye = frame["code"]
        elif frame["t"] == "snap":
            self.epoch, self.seq, self.state = frame["epoch"], frame["seq"], frame["state"]
            self.view = View(frame["view"])
        elif frame["t"] in ("ev", "resumed"):
            assert frame["after"] == self.seq, (frame, self.seq)
            numbers = [item["seq"] for item in frame["items"]]
            assert numbers == sorted(set(numbers))
            assert all(frame["after"] < n <= frame["upto"] for n in numbers)
            assert self.view is not None
            what = (self.view, frame["after"], frame["upto"], frame["items"])
            self.told.append((self.epoch, *what))
            self.state = _after(self.state, frame["items"])
            self.seq = frame["upto"]
            self.deliveries += 1

    def check(self, epoch: str, entries: Sequence[Entry], right: set[Any] | None = None) -> None:
        """Each range that was told held all that may be seen of it, and nothing else.

        `right` are those that were found so of somebody else who was told the very same.
        """
        right = set() if right is None else right
        for told_in, view, after, upto, items in self.told:
            if (told_in or "").split(".")[0] != epoch:
                continue  # what was told before a restore never happened
            mine = NOBODY if view is View.PUBLIC else queries.own_eyes(self.user)
            same = view, mine, after, upto, id(items)
            if same in right:
                continue
            right.add(same)
            seen = (project(entry, view, mine) for entry in entries[after:upto])
            assert items == [item for item in seen if item is not None], (self.user, after, upto)
        self._checked, self.told = self.told, []
