"""What others do to tell the same to many sockets: a bare `send(2)`, `broadcast()`, Starlette."""

import asyncio
import base64
import contextlib
import hashlib
import logging
import socket
import struct
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.server import ServerConnection, broadcast, serve

from rakor.bench.live.steering import steered

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

Tell = Callable[[str, int], Awaitable[None]]


def listener() -> socket.socket:
    """A socket that takes whoever comes, on a free port of this machine."""
    made = socket.create_server(("127.0.0.1", 0), backlog=4096)
    made.setblocking(False)
    return made


async def _bare(door: socket.socket) -> Tell:
    """Nothing but the call: what any server must do at the least."""
    loop = asyncio.get_running_loop()
    lines: list[socket.socket] = []
    greeting: set[asyncio.Task[None]] = set()

    async def greet(line: socket.socket) -> None:
        said = b""
        while b"\r\n\r\n" not in said:
            said += await loop.sock_recv(line, 4096)
        key = said.lower().index(b"sec-websocket-key:") + 18
        digest = hashlib.sha1(said[key : said.index(b"\r", key)].strip() + GUID).digest()  # noqa: S324
        head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        accept = b"Sec-WebSocket-Accept: " + base64.b64encode(digest)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await loop.sock_sendall(line, head + accept + b"\r\n\r\n")
        lines.append(line)

    async def accept() -> None:
        while True:
            line, _address = await loop.sock_accept(door)
            task = asyncio.create_task(greet(line))
            greeting.add(task)
            task.add_done_callback(greeting.discard)

    accepting = asyncio.create_task(accept())

    async def tell(text: str, count: int) -> None:
        assert not accepting.done()
        for _n in range(count):
            message = _frame(text.encode())
            for line in lines:
                line.send(message)
            await asyncio.sleep(0)

    return tell


def _frame(said: bytes) -> bytes:
    """A frame of text as servers send it (RFC 6455)."""
    size = len(said)
    return (
        struct.pack("!BB", 0x81, size) if size < 126 else struct.pack("!BBH", 0x81, 126, size)
    ) + said


async def _broadcast(door: socket.socket) -> Tell:
    """The library's own way to tell many."""
    here: set[ServerConnection] = set()

    async def stay(connection: ServerConnection) -> None:
        here.add(connection)
        await connection.wait_closed()
        here.discard(connection)

    await serve(stay, sock=door, compression=None, ping_interval=None).__aenter__()

    async def tell(text: str, count: int) -> None:
        for _n in range(count):
            broadcast(here, text)
            await asyncio.sleep(0)

    return tell


async def _starlette(door: socket.socket) -> Tell:
    """What the books say: a list of sockets, and `send` for each."""
    here: set[WebSocket] = set()

    async def stay(websocket: WebSocket) -> None:
        await websocket.accept()
        here.add(websocket)
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                await websocket.receive_text()
        here.discard(websocket)

    app = Starlette(routes=[WebSocketRoute("/", stay)])
    await serving(app, door, ws="websockets-sansio")

    async def tell(text: str, count: int) -> None:
        for _n in range(count):
            for websocket in here:
                await websocket.send_text(text)

    return tell


async def serving(app: Starlette, door: socket.socket, **options: Any) -> None:
    """The application behind this door, as Rakor is served."""
    config = uvicorn.Config(
        app,
        ws_per_message_deflate=False,
        ws_max_size=4096,
        ws_ping_interval=None,
        timeout_keep_alive=60,
        http="httptools",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        **options,
    )
    server = uvicorn.Server(config)
    _running.append(asyncio.create_task(server.serve(sockets=[door])))
    # Uvicorn says it by an attribute only.
    while not server.started:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


_running: list[asyncio.Task[None]] = []
KINDS = {"send": _bare, "broadcast": _broadcast, "starlette": _starlette}


async def _run(kind: str) -> None:
    door = listener()
    tell = await KINDS[kind](door)

    async def fan(text: str, count: int) -> dict[str, Any]:
        await tell(text, count)
        return {}

    await steered(door.getsockname()[1], {"fan": fan})


def main() -> None:
    """Listen, and tell everybody what standard input says."""
    logging.basicConfig(level=logging.WARNING)
    uvloop.run(_run(sys.argv[1]))


if __name__ == "__main__":
    main()
