"""Official documents that were issued: the code printed on them, and their files byte for byte."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.issued.rules import Edition, IssuedKind


class Migration(migrations.Migration):
    dependencies = [("rakor", "0031_minutes_life")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Issued",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("code", fields.CharField(max_length=20)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="MINUTES: minutes\nATTENDANCE: attendance\nOFFICIAL_REPORT: official_report\nLETTER: letter\nRELEASE: release",
                                enum_type=IssuedKind,
                                max_length=20,
                            ),
                        ),
                        (
                            "meeting",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="issued",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("source_id", fields.UUIDField()),
                        ("version", fields.IntField(default=1)),
                        ("agency", fields.CharField(max_length=400)),
                        ("title", fields.CharField(max_length=500)),
                        ("is_public", fields.BooleanField(default=False)),
                        ("issued_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "replaced_by",
                            fields.ForeignKeyField(
                                "rakor.Issued",
                                source_field="replaced_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="replaces",
                                on_delete=OnDelete.SET_NULL,
                            ),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "issued_document",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id"], name="issued_document_meeting"),
                            Index(fields=["replaced_by_id"], name="issued_document_replaced"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One version of an official document, with the code that is printed on it.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="IssuedFile",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "document",
                            fields.ForeignKeyField(
                                "rakor.Issued",
                                source_field="document_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="files",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "edition",
                            fields.CharEnumField(
                                description="WHOLE: whole\nOPEN: open",
                                enum_type=Edition,
                                max_length=8,
                            ),
                        ),
                        ("form", fields.CharField(max_length=8)),
                        ("number", fields.IntField(default=0)),
                        ("sha256", fields.CharField(max_length=64)),
                        ("size", fields.IntField()),
                        ("media", fields.CharField(max_length=120)),
                        ("content", fields.BinaryField()),
                        (
                            "signatures",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "issued_file",
                        "app": "rakor",
                        "indexes": [Index(fields=["sha256"], name="issued_file_sha256")],
                        "pk_attr": "id",
                        "table_description": "One file of an issued document, byte for byte as it went out.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX issued_document_code ON issued_document (code)"),
        ops.RunSQL("CREATE UNIQUE INDEX issued_document_source ON issued_document (source_id)"),
        ops.RunSQL(
            "CREATE UNIQUE INDEX issued_file_once "
            "ON issued_file (document_id, edition, form, number)"
        ),
    ]
