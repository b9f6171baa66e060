"""A server under measurement does what lines of JSON on its standard input say."""

import asyncio
import os
import resource
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import orjson

Doer = Callable[..., Awaitable[dict[str, Any]]]


class Used:
    """Processor time of this process since the last mark, all threads and the kernel for it."""

    def __init__(self) -> None:
        self.mark()

    def mark(self) -> None:
        self._began, self._clock = _processor(), time.monotonic()

    def figures(self) -> dict[str, Any]:
        return {
            "processor": _processor() - self._began,
            "seconds": time.monotonic() - self._clock,
        }


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def steered(port: int, doers: Mapping[str, Doer]) -> None:
    """Say where it listens, then do as told until standard input closes."""
    used = Used()

    async def mark() -> dict[str, Any]:
        used.mark()
        return {}

    async def figures() -> dict[str, Any]:
        return used.figures()

    known = {"mark": mark, "figures": figures, **doers}
    _say({"port": port, "pid": os.getpid()})
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        wish = orjson.loads(line)
        _say(await known[wish.pop("do")](**wish))
    os._exit(0)


def _say(said: dict[str, Any]) -> None:
    sys.stdout.buffer.write(orjson.dumps(said) + b"\n")
    sys.stdout.buffer.flush()
