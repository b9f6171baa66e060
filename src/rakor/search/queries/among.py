"""Rows of a list that somebody may see, among certain keys, without composing each key."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.queryset import QuerySet

from rakor.database.statements import Values


async def rows_among(
    query: QuerySet[Any], keys: Collection[UUID], *columns: str, by: str = "id"
) -> list[dict[str, Any]]:
    """These columns of the rows of a list whose column `by` is one of these keys.

    Other values than keys are as the database keeps them.
    """
    if not keys:
        return []
    client = connections.get("default")
    values = Values(client)
    listed = statement(query, values, *dict.fromkeys((by, *columns)))
    rows = await client.execute_query_dict(
        f"SELECT * FROM ({listed}) listed WHERE listed.{by} {values.among(keys)}",  # noqa: S608
        values.all,
    )
    return [{name: _key(name, value) for name, value in row.items()} for row in rows]


async def keys_among(query: QuerySet[Any], keys: Collection[UUID]) -> set[UUID]:
    """Which of these keys are in a list."""
    return {row["id"] for row in await rows_among(query, keys, "id")}


def statement(query: QuerySet[Any], values: Values, *columns: str) -> str:
    """A list as a part of a statement; its values must come before all others."""
    listed = query.values(*columns)
    listed._make_query()
    text, its = listed.query.get_parameterized_sql()
    values.all.extend(its)
    return str(text)


def key_of(value: Any) -> UUID:
    """A key as a database gives it: SQLite keeps it as text."""
    return value if isinstance(value, UUID) else UUID(value)


def _key(name: str, value: Any) -> Any:
    is_key = name == "id" or name.endswith("_id")
    return key_of(value) if is_key and value is not None else value
