"""SQLite as several processes can share it: a writer queues at BEGIN, it does not fail later."""

import asyncio
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import aiosqlite
from tortoise.backends.base.client import (
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import (
    SqliteClient,
    SqliteTransactionContext,
    SqliteTransactionWrapper,
)
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError
from tortoise.fields import data

# SQLite keeps moments as text. Tortoise reads them by a library in C where that is installed, else
# in Python, which takes fifty times as long as Python itself does.
setattr(data, "parse_datetime", datetime.fromisoformat)  # noqa: B010 - it is not exported

Rows = Sequence[sqlite3.Row]


class AtOnce(SqliteClient):
    """A connection that can also be asked from the thread of the requests."""

    async def at_once(self, statement: str, values: Sequence[Any]) -> Rows:
        """The rows of a statement that takes some microseconds: by key, or one row written.

        Telling the connection's own thread of it and hearing back takes five times as long as the
        statement. What searches, sorts or waits (BEGIN while another process writes, COMMIT until
        the disk has it) goes by the thread, so that nobody else waits for it.
        """
        async with self.acquire_connection() as connection:
            self.log.debug("%s: %s", statement, values)
            return _run(connection._conn, statement, values)


def _run(connection: sqlite3.Connection, statement: str, values: Sequence[Any] = ()) -> Rows:
    try:
        return connection.execute(statement, values).fetchall()
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error
    except sqlite3.IntegrityError as error:
        raise IntegrityError(error) from error


class ImmediateTransaction(AtOnce, SqliteTransactionWrapper):
    """A transaction that takes the write lock at once.

    A deferred BEGIN that reads first and writes later fails with "database is locked" when another
    process wrote in between; BEGIN IMMEDIATE waits its turn (busy_timeout) instead.
    """

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(ImmediateTransaction(self))

    async def begin(self) -> None:
        try:
            if not self._began_at_once():
                await self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as exc:
            raise TransactionManagementError(exc) from exc
        except asyncio.CancelledError:
            # The thread may begin it all the same, a moment later.
            await self._connection.rollback()
            raise

    def _began_at_once(self) -> bool:
        """Whether nobody writes at this moment; else the thread waits for whoever does."""
        connection = self._connection._conn
        (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        finally:
            connection.execute(f"PRAGMA busy_timeout = {patience}")
        return True

    async def commit(self) -> None:
        # Whoever is called off while the disk writes leaves no transaction half open behind.
        writing = asyncio.ensure_future(super().commit())
        try:
            await asyncio.shield(writing)
        except asyncio.CancelledError:
            await asyncio.wait([writing])
            raise

    async def savepoint(self) -> None:
        self._savepoint = f"act_{id(self)}"
        _run(self._connection._conn, f"SAVEPOINT {self._savepoint}")

    async def release_savepoint(self) -> None:
        if self._finalized or self._savepoint is None:
            raise TransactionManagementError("There is no act to end here")
        _run(self._connection._conn, f"RELEASE {self._savepoint}")


class _Turn(SqliteTransactionContext):
    """The turn of one transaction on the connection, given back also when it could not begin."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        transaction: TransactionalDBClient = self.connection
        return transaction


class Client(AtOnce):
    """Tortoise's SQLite client with immediate transactions."""

    async def create_connection(self, with_db: bool) -> None:
        if self._connection:
            return
        # SQLite itself lets one thread after the other in (it is built serialized).
        self._connection = await aiosqlite.connect(
            self.filename, isolation_level=None, check_same_thread=False
        )
        self._connection._conn.row_factory = sqlite3.Row
        for pragma, value in self.pragmas.items():
            await self._connection.execute_fetchall(f"PRAGMA {pragma}={value}")
        await self._post_connect()

    def _in_transaction(self) -> TransactionContext:
        return _Turn(ImmediateTransaction(self), self._lock)


client_class = Client
