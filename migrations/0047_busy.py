"""Calendars outside Rakor that people let it read: where they are, and when somebody is taken."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.scheduling.rules.sources import SourceKind

KINDS = "\n".join(f"{kind.name}: {kind.value}" for kind in SourceKind)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0048_links")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="CalendarSource",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="calendar_sources",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "office",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="office_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="calendar_sources",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description=KINDS, enum_type=SourceKind, max_length=8
                            ),
                        ),
                        ("name", fields.CharField(default="", max_length=80)),
                        ("host", fields.CharField(max_length=255)),
                        ("secret", fields.TextField(unique=False)),
                        ("etag", fields.CharField(default="", max_length=300)),
                        ("modified", fields.CharField(default="", max_length=100)),
                        ("spans", fields.BinaryField(default=b"")),
                        ("anonymous", fields.BooleanField(default=False)),
                        ("skipped", fields.IntField(default=0)),
                        (
                            "read_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "read_in_full_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "tried_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("failures", fields.IntField(default=0)),
                        ("trouble", fields.CharField(default="", max_length=20)),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "calendar_source",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["person_id"], name="calendar_source_person"),
                            Index(fields=["office_id"], name="calendar_source_office"),
                            Index(fields=["due_at"], name="calendar_source_due"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A calendar outside Rakor that somebody lets it read, or that of the holder of an office.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
    ]
