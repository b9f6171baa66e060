"""Which browsers write in a note and have not said yet that all of it is saved."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels


class Migration(migrations.Migration):
    dependencies = [("rakor", "0017_floor")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="UnsavedNote",
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
                                related_name="unsaved_notes",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "item",
                            fields.ForeignKeyField(
                                "rakor.AgendaItem",
                                source_field="item_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="unsaved_notes",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="unsaved_notes",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("page", fields.CharField(max_length=40)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "unsaved_note",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("item_id", "page"), name="unsaved_note_once")
                        ],
                        "indexes": [Index(fields=["meeting_id"], name="unsaved_note_meeting")],
                        "pk_attr": "id",
                        "table_description": "A browser that writes in a note and has not said yet that all of it is saved.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX unsaved_note_once ON unsaved_note (item_id, page)"),
    ]
