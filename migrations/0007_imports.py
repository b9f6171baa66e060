"""Files that were sent to be imported into the directory, with the report on their rows."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.directory.rules.importing import FileKind, ImportState


class Migration(migrations.Migration):
    dependencies = [("rakor", "0006_regions")]

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="ImportJob",
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
                                db_constraint=True,
                                to_field="id",
                                related_name="imports",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                null=True,
                                description="AGENCIES: agencies\nOFFICES: offices\nPEOPLE: people\nHOLDERS: holders\nREGIONS: regions",
                                enum_type=FileKind,
                                max_length=16,
                            ),
                        ),
                        ("filename", fields.CharField(max_length=200)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=ImportState.UPLOADED,
                                description="UPLOADED: uploaded\nCHECKING: checking\nREADY: ready\nREFUSED: refused\nAPPLYING: applying\nDONE: done\nFAILED: failed",
                                enum_type=ImportState,
                                max_length=16,
                            ),
                        ),
                        ("locale", fields.CharField(max_length=8)),
                        (
                            "rights",
                            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("total", fields.IntField(default=0)),
                        ("done", fields.IntField(default=0)),
                        (
                            "counts",
                            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("message", fields.CharField(default="", max_length=500)),
                        ("content", fields.BinaryField(null=True)),
                        ("report", fields.BinaryField(null=True)),
                        ("created_at", fields.DatetimeField()),
                        ("claimed_at", fields.DatetimeField(null=True)),
                        ("finished_at", fields.DatetimeField(null=True)),
                    ],
                    options={
                        "table": "import_job",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["state"], name="import_job_state"),
                            Index(fields=["person_id", "created_at"], name="import_job_person"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A file on its way into the directory, with the report on each of its rows.",
                    },
                    bases=["Model"],
                )
            ]
        )
    ]
