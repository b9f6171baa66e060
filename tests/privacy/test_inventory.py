"""No table that names a person is forgotten: the inventory knows every such column."""

from tortoise import Tortoise
from tortoise.fields.relational import ForeignKeyFieldInstance

from rakor.privacy import queries
from rakor.privacy.rules.held import FIELDS, SECTIONS
from rakor.privacy.rules.inventory import (
    LOOKS_PERSONAL,
    NOT_PERSONAL,
    known_columns,
    sections,
)

PEOPLE = {"Person", "Account"}


def columns() -> set[str]:
    return {
        f"{model._meta.db_table}.{column}"
        for model in Tortoise.apps["rakor"].values()
        for column in model._meta.fields_db_projection.values()
    }


def personal_columns() -> set[str]:
    """Foreign keys to people and accounts, and columns whose name says that they name somebody."""
    found = set()
    for model in Tortoise.apps["rakor"].values():
        table = model._meta.db_table
        for name, field in model._meta.fields_map.items():
            if isinstance(field, ForeignKeyFieldInstance):
                if field.related_model.__name__ in PEOPLE:
                    found.add(f"{table}.{model._meta.fields_db_projection[f'{name}_id']}")
            elif name in model._meta.fields_db_projection and LOOKS_PERSONAL.search(name):
                found.add(f"{table}.{model._meta.fields_db_projection[name]}")
    return found


async def test_every_column_that_names_a_person_is_collected_or_has_a_reason_not_to_be(db):
    forgotten = personal_columns() - known_columns() - set(NOT_PERSONAL)
    assert sorted(forgotten) == []


async def test_the_inventory_speaks_of_columns_that_exist(db):
    gone = (known_columns() | set(NOT_PERSONAL)) - columns()
    assert sorted(gone) == []


async def test_a_column_is_not_both_collected_and_left_out(db):
    assert known_columns() & set(NOT_PERSONAL) == set()


async def test_every_section_that_the_inventory_promises_is_told(db, bagus):
    told = [section.key for section in await queries.held_about(bagus.person)]
    assert set(told) == sections() == set(SECTIONS)


async def test_every_field_that_is_told_has_a_word(held, bagus):
    told = await queries.held_about(bagus.person, whole=True)
    assert {name for section in told for name in section.fields} - set(FIELDS) == set()
