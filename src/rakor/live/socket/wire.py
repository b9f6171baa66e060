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
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

TRANSPORT = "rakor.transport"
SEND_BUFFER = 64 * 1024  # the kernel doubles it
RESTART = 1012
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


class TransportProtocol(WebSocketsSansIOProtocol):
    """Uvicorn's websocket whose transport the application may write finished frames to.

    When the server stops, every browser is told so before its socket closes.
    """

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.close_sent:
            cast("dict[str, Any]", self.scope)[TRANSPORT] = self.transport

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
    def abort(self) -> None: ...
    async def drained(self) -> None: ...
    def end(self) -> None: ...


class DirectWire:
    """Straight into the transport: no task, no queue, no copy."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
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

    def abort(self) -> None:
        self._transport.abort()

    async def drained(self) -> None:
        """What was written goes out before the close frame, which takes the same way."""

    def end(self) -> None:
        """Nothing is held here."""


class AsgiWire:
    """By `send()` of any ASGI server: one task a socket, so that one who waits holds up nobody."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._frames: deque[bytes] = deque()
        self._unsent = 0
        self._more = asyncio.Event()
        self._empty = asyncio.Event()
        self._task = asyncio.create_task(self._pump(), name="live: send")
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

    def abort(self) -> None:
        self._task.cancel()

    async def drained(self) -> None:
        """Until everything went out."""
        await self._empty.wait()

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
    transport = websocket.scope.get(TRANSPORT)
    return DirectWire(transport) if transport is not None else AsgiWire(websocket)
