"""What points to an agency, in every table there is: what a merge has to lead elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tortoise import Tortoise
from tortoise.models import Model

from rakor.directory.models import Agency, Office

# Children move with all that stands below them, which is more than one column.
CHILDREN = ("agency", "parent_id")


@dataclass(frozen=True, slots=True)
class Merge:
    """What will happen when one agency becomes part of another."""

    counts: dict[str, int]  # rows that will be led elsewhere, by table
    offices: list[str]  # titles that both have, whose offices become one


def pointing_to(target: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every table and column that points to this one, those of features yet to come included."""
    for model in Tortoise.apps["rakor"].values():
        meta = model._meta
        for name in sorted(meta.fk_fields | meta.o2o_fields):
            field: Any = meta.fields_map[name]
            if field.related_model is target:
                yield model, field.source_field


def unique_rules(model: type[Model], column: str) -> list[tuple[str, ...]]:
    """The other columns of each unique rule of a table that this column is part of."""
    rules = [tuple(rule.fields) for rule in model._meta.constraints if hasattr(rule, "fields")]
    found = [
        tuple(name for name in columns if name != column) for columns in rules if column in columns
    ]
    alone: Any = model._meta.fields_map[column]
    return [*found, ()] if alone.unique else found


async def merge_preview(gone: Agency, kept: Agency) -> Merge:
    """What points to the agency that is to go, and which offices both have."""
    counts: dict[str, int] = {}
    for model, column in pointing_to(Agency):
        number = await model.filter(**{column: gone.id}).count()
        if number:
            table = model._meta.db_table
            counts[table] = counts.get(table, 0) + number
    return Merge(counts, sorted(office.title for _kept, office in await same_offices(gone, kept)))


async def same_offices(gone: Agency, kept: Agency) -> list[tuple[Office, Office]]:
    """Offices that both agencies have by the same title: (the one that stays, the other)."""
    known = {office.title.casefold(): office for office in await Office.filter(agency_id=kept.id)}
    return [
        (known[office.title.casefold()], office)
        for office in await Office.filter(agency_id=gone.id).order_by("title")
        if office.title.casefold() in known
    ]
