"""Breaks of a session."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels


class Migration(migrations.Migration):
    dependencies = [("rakor", "0021_ledger")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Break",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="breaks",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "ended_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "session_break",
                        "app": "rakor",
                        "indexes": [Index(fields=["meeting_id"], name="session_break_meeting")],
                        "pk_attr": "id",
                        "table_description": "A break of a session, `until` is when it was to go on and `ended_at` when it did.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
    ]
