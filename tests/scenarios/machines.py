"""Machines of their own on one computer: network namespaces that share a PostgreSQL server."""

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.scenarios.processes import Rakor


def ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=20)


@contextlib.contextmanager
def machine(number: int) -> Iterator[tuple[str, str, str]]:
    """A network of its own: its name, its address, and the address under which it sees us."""
    # Several test runs on one computer do not meet.
    name = f"rakor{os.getpid() % 100_000}-{number}"
    net = f"10.{200 + number}.{os.getpid() // 250 % 250}.{os.getpid() % 250}"
    ours, theirs = f"{net.rpartition('.')[0]}.1", f"{net.rpartition('.')[0]}.2"
    near, far = f"rk{os.getpid() % 100_000}n{number}", f"rk{os.getpid() % 100_000}f{number}"
    if shutil.which("ip") is None:
        pytest.skip("no machines of their own here: there is no `ip`")
    try:
        ip("netns", "add", name)
    except subprocess.CalledProcessError as refusal:
        pytest.skip(f"no machines of their own here: {refusal.stderr.decode().strip()}")
    try:
        ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
        ip("addr", "add", f"{ours}/24", "dev", near)
        ip("link", "set", near, "up")
        ip("-n", name, "addr", "add", f"{theirs}/24", "dev", far)
        ip("-n", name, "link", "set", far, "up")
        ip("-n", name, "link", "set", "lo", "up")
        yield name, theirs, ours
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            ip("link", "del", near)
        ip("netns", "del", name)


class Elsewhere(Rakor):
    """`rakor serve` on such a machine."""

    def __init__(self, name: str, address: str, folder: Path, database: str, *more: str) -> None:
        folder.mkdir()
        super().__init__(folder, database, "serve", "--host", "0.0.0.0", *more)  # noqa: S104
        self._command = ["ip", "netns", "exec", name, *self._command]
        self.base = f"http://{address}:{self.port}"


@contextlib.asynccontextmanager
async def reached_from(url: str, *addresses: str) -> AsyncIterator[list[str]]:
    """The database under an address of each machine; the server itself may hear a socket only."""
    parts = urlsplit(url)
    folder = parse_qs(parts.query).get("host")
    where = f"{folder[0]}/.s.PGSQL.{parts.port or 5432}" if folder else None

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if where:
            line = await asyncio.open_unix_connection(where)
        else:
            line = await asyncio.open_connection(parts.hostname, parts.port or 5432)
        await asyncio.gather(_pump(reader, line[1]), _pump(line[0], writer))

    async with contextlib.AsyncExitStack() as stack:
        found = []
        for address in addresses:
            server = await asyncio.start_server(answer, address, 0)
            stack.callback(server.close)
            port = server.sockets[0].getsockname()[1]
            who = parts.netloc.rpartition("@")[0]
            query = urlencode({"ssl": "disable"})
            found.append(f"postgres://{who}@{address}:{port}{parts.path}?{query}")
        yield found


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
