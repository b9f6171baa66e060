"""A small HTTP/1.1 client that keeps its connections busy and counts."""

import asyncio
import statistics
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load: answers a second, and how long they took in milliseconds."""

    per_second: float
    p50: float
    p95: float
    size: int


class Unexpected(RuntimeError):
    """The server did not answer 200: there is nothing to measure."""


async def load(
    host: str, port: int, path: str, *, headers: dict[str, str], connections: int, seconds: float
) -> Load:
    """Ask for one path over that many connections for that long, each as fast as it is answered."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n{lines}\r\n".encode()
    began = time.perf_counter()
    end = began + seconds
    results = await asyncio.gather(*(_ask(host, port, request, end) for _ in range(connections)))
    spent = time.perf_counter() - began
    times = sorted(took for taken, _size in results for took in taken)
    return Load(
        per_second=len(times) / spent,
        p50=statistics.median(times) * 1000,
        p95=times[int(len(times) * 0.95)] * 1000,
        size=results[0][1],
    )


async def _ask(host: str, port: int, request: bytes, end: float) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection(host, port)
    taken: list[float] = []
    size = 0
    while (began := time.perf_counter()) < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise Unexpected(f"{request.split()[1].decode()}: {head.splitlines()[0].decode()}")
        size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
        taken.append(time.perf_counter() - began)
    writer.close()
    return taken, size
