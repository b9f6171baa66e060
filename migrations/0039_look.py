"""How the official documents of an agency look, version by version."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.letters.rules import Paper


class Migration(migrations.Migration):
    dependencies = [("rakor", "0041_corrections")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="AgencyLook",
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
                                related_name="looks",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.IntField()),
                        ("parent_line", fields.CharField(default="", max_length=200)),
                        ("heading", fields.CharField(default="", max_length=200)),
                        (
                            "lines",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("logo", fields.BinaryField(null=True)),
                        ("logo_type", fields.CharField(default="", max_length=20)),
                        ("word_logo", fields.BinaryField(null=True)),
                        ("font", fields.CharField(max_length=80)),
                        ("font_size", fields.IntField()),
                        (
                            "paper",
                            fields.CharEnumField(
                                default=Paper.A4,
                                description="A4: a4\nF4: f4",
                                enum_type=Paper,
                                max_length=4,
                            ),
                        ),
                        ("margin_top", fields.IntField()),
                        ("margin_right", fields.IntField()),
                        ("margin_bottom", fields.IntField()),
                        ("margin_left", fields.IntField()),
                        ("rule", fields.CharField(max_length=7)),
                        ("used_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "used_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "agency_look",
                        "app": "rakor",
                        "indexes": [Index(fields=["agency_id"], name="agency_look_agency")],
                        "pk_attr": "id",
                        "table_description": "One version of how the official documents of an agency look.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        Together(
            [
                ops.AddField(
                    model_name="LetterTemplate",
                    name="follows_look",
                    field=fields.BooleanField(default=False, db_default=False),
                ),
            ]
        ),
    ]
