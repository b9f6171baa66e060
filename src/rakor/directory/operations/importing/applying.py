"""Storing what a file says: one short transaction, one entry, everything or nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError
from tortoise.models import Model

from rakor import journal
from rakor.directory.models import (
    Agency,
    AgencyName,
    Holiday,
    Office,
    OfficeHolder,
    Person,
    PersonEmail,
    Region,
)
from rakor.directory.operations.ground import DIRECTORY
from rakor.directory.operations.importing.checking import Plan
from rakor.directory.operations.importing.world import Stock
from rakor.directory.rules.importing import FileKind
from rakor.errors import Conflict
from rakor.words import _

# Rows are written in an order in which whatever they point to is there already.
_ORDER: tuple[type[Model], ...] = (
    Region,
    Agency,
    AgencyName,
    Office,
    Person,
    PersonEmail,
    OfficeHolder,
    Holiday,
)
_PART = 500
_POINTERS = ("agency_id", "parent_id", "office_id", "person_id", "kind_id", "rank_id")
_KEYS = 200  # names of changed things that an entry carries, of each kind

Within = Callable[[journal.Record], Awaitable[None]]


class Stale(Exception):
    """Somebody changed the same part of the directory while the file was compared with it."""


async def apply(plan: Plan, *, within: Within | None = None, **told: Any) -> int:
    """Store everything that a checked file says, and write one entry; its number is returned.

    `within` is done in the same transaction. Raises Stale when the directory has moved on.
    """
    try:
        async with journal.transaction() as record:
            seq = await record.entry(
                DIRECTORY,
                "directory.imported",
                by=plan.by,
                **told,
                counts=plan.counts,
                kinds=_kinds(plan),
                keys=_keys(plan),
            )
            await _check_fresh(plan, seq)
            if within is not None:
                await within(record)
            await _write(record.connection, plan.stock)
    except IntegrityError as error:
        raise Stale from error
    return seq


async def _check_fresh(plan: Plan, seq: int) -> None:
    """What others did since concerns other rows, or this is done again from the beginning."""
    if seq == plan.top + 1:
        return
    touched = _touched(plan.stock)
    between = await journal.since(DIRECTORY, plan.top, _PART)
    for entry in between:
        if entry.seq != seq and (entry.subject is None or entry.subject in touched):
            raise Stale
    if len(between) == _PART:
        raise Stale


def _touched(stock: Stock) -> set[UUID]:
    """The rows that are changed, and those that new ones point to."""
    found = {key for rows in stock.changed.values() for key in rows}
    for rows in stock.new.values():
        for row in rows:
            keys = (getattr(row, name, None) for name in _POINTERS)
            found.update(key for key in keys if key is not None)
    return found


async def _write(connection: BaseDBAsyncClient, stock: Stock) -> None:
    for model in reversed(_ORDER):
        gone = list(stock.gone.get(model, ()))
        for begin in range(0, len(gone), _PART):
            await model.filter(id__in=gone[begin : begin + _PART]).delete()
    for model in _ORDER:
        rows = stock.new.get(model, [])
        if model is Agency:
            rows = sorted(rows, key=lambda each: each.path.count("/"))
        if model is Region:
            rows = _predecessors_first(rows)
        if rows:
            await model.bulk_create(rows, batch_size=_PART)
    for model in _ORDER:
        await _update(connection, model, list(stock.changed.get(model, {}).values()))


async def _update(connection: BaseDBAsyncClient, model: type[Model], rows: list[Any]) -> None:
    """One prepared statement for all rows of a table, each revision one higher."""
    fields = [
        name
        for name, column in model._meta.fields_map.items()
        if name in model._meta.fields_db_projection and not column.pk
    ]
    executor = connection.executor_class(model=model, db=connection)
    statement = executor.get_update_sql(fields, None)
    for begin in range(0, len(rows), _PART):
        values = []
        for row in rows[begin : begin + _PART]:
            if "revision" in fields:
                row.revision += 1
            said = [_value(model, name, row) for name in fields]
            values.append([*said, _value(model, "id", row)])
        await connection.execute_many(statement, values)
        await asyncio.sleep(0)


def _value(model: type[Model], name: str, row: Model) -> Any:
    return model._meta.fields_map[name].to_db_value(getattr(row, name), row)


def _predecessors_first(rows: list[Region]) -> list[Region]:
    waiting, order = {row.id: row for row in rows}, list[Region]()
    while waiting:
        ready = [row for row in waiting.values() if row.predecessor_id not in waiting]
        if not ready:
            raise Conflict(_("Wilayah tidak dapat berasal dari dirinya."))
        order += ready
        for row in ready:
            del waiting[row.id]
    return order


def _kinds(plan: Plan) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in plan.rows:
        of_kind = found.setdefault(row.kind.value, {})
        of_kind[row.result.value] = of_kind.get(row.result.value, 0) + 1
    return found


def _keys(plan: Plan) -> dict[str, list[str]]:
    """What was added and changed: codes of agencies and regions, keys of the rest."""
    models: dict[FileKind, type[Model]] = {
        FileKind.AGENCIES: Agency,
        FileKind.OFFICES: Office,
        FileKind.PEOPLE: Person,
        FileKind.HOLDERS: OfficeHolder,
        FileKind.REGIONS: Region,
        FileKind.HOLIDAYS: Holiday,
    }
    found: dict[str, list[str]] = {}
    for kind, model in models.items():
        stock = plan.stock
        rows = [*stock.new.get(model, ()), *stock.changed.get(model, {}).values()]
        if rows:
            found[kind.value] = [_key(row) for row in rows[:_KEYS]]
    return found


def _key(row: Any) -> str:
    code: str | UUID = getattr(row, "code", row.id)
    return str(code)
