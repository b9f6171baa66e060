"""Opening and closing the connection, and reading several tables as of one moment."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tortoise import Tortoise, connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.transactions import in_transaction

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
    """What Tortoise is told about a database URL; one app, so that foreign keys may cross features."""
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
    expanded = expand_db_url(url.replace("postgresql://", "postgres://", 1))
    expanded["credentials"].setdefault("minsize", 1)
    expanded["credentials"].setdefault("maxsize", 10)
    return dict(expanded)


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
