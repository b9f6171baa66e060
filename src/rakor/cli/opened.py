"""A command's own view of the database: brought to the present, opened, and closed again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from rakor import database
from rakor.app import TABLES
from rakor.settings import settings


@asynccontextmanager
async def opened() -> AsyncIterator[None]:
    """Within this block the database is open and has every table."""
    url = settings().database_url
    await database.migrate(url, TABLES)
    await database.connect(url, TABLES)
    try:
        yield
    finally:
        await database.close()


def with_database(work: Callable[[], Awaitable[int]]) -> int:
    """Run a command that needs the database; its result is the exit code."""

    async def run() -> int:
        async with opened():
            return await work()

    return asyncio.run(run())
