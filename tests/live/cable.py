"""The network between pages and the server, with what networks do to people."""

import asyncio
import contextlib
from collections.abc import AsyncIterator


class Cable:
    """Carries bytes both ways; each way what was open may be cut, hang or be reset."""

    def __init__(self, server: str) -> None:
        host, _colon, port = server.rpartition(":")
        self._to = (host, int(port))
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._left: int | None = None

    async def carry(self, page: asyncio.StreamReader, to_page: asyncio.StreamWriter) -> None:
        """One connection, until one end or the network ends it."""
        server, to_server = await asyncio.open_connection(*self._to)
        self._open |= {to_page, to_server}
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        ways = ((page, to_server, False), (server, to_page, True))
        try:
            await asyncio.gather(*(self._pump(*way) for way in ways))
        finally:
            self._open -= {to_page, to_server}
            self._tasks.discard(task)

    async def _pump(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, down: bool
    ) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await source.read(65_536):
                await self._flowing.wait()
                if down and self._left is not None:
                    data, self._left = data[: self._left], max(0, self._left - len(data))
                target.write(data)
                await target.drain()
                if down and self._left == 0:
                    self.reset()
        target.close()

    def cut_after(self, count: int) -> None:
        """Everything is cut when so many more bytes came down: in the middle of a frame."""
        self._left = count

    def hang(self) -> None:
        """Nothing gets through and nobody is told: half-open, as behind a dead router."""
        self._flowing.clear()

    def flow(self) -> None:
        self._left = None
        self._flowing.set()

    def reset(self) -> None:
        """All connections end at once."""
        for writer in list(self._open):
            writer.transport.abort()

    async def end(self) -> None:
        self.flow()
        self.reset()
        async with asyncio.timeout(10):
            await asyncio.gather(*self._tasks, return_exceptions=True)


@contextlib.asynccontextmanager
async def cable(server: str) -> AsyncIterator[tuple[Cable, str]]:
    """A cable to that server, and the address of its other end."""
    made = Cable(server)
    listener = await asyncio.start_server(made.carry, "127.0.0.1", 0)
    try:
        yield made, "127.0.0.1:{1}".format(*listener.sockets[0].getsockname())
    finally:
        listener.close()
        await made.end()
