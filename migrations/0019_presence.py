"""Which processes serve whom, so that all of them tell the same figures."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels


class Migration(migrations.Migration):
    dependencies = [("rakor", "0018_unsaved")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Serving",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("place", fields.CharField(max_length=120)),
                        ("pid", fields.IntField()),
                        ("seen_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("sockets", fields.BinaryField()),
                        ("stamp", fields.IntField(default=0)),
                    ],
                    options={
                        "table": "serving",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "A process that somebody is connected to, and when it last said so.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Present",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "serving",
                            fields.ForeignKeyField(
                                "rakor.Serving",
                                source_field="serving_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="present",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="present",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("count", fields.IntField()),
                        ("people", fields.BinaryField()),
                        ("agencies", fields.BinaryField()),
                        ("stamp", fields.IntField(default=0)),
                    ],
                    options={
                        "table": "present",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("serving_id", "meeting_id"), name="present_once"
                            )
                        ],
                        "indexes": [Index(fields=["meeting_id"], name="present_meeting")],
                        "pk_attr": "id",
                        "table_description": "Whom one process serves in one meeting: marks of people and agencies, one after the other.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX present_once ON present (serving_id, meeting_id)"),
    ]
