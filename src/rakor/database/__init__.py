"""The database: SQLite for one office, PostgreSQL for many; the same tables and history on both."""

from rakor.database.connection import (
    close,
    connect,
    is_postgres,
    ping,
    postgres_line,
    reading,
)
from rakor.database.fields import new_id
from rakor.database.migrations import migrate
from rakor.database.rows import any_where, row_where
from rakor.database.traces import overwriting, sweep

__all__ = [
    "any_where",
    "close",
    "connect",
    "is_postgres",
    "migrate",
    "new_id",
    "overwriting",
    "ping",
    "postgres_line",
    "reading",
    "row_where",
    "sweep",
]
