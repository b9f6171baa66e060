"""Bringing a database to the present: one line of history, one process at a time."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tortoise import Tortoise
from tortoise.connection import get_connection

import rakor
from rakor.database.connection import close, configuration, postgres_line
from rakor.database.fresh import lay_out
from rakor.database.patience import PatientExecutor

# Any number will do as long as every Rakor process takes the same one.
ADVISORY_LOCK = 0x52414B4F52


def find_migrations() -> None:
    """Make `rakor.migrations` importable: in the package, or beside `src` in a checkout."""
    package = Path(rakor.__file__).parent
    if not (package / "migrations").is_dir():
        checkout = str(package.parents[1])
        if checkout not in rakor.__path__:
            rakor.__path__.append(checkout)


async def migrate(url: str, tables: Sequence[str], *, whole: bool = False) -> None:
    """Apply what is new. A second process that migrates meanwhile waits, then finds nothing.

    `whole` walks the history from its beginning also where the tables could be laid out at once.
    """
    find_migrations()
    async with _alone(url):
        if urlsplit(url).scheme == "sqlite" and not whole:
            await asyncio.to_thread(lay_out, _file(url))
        try:
            config = configuration(url, tables)
            await Tortoise.init(config=config, init_connections=False)
            await PatientExecutor(get_connection("default"), config["apps"]).migrate()
        finally:
            await close()
            await Tortoise._reset_apps()


@asynccontextmanager
async def _alone(url: str) -> AsyncIterator[None]:
    if urlsplit(url).scheme != "sqlite":
        connection = await postgres_line(url)
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", ADVISORY_LOCK)
            yield
        finally:
            await connection.close()
        return
    path = _file(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(path.name + ".migrating").open("w") as lock:
        await asyncio.to_thread(fcntl.flock, lock, fcntl.LOCK_EX)
        yield


def _file(url: str) -> Path:
    return Path(url.removeprefix("sqlite://").split("?")[0])
