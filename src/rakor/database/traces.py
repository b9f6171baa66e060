"""Leaving no trace: what a table said before it was written anew is overwritten, not unlinked."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tortoise import connections
from tortoise.transactions import in_transaction

from rakor.database.connection import is_postgres


@asynccontextmanager
async def overwriting() -> AsyncIterator[None]:
    """Within this transaction SQLite fills with zeros what is deleted (PRAGMA secure_delete)."""
    if is_postgres():
        yield
        return
    async with in_transaction() as connection:
        await connection.execute_query("PRAGMA secure_delete = ON")
        try:
            yield
        finally:
            await connection.execute_query("PRAGMA secure_delete = OFF")


async def sweep(tables: Sequence[str]) -> None:
    """Take away what stands behind the present rows of these tables; outside of any transaction.

    SQLite empties its log, PostgreSQL its dead rows. PostgreSQL's own log, replicas and backups
    keep what they hold until they are recycled.
    """
    connection = connections.get("default")
    if not is_postgres():
        await connection.execute_query("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in tables:
        await connection.execute_script(f"VACUUM {table}")
