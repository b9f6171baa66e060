"""Rows as plain values: only the columns that are named, so that no new one slips in."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from tortoise.models import Model

from rakor.live.queries import moment


def told(row: Model, names: str, **more: Any) -> dict[str, Any]:
    """These columns of a row, and what is said beside them."""
    return {name: _value(getattr(row, name)) for name in names.split()} | more


def several(rows: Iterable[Model], names: str) -> list[dict[str, Any]]:
    """The same of several rows."""
    return [told(row, names) for row in rows]


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID | date):
        return str(value)
    return value
