"""Rows made at once are what Tortoise makes of the same values, for every table there is."""

from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

import pytest
from tortoise import fields
from tortoise.apps import Apps
from tortoise.context import require_context
from tortoise.models import Model

from rakor import database
from rakor.attendance.models import Head, Scan
from rakor.database import drafted, made, new_id
from rakor.directory.models import Agency

AT = datetime(2026, 3, 5, 9, 30, 15, 123456, tzinfo=UTC)


def tables() -> list[type[Model]]:
    apps: Apps = require_context().apps
    return list(apps.get_models_iterable())


def stored(field: Any, *, as_text: bool) -> Any:
    """A value as SQLite (as text) or PostgreSQL gives it."""
    kind = getattr(field, "enum_type", None)
    if kind is not None and issubclass(kind, Enum):
        return next(iter(kind)).value
    if isinstance(field, fields.UUIDField):
        return str(new_id()) if as_text else new_id()
    if isinstance(field, fields.DatetimeField):
        return AT.isoformat(" ") if as_text else AT
    if isinstance(field, fields.DateField):
        return "2026-03-05" if as_text else date(2026, 3, 5)
    if isinstance(field, fields.TimeField):
        return "09:30:00" if as_text else time(9, 30)
    if isinstance(field, fields.JSONField):
        return '{"a": [1, "b"]}'
    if isinstance(field, fields.BooleanField):
        return 1 if as_text else True
    if isinstance(field, fields.BinaryField):
        return b"isi"
    if isinstance(field, fields.IntField | fields.BigIntField | fields.SmallIntField):
        return 7
    if isinstance(field, fields.FloatField):
        return 1.5
    return "isi"


@pytest.mark.parametrize("as_text", [True, False])
async def test_rows_of_every_table_are_alike(db, as_text):
    for model in tables():
        named = model._meta.fields_db_projection
        full = {
            column: stored(model._meta.fields_map[name], as_text=as_text)
            for name, column in named.items()
        }
        empty = {
            column: None if model._meta.fields_map[name].null else full[column]
            for name, column in named.items()
        }
        for row in (full, empty):
            one, other = made(model, list(row.values())), model._init_from_db(**row)
            assert one.__dict__ == other.__dict__, model
            kinds = [{k: type(v) for k, v in each.__dict__.items()} for each in (one, other)]
            assert kinds[0] == kinds[1], model


async def test_a_drafted_row_is_what_the_table_would_make(bpsdm: Agency):
    key = new_id()
    facts: dict[str, Any] = {"id": key, "meeting_id": new_id(), "key": "x", "name": "Sari"}
    drawn, usual = drafted(Head, **facts), Head(**facts)
    assert drawn.__dict__ == usual.__dict__
    assert drafted(Scan).id != drafted(Scan).id
    agency = drafted(
        Agency, code="BARU", name="Badan Baru", short_name="BB", kind=bpsdm.kind, path="/x/"
    )
    await database.add_row(agency)
    assert (await Agency.get(code="BARU")).name == "Badan Baru"
