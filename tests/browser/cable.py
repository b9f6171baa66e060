"""The network between one browser and the server, which can be pulled out and put back."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

# What Chromium says while the cable is out.
CUT_OFF = r"ERR_(CONNECTION|EMPTY|INTERNET|SOCKET)|WebSocket connection|ERR_NETWORK"


class Cable:
    """Carries bytes to the server; while it is cut nothing gets through, and what was open ends."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._to = (parts.hostname, parts.port)
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener: asyncio.Server | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def plug_in(self) -> None:
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._listener is not None
        self._listener.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        listener = self._listener
        self._tasks.add(task)
        server, to_server = await asyncio.open_connection(*self._to)
        self._open |= {to_browser, to_server}
        # Whoever was just coming in when it was cut is cut off as well.
        if listener is None or not listener.is_serving():
            for writer in (to_browser, to_server):
                writer.transport.abort()
        ways = ((browser, to_server), (server, to_browser))
        await asyncio.gather(*(_pump(*way) for way in ways))
        self._open -= {to_browser, to_server}
        self._tasks.discard(task)


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await source.read(65_536):
            target.write(data)
            await target.drain()
    target.close()


@contextlib.asynccontextmanager
async def cable(server: str) -> AsyncIterator[Cable]:
    """A cable that is plugged in."""
    made = Cable(server)
    await made.plug_in()
    try:
        yield made
    finally:
        await made.cut()
