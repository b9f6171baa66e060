"""Usual phrases that an agency keeps for its notes."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels


class Migration(migrations.Migration):
    dependencies = [("rakor", "0025_visits")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Phrase",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="phrases",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("word", fields.CharField(max_length=30)),
                        ("text", fields.CharField(max_length=500)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "phrase",
                        "app": "rakor",
                        "indexes": [Index(fields=["agency_id"], name="phrase_agency")],
                        "pk_attr": "id",
                        "table_description": "A usual phrase that the secretariat of an agency keeps for its notes.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
    ]
