"""Opening and closing the connection, and reading several tables as of one moment."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tortoise import Tortoise, connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.transactions import in_transaction

if TYPE_CHECKING:
    import asyncpg

APP = "rakor"
PRAGMAS = {
    "journal_mode": "WAL",
    # FULL: what was acknowledged is on the disk even when the power goes.
    "synchronous": "FULL",
    "busy_timeout": 10_000,
    "foreign_keys": "ON",
    "cache_size": -32_000,
    "temp_store": "MEMORY",
    "mmap_size": 268_435_456,
}


def configuration(url: str, tables: Sequence[str]) -> dict[str, Any]:
    """What Tortoise is told about a database URL: one app, so that foreign keys cross features."""
    return {
        "connections": {"default": _connection(url)},
        "apps": {
            APP: {
                "models": list(tables),
                "migrations": "rakor.migrations",
                "default_connection": "default",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def _connection(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = url.removeprefix("sqlite://").split("?")[0]
        return {
            "engine": "rakor.database.sqlite",
            "credentials": {"file_path": path, **PRAGMAS, **dict(parse_qsl(parts.query))},
        }
    return {
        "engine": "tortoise.backends.asyncpg",
        "credentials": {"minsize": 1, "maxsize": 10, **postgres_credentials(url)},
    }


def postgres_credentials(url: str) -> dict[str, Any]:
    """Host, port, user, password and database of a `postgres://` URL, as asyncpg takes them.

    What stands behind `?` is added (`maxsize=20`, `ssl=require`); `host` may name a socket folder.
    """
    parts = urlsplit(url)
    given: dict[str, Any] = dict(parse_qsl(parts.query))
    for name in ("minsize", "maxsize"):
        if name in given:
            given[name] = int(given[name])
    return {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": unquote(parts.username or "") or None,
        "password": unquote(parts.password or "") or None,
        "database": parts.path.lstrip("/"),
        **given,
    }


async def postgres_line(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    """A connection of its own, outside the pool: for locks and bells."""
    import asyncpg  # not on SQLite

    credentials = postgres_credentials(url)
    for name in ("minsize", "maxsize"):
        credentials.pop(name, None)
    return await asyncpg.connect(**credentials)


async def connect(url: str, tables: Sequence[str]) -> None:
    """Open the database for this process; makes the folder of an SQLite file."""
    if url.startswith("sqlite://"):
        path = url.removeprefix("sqlite://").split("?")[0]
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
    # The fallback lets tasks that uvicorn starts find the connection.
    await Tortoise.init(configuration(url, tables), _enable_global_fallback=True)


async def close() -> None:
    """Close it; without this the process would not end."""
    await Tortoise.close_connections()
    # Statements are kept by the name of the connection, whichever database it led to.
    EXECUTOR_CACHE.clear()


def is_postgres() -> bool:
    """Whether this process speaks to PostgreSQL."""
    return bool(connections.get("default").capabilities.dialect == "postgres")


async def ping() -> None:
    """Raises what the database raises when it cannot answer."""
    await connections.get("default").execute_query("SELECT 1")


@asynccontextmanager
async def reading() -> AsyncIterator[BaseDBAsyncClient]:
    """Everything read inside is of one moment: a snapshot with its sequence number."""
    async with in_transaction() as connection:
        if connection.capabilities.dialect == "postgres":
            await connection.execute_query(
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            )
        yield connection
