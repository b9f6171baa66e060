"""The Word templates of agencies, version by version."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.letters.rules import StationeryKind


class Migration(migrations.Migration):
    dependencies = [("rakor", "0034_press")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="DocumentTemplate",
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
                                related_name="document_templates",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="LETTER: letter\nATTENDANCE: attendance\nMINUTES: minutes\nRELEASE: release",
                                enum_type=StationeryKind,
                                max_length=12,
                            ),
                        ),
                        ("number", fields.IntField()),
                        ("filename", fields.CharField(max_length=120)),
                        ("sha256", fields.CharField(max_length=64)),
                        ("content", fields.BinaryField()),
                        ("added_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "used_from",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "used_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "document_template",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["agency_id", "kind"], name="document_template_agency")
                        ],
                        "pk_attr": "id",
                        "table_description": "One version of an agency's Word template for a kind of document, as it was handed in.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
    ]
