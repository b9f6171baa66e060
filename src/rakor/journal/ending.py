"""Ending what runs beside, however deaf a library is at that moment."""

import asyncio
from collections.abc import Iterable
from typing import Any

AGAIN = 3.0  # seconds; tidying up takes less


async def end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel these and wait until all have ended; what they failed with is nobody's business.

    `asyncio.wait_for` of Python 3.11 loses a cancellation that arrives at the same moment as the
    result. Who was told once and waited for would then be waited for in vain: it is told again.
    """
    tasks = list(tasks)
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _ended, left = await asyncio.wait(left, timeout=AGAIN)
    for task in tasks:
        if not task.cancelled():
            task.exception()
