"""The way to one browser: a frame built once, the same bytes given to every transport."""

import asyncio
import contextlib
import random
import socket as sockets
import struct
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, cast

import orjson
from starlette.websockets import WebSocket
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

LINE = "rakor.line"
SEND_BUFFER = 64 * 1024  # the kernel doubles it
RESTART = 1012
GRACE = 2.0  # seconds to say goodbye
RETRY = (500, 3000)  # milliseconds, so that not everybody comes back at once


@dataclass(frozen=True)
class Frame:
    """One message of text: as JSON, and as the bytes of an unmasked websocket frame (RFC 6455)."""

    payload: bytes

    @cached_property
    def wire(self) -> bytes:
        size = len(self.payload)
        if size < 126:
            head = struct.pack("!BB", 0x81, size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", 0x81, 126, size)
        else:
            head = struct.pack("!BBQ", 0x81, 127, size)
        return head + self.payload

    @cached_property
    def text(self) -> str:
        return self.payload.decode()


def frame(**members: Any) -> Frame:
    """A message of the protocol."""
    return Frame(orjson.dumps(members))


def bye(code: int, retry: tuple[int, int] = RETRY) -> Frame:
    """The last message: why, and after how many milliseconds to come back."""
    return frame(t="bye", code=code, retry_ms=random.randint(*retry))  # noqa: S311 - not a secret


def spread(sockets: int) -> tuple[int, int]:
    """When so many have to come back: at most a thousand a second, and nobody at once."""
    return RETRY[0], max(RETRY[1], RETRY[0] + sockets)


class Holder(Protocol):
    """Who has a connection once the application that greeted it has ended."""

    def heard(self, size: int) -> None: ...
    def left(self) -> None: ...


class Line(Protocol):
    """A connection as the server has it: its transport, and its end without a task."""

    transport: asyncio.Transport

    def hold(self, holder: Holder) -> None: ...
    def say_goodbye(self, code: int) -> None: ...


class _Nowhere:
    """What the protocol tells an application that is not there any more."""

    def put_nowait(self, _message: object) -> None:
        """Nobody waits for it."""


_WRITABLE = asyncio.Event()  # nobody waits for it: what is held is written to without asking
_WRITABLE.set()


class TransportProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's websocket whose transport the application may write finished frames to.

    An application that has greeted a browser may end and leave the connection to a `holder`, who
    is called where a task would wait: ten thousand who listen are ten thousand connections, without
    as many tasks, queues and requests. When the server stops, every browser is told so before its
    socket closes.
    """

    _holder: Holder | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            cast("dict[str, Any]", self.scope)[LINE] = self

    def hold(self, holder: Holder) -> None:
        """From now on the holder hears what comes, also what came meanwhile."""
        self._holder = holder
        waiting, self.queue = self.queue, cast("Any", _Nowhere())
        while not waiting.empty():
            message = waiting.get_nowait()
            if message["type"] == "websocket.disconnect":
                self._let_go()
                return
            said = cast("dict[str, Any]", message)
            holder.heard(len(said.get("text") or said.get("bytes") or ""))
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        # Nobody asks for the request again.
        self.request = self.response = self.scope = cast("Any", None)
        self.writable = _WRITABLE

    def say_goodbye(self, code: int) -> None:
        """Close as RFC 6455 has it; whoever does not answer in time is cut off."""
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.send_close(code)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.close_timer = self.loop.call_later(GRACE, self.transport.abort)

    def send_receive_event_to_app(self) -> None:
        if self._holder is None:
            super().send_receive_event_to_app()
            return
        size, self.frames = sum(map(len, self.frames)), []
        if not self.close_sent:
            self._holder.heard(size)

    def pause_writing(self) -> None:
        if self._holder is None:
            super().pause_writing()

    def resume_writing(self) -> None:
        if self._holder is None:
            super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._holder is not None:
            self.writable = asyncio.Event()
        super().connection_lost(exc)
        self._let_go()

    def _let_go(self) -> None:
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.left()

    async def run_asgi(self) -> None:
        """As uvicorn runs it, but what is held outlives the application."""
        try:
            await self.app(self.scope, self.receive, self.send)
        except ClientDisconnected:
            pass
        except BaseException:
            self.logger.exception("Exception in ASGI application\n")
            self.send_500_response()
        else:
            if not self.handshake_complete:
                self.logger.error("ASGI callable returned without completing handshake.")
                self.send_500_response()
        if self._holder is None and self.close_timer is None:
            self.transport.close()

    def shutdown(self) -> None:
        if self.handshake_complete and not self.close_sent and not self.transport.is_closing():
            self.transport.write(bye(RESTART, spread(len(self.connections))).wire)
        super().shutdown()


class Wire(Protocol):
    """Where frames of one socket go.

    `waiting` tells the bytes that the browser has not taken yet, `send` takes those of a frame:
    bound functions, because they are called for every delivery.
    """

    waiting: Callable[[], int]
    send: Callable[[bytes], None]

    @property
    def unsent(self) -> int: ...
    def write(self, message: Frame) -> None: ...
    def close(self, code: int) -> None: ...
    async def closed(self) -> None: ...
    def hold(self, holder: Holder) -> bool: ...
    def end(self) -> None: ...


class DirectWire:
    """Straight into the transport: no task, no queue, no copy."""

    __slots__ = ("_line", "_transport", "send", "waiting")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._transport = transport = line.transport
        self.waiting = transport.get_write_buffer_size
        self.send: Callable[[bytes], None] = transport.write
        raw = transport.get_extra_info("socket")
        if raw is not None:
            with contextlib.suppress(OSError):
                raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, SEND_BUFFER)

    @property
    def unsent(self) -> int:
        return self.waiting()

    def write(self, message: Frame) -> None:
        if not self._transport.is_closing():
            self.send(message.wire)

    def close(self, code: int) -> None:
        """What was written goes out before the close frame, which takes the same way."""
        self._line.say_goodbye(code)

    async def closed(self) -> None:
        """Nothing is left to be sent by anybody."""

    def hold(self, holder: Holder) -> bool:
        """The server calls the holder; no task has to wait for what the browser says."""
        self._line.hold(holder)
        return True

    def end(self) -> None:
        """Nothing runs here."""


class AsgiWire:
    """By `send()` of any ASGI server: one task a socket, so that one who waits holds up nobody."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._frames: deque[bytes] = deque()
        self._unsent = 0
        self._more = asyncio.Event()
        self._empty = asyncio.Event()
        self._task = asyncio.create_task(self._pump(), name="live: send")
        self._closing: asyncio.Task[None] | None = None
        self.waiting: Callable[[], int] = lambda: self._unsent
        self.send: Callable[[bytes], None] = self._put

    @property
    def unsent(self) -> int:
        return self._unsent

    def write(self, message: Frame) -> None:
        self._put(message.wire)

    def _put(self, data: bytes) -> None:
        self._frames.append(data)
        self._unsent += len(data)
        self._empty.clear()
        self._more.set()

    def close(self, code: int) -> None:
        """Once everything went out, or when that takes too long."""
        self._closing = asyncio.create_task(self._close(code), name="live: close")

    async def _close(self, code: int) -> None:
        try:
            async with asyncio.timeout(GRACE):
                await self._empty.wait()
                # The browser may have closed at the same time.
                with contextlib.suppress(RuntimeError):
                    await self._websocket.close(code)
        except TimeoutError:
            self._task.cancel()

    async def closed(self) -> None:
        if self._closing is not None:
            await asyncio.wait([self._closing])

    def hold(self, _holder: Holder) -> bool:
        """Only the application's own task hears what comes."""
        return False

    def end(self) -> None:
        """Nothing more goes this way."""
        self._task.cancel()

    async def _pump(self) -> None:
        # A browser that is gone is noticed by whoever reads from it.
        with contextlib.suppress(Exception):
            while True:
                while self._frames:
                    data = self._frames.popleft()
                    await self._websocket.send_text(_payload(data))
                    self._unsent -= len(data)
                self._more.clear()
                self._empty.set()
                await self._more.wait()


def _payload(data: bytes) -> str:
    """The text within a frame: its head tells in its second byte how long it is itself."""
    return data[{126: 4, 127: 10}.get(data[1], 2) :].decode()


def wire_of(websocket: WebSocket) -> Wire:
    """The shortest way there is to this browser."""
    line = websocket.scope.get(LINE)
    return DirectWire(line) if line is not None else AsgiWire(websocket)
