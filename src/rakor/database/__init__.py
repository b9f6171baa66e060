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
from rakor.database.making import drafted, made
from rakor.database.migrations import migrate
from rakor.database.rows import (
    add_row,
    add_rows,
    any_among,
    any_where,
    at_once,
    change_row,
    change_where,
    lock_row,
    row_where,
    rows_among,
    rows_where,
)
from rakor.database.shaping import without_comments
from rakor.database.traces import overwriting, sweep

__all__ = [
    "add_row",
    "add_rows",
    "any_among",
    "any_where",
    "at_once",
    "change_row",
    "change_where",
    "close",
    "connect",
    "drafted",
    "is_postgres",
    "lock_row",
    "made",
    "migrate",
    "new_id",
    "overwriting",
    "ping",
    "postgres_line",
    "reading",
    "row_where",
    "rows_among",
    "rows_where",
    "sweep",
]

# Every file of tables imports this package first.
without_comments()
