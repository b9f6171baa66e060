"""Rows found by the value of a column, asked so often that the statement is composed only once."""

from functools import cache
from typing import Any, TypeVar

from tortoise import connections
from tortoise.models import Model

M = TypeVar("M", bound=Model)


async def row_where(model: type[M], column: str, value: Any, *, locked: bool = False) -> M | None:
    """The row whose column has that value; `locked` until the end of the transaction.

    The same as `model.filter(column=value).first()`, for columns of which no two rows are alike
    and for the paths where composing the question costs more than its answer.
    """
    connection = connections.get("default")
    statement = _row(model, column, connection.capabilities.dialect, locked)
    wanted = model._meta.fields_map[column].to_db_value(value, model)
    _count, rows = await connection.execute_query(statement, [wanted])
    return model._init_from_db(**rows[0]) if rows else None


async def any_where(model: type[Model], columns: tuple[str, ...], value: Any) -> bool:
    """Whether a row has that value in one of these columns, which are of one kind."""
    connection = connections.get("default")
    statement = _any(model, columns, connection.capabilities.dialect)
    wanted = model._meta.fields_map[columns[0]].to_db_value(value, model)
    _count, rows = await connection.execute_query(statement, [wanted] * len(columns))
    return bool(rows)


@cache
def _row(model: type[Model], column: str, dialect: str, locked: bool) -> str:
    meta = model._meta
    columns = ", ".join(f'"{name}"' for name in meta.fields_db_projection.values())
    statement = f'SELECT {columns} FROM "{meta.db_table}" WHERE {_equal(meta, column, dialect)}'  # noqa: S608 - names of our own tables
    # SQLite has one writer at a time, and no such words.
    return f"{statement} LIMIT 1" + (" FOR UPDATE" if locked and dialect == "postgres" else "")


@cache
def _any(model: type[Model], columns: tuple[str, ...], dialect: str) -> str:
    meta = model._meta
    told = " OR ".join(_equal(meta, column, dialect, n) for n, column in enumerate(columns, 1))
    return f'SELECT 1 FROM "{meta.db_table}" WHERE {told} LIMIT 1'  # noqa: S608 - as above


def _equal(meta: Any, column: str, dialect: str, place: int = 1) -> str:
    mark = f"${place}" if dialect == "postgres" else "?"
    return f'"{meta.fields_db_projection[column]}" = {mark}'
