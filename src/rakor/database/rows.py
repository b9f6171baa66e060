"""Rows read and written so often that their statements are composed only once."""

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from tortoise import connections
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.models import Model

from rakor.database.making import made
from rakor.database.sqlite import AtOnce

M = TypeVar("M", bound=Model)


async def at_once(
    statement: str, values: Sequence[Any], on: BaseDBAsyncClient | None = None
) -> Sequence[Any]:
    """The rows of a statement that reads by key or writes one row, and takes microseconds."""
    connection = on or connections.get("default")
    if isinstance(connection, AtOnce):
        return await connection.at_once(statement, values)
    if " RETURNING " in statement:
        # Of a statement that writes, Tortoise gives the rows of PostgreSQL only in this way.
        return await connection.execute_query_dict(statement, list(values))
    _count, rows = await connection.execute_query(statement, list(values))
    return rows


async def row_where(model: type[M], column: str, value: Any, *, locked: bool = False) -> M | None:
    """The row whose column has that value; `locked` until the end of the transaction.

    The same as `model.filter(column=value).first()`, for columns of which no two rows are alike
    and for the paths where composing the question costs more than its answer.
    """
    rows = await rows_where(model, {column: value}, locked=locked)
    return rows[0] if rows else None


async def rows_where(
    model: type[M], columns: dict[str, Any], *, order: str = "", locked: bool = False
) -> list[M]:
    """The few rows whose columns have these values, in the order of another column."""
    connection = connections.get("default")
    statement = _rows(model, tuple(columns), order, connection.capabilities.dialect, locked)
    fields = model._meta.fields_map
    wanted = [fields[name].to_db_value(value, model) for name, value in columns.items()]
    return [made(model, tuple(row)) for row in await at_once(statement, wanted, connection)]


async def rows_among(model: type[M], column: str, values: Iterable[Any], **where: Any) -> list[M]:
    """The rows whose column has one of these values, and whose others have those of `where`.

    The same as `model.filter(column__in=values, **where)`; the statement is one for any number of
    values, so that it is composed and planned once.
    """
    connection = connections.get("default")
    postgres = connection.capabilities.dialect == "postgres"
    fields = model._meta.fields_map
    among = [fields[column].to_db_value(value, model) for value in dict.fromkeys(values)]
    if not among:
        return []
    wanted = [fields[name].to_db_value(value, model) for name, value in where.items()]
    wanted.append(among if postgres else json.dumps([str(value) for value in among]))
    statement = _among(model, column, tuple(where), connection.capabilities.dialect)
    return [made(model, tuple(row)) for row in await at_once(statement, wanted, connection)]


async def any_among(model: type[Model], column: str, values: Iterable[Any]) -> bool:
    """Whether a row has one of these values in that column."""
    connection = connections.get("default")
    field = model._meta.fields_map[column]
    among = [field.to_db_value(value, model) for value in dict.fromkeys(values)]
    postgres = connection.capabilities.dialect == "postgres"
    wanted = among if postgres else json.dumps([str(value) for value in among])
    statement = _any_among(model, column, connection.capabilities.dialect)
    return bool(await at_once(statement, [wanted], connection))


async def lock_row(model: type[Model], key: Any) -> None:
    """Until the end of the transaction nobody else changes the row with that key.

    On SQLite the transaction itself is the queue, there is nothing to ask.
    """
    if connections.get("default").capabilities.dialect == "postgres":
        await at_once(f'SELECT 1 FROM "{model._meta.db_table}" WHERE id = $1 FOR UPDATE', [key])  # noqa: S608 - a name of our own


async def add_row(row: Model) -> None:
    """Store a new row: `row.save(force_create=True)`, whose key was made here."""
    connection = connections.get("default")
    values = _values(row, tuple(row._meta.fields_db_projection))
    await at_once(_insert(type(row), connection.capabilities.dialect), values, connection)
    row._saved_in_db = True


async def add_rows(rows: Sequence[Model]) -> None:
    """Store new rows of one table, whose keys were made here, in their order."""
    if connections.get("default").capabilities.dialect == "postgres" and len(rows) > 1:
        # One way there and back, where the way is long.
        await type(rows[0]).bulk_create(rows)
        return
    if not rows:
        return
    connection = connections.get("default")
    names = tuple(rows[0]._meta.fields_db_projection)
    statement = _insert(type(rows[0]), connection.capabilities.dialect)
    for row in rows:
        await at_once(statement, _values(row, names), connection)
        row._saved_in_db = True


async def change_row(row: Model, *names: str, by: str = "id") -> None:
    """Store what changed in these fields of a row: `row.save(update_fields=names)`.

    The row is found by its key, or by another column of which no two rows are alike.
    """
    connection = connections.get("default")
    statement = _update(type(row), names, by, connection.capabilities.dialect)
    await at_once(statement, _values(row, (*names, by)), connection)


async def change_where(model: type[M], columns: dict[str, Any], changes: dict[str, Any]) -> list[M]:
    """Store changes in the rows that have these values; gives the rows as they are then."""
    connection = connections.get("default")
    dialect = connection.capabilities.dialect
    statement = _update_where(model, tuple(changes), tuple(columns), dialect)
    fields = model._meta.fields_map
    told = (*changes.items(), *columns.items())
    wanted = [fields[name].to_db_value(value, model) for name, value in told]
    return [model._init_from_db(**row) for row in await at_once(statement, wanted, connection)]


async def any_where(model: type[Model], columns: tuple[str, ...], value: Any) -> bool:
    """Whether a row has that value in one of these columns, which are of one kind."""
    connection = connections.get("default")
    statement = _any(model, columns, connection.capabilities.dialect)
    wanted = model._meta.fields_map[columns[0]].to_db_value(value, model)
    _count, rows = await connection.execute_query(statement, [wanted] * len(columns))
    return bool(rows)


def _values(row: Model, names: tuple[str, ...]) -> list[Any]:
    fields = row._meta.fields_map
    return [fields[name].to_db_value(getattr(row, name), row) for name in names]


@cache
def _rows(
    model: type[Model], columns: tuple[str, ...], order: str, dialect: str, locked: bool
) -> str:
    meta = model._meta
    named = ", ".join(f'"{name}"' for name in meta.fields_db_projection.values())
    asked = " AND ".join(_equal(meta, name, dialect, n) for n, name in enumerate(columns, 1))
    statement = f'SELECT {named} FROM "{meta.db_table}" WHERE {asked}'  # noqa: S608 - names of our own tables
    if order:
        statement += f' ORDER BY "{meta.fields_db_projection[order]}"'
    # SQLite has one writer at a time, and no such words.
    return statement + (" FOR UPDATE" if locked and dialect == "postgres" else "")


@cache
def _among(model: type[Model], column: str, where: tuple[str, ...], dialect: str) -> str:
    meta = model._meta
    named = ", ".join(f'"{name}"' for name in meta.fields_db_projection.values())
    asked = [_equal(meta, name, dialect, n) for n, name in enumerate(where, 1)]
    asked.append(_one_of(meta, column, dialect, len(where) + 1))
    return f'SELECT {named} FROM "{meta.db_table}" WHERE {" AND ".join(asked)}'  # noqa: S608 - as above


@cache
def _any_among(model: type[Model], column: str, dialect: str) -> str:
    found = _one_of(model._meta, column, dialect, 1)
    return f'SELECT 1 FROM "{model._meta.db_table}" WHERE {found} LIMIT 1'  # noqa: S608 - as above


def _one_of(meta: Any, column: str, dialect: str, place: int) -> str:
    """An array is one value to PostgreSQL; SQLite reads one from JSON."""
    found = f'"{meta.fields_db_projection[column]}"'
    if dialect == "postgres":
        return f"{found} = ANY(${place})"
    return f"{found} IN (SELECT value FROM json_each(?))"  # noqa: S608 - as above


@cache
def _insert(model: type[Model], dialect: str) -> str:
    columns = model._meta.fields_db_projection.values()
    named = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join(_place(n, dialect) for n in range(1, len(columns) + 1))
    return f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({places})'  # noqa: S608 - as above


@cache
def _update(model: type[Model], names: tuple[str, ...], by: str, dialect: str) -> str:
    meta = model._meta
    told = ", ".join(_equal(meta, name, dialect, n) for n, name in enumerate(names, 1))
    found = _equal(meta, by, dialect, len(names) + 1)
    return f'UPDATE "{meta.db_table}" SET {told} WHERE {found}'  # noqa: S608 - as above


@cache
def _update_where(
    model: type[Model], changes: tuple[str, ...], columns: tuple[str, ...], dialect: str
) -> str:
    meta = model._meta
    told = ", ".join(_equal(meta, name, dialect, n) for n, name in enumerate(changes, 1))
    asked = (_equal(meta, name, dialect, n) for n, name in enumerate(columns, len(changes) + 1))
    named = ", ".join(f'"{name}"' for name in meta.fields_db_projection.values())
    return f'UPDATE "{meta.db_table}" SET {told} WHERE {" AND ".join(asked)} RETURNING {named}'  # noqa: S608 - as above


@cache
def _any(model: type[Model], columns: tuple[str, ...], dialect: str) -> str:
    meta = model._meta
    told = " OR ".join(_equal(meta, column, dialect, n) for n, column in enumerate(columns, 1))
    return f'SELECT 1 FROM "{meta.db_table}" WHERE {told} LIMIT 1'  # noqa: S608 - as above


def _equal(meta: Any, column: str, dialect: str, place: int = 1) -> str:
    return f'"{meta.fields_db_projection[column]}" = {_place(place, dialect)}'


def _place(number: int, dialect: str) -> str:
    return f"${number}" if dialect == "postgres" else "?"
