"""Documents laid before a meeting, with every version."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.meetings.rules import MaterialKind


class Migration(migrations.Migration):
    dependencies = [("rakor", "0019_presence")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Material",
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
                                related_name="materials",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "item",
                            fields.ForeignKeyField(
                                "rakor.AgendaItem",
                                source_field="item_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="materials",
                                on_delete=OnDelete.SET_NULL,
                            ),
                        ),
                        ("title", fields.CharField(max_length=300)),
                        ("position", fields.IntField()),
                        ("version", fields.IntField(default=1)),
                        (
                            "removed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "material",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id", "position"], name="material_meeting"),
                            Index(fields=["item_id"], name="material_item"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A document of an agenda item or of the whole meeting, in the record even when taken away.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="MaterialVersion",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "material",
                            fields.ForeignKeyField(
                                "rakor.Material",
                                source_field="material_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="versions",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("number", fields.IntField()),
                        ("name", fields.CharField(max_length=200)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="PDF: pdf\nDOCX: docx\nXLSX: xlsx\nPPTX: pptx\nODT: odt\nODS: ods\nODP: odp\nJPG: jpg\nPNG: png\nWEBP: webp\nTXT: txt\nCSV: csv",
                                enum_type=MaterialKind,
                                max_length=8,
                            ),
                        ),
                        ("size", fields.IntField()),
                        ("sha256", fields.CharField(max_length=64)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "material_version",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("material_id", "number"), name="material_version_once"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "One state of a document. Its bytes are a file named by its key, told apart by SHA-256.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX material_version_once ON material_version (material_id, number)"
        ),
    ]
