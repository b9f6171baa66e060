"""Rows made of what a database gives, or of what is known, without asking every field each time.

Tortoise makes a row field by field through its own hooks, which takes several times as long as
reading it. What each field does is looked up here once for each table.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar
from uuid import UUID, SafeUUID

from tortoise import fields
from tortoise.fields.base import Field
from tortoise.fields.data import CharEnumFieldInstance
from tortoise.models import Model
from tortoise.timezone import get_default_timezone

M = TypeVar("M", bound=Model)
Change = Callable[[Any], Any]
Making = Callable[[], Any]
_set = object.__setattr__


def made(model: type[M], values: Sequence[Any]) -> M:
    """The row that has these values, in the order of the columns of its table.

    The same as Tortoise makes of them.
    """
    names, changes = _plan(model)
    row = model.__new__(model)
    there = row.__dict__
    there["_partial"] = False
    there["_saved_in_db"] = True
    there["_custom_generated_pk"] = _own_key(model)
    there["_await_when_save"] = {}
    for name, change, value in zip(names, changes, values, strict=True):
        there[name] = value if change is None or value is None else change(value)
    return row


def drafted(model: type[M], **values: Any) -> M:
    """A new row that is not stored yet: `model(**values)`, of values that are what they should be.

    What is not named has its default; other rows are named by their keys.
    """
    plain, made_anew = _defaults(model)
    row = model.__new__(model)
    there = row.__dict__
    there["_partial"] = there["_saved_in_db"] = there["_custom_generated_pk"] = False
    there["_await_when_save"] = {}
    there.update(plain)
    for name, default in made_anew:
        if name not in values:
            there[name] = default()
    there.update(values)
    return row


@cache
def _own_key(model: type[Model]) -> bool:
    return model._meta.db_pk_column not in model._meta.generated_db_fields


@cache
def _plan(model: type[Model]) -> tuple[tuple[str, ...], tuple[Change | None, ...]]:
    meta = model._meta
    native = {name for _column, name, _field in meta.db_native_fields}
    plain = {name for _column, name, _field in meta.db_default_fields}
    names = tuple(meta.fields_db_projection)
    changes = [
        None if name in native else _change(meta.fields_map[name], plain=name in plain)
        for name in names
    ]
    return names, tuple(changes)


def _change(field: Field[Any], *, plain: bool) -> Change:
    if isinstance(field, CharEnumFieldInstance):
        return _member(field.enum_type)
    if type(field) is fields.UUIDField:
        return _uuid
    if type(field) is fields.DatetimeField:
        return _moment(field)
    return field.field_type if plain else field.to_python_value


def _member(kind: type[Enum]) -> Change:
    members: dict[Any, Any] = {each.value: each for each in kind}

    def member(value: Any) -> Any:
        return members[value] if value in members else kind(value)

    return member


def _uuid(value: Any) -> Any:
    if type(value) is not str or len(value) != 36:
        return value if isinstance(value, UUID) else UUID(value)
    key = UUID.__new__(UUID)
    _set(key, "int", int(value.replace("-", ""), 16))
    _set(key, "is_safe", SafeUUID.unknown)
    return key


def _moment(field: Field[Any]) -> Change:
    zone = get_default_timezone()

    def moment(value: Any) -> Any:
        at = datetime.fromisoformat(value) if type(value) is str else value
        if type(at) is datetime and at.tzinfo is UTC:
            return at.replace(tzinfo=zone)
        return field.to_python_value(value)

    return moment


@cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], tuple[tuple[str, Making], ...]]:
    """Defaults that are the same for every row, and how the others are made."""
    plain: dict[str, Any] = {}
    anew: list[tuple[str, Any]] = []
    for name in model._meta.fields_db_projection:
        field = model._meta.fields_map[name]
        default = field.default
        if callable(default):
            anew.append((name, default))
        elif default is None and field.has_db_default():
            plain[name] = field.get_db_default_value()
        elif default is None or isinstance(default, int | float | str | bytes):
            plain[name] = default
        else:
            anew.append((name, lambda default=default: deepcopy(default)))
    return plain, tuple(anew)
