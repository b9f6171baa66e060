"""Berita acara: drafted from minutes, issued, replaced; agencies have Word templates for them."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.database.widening import WidenField
from rakor.letters.rules.stationery import StationeryKind
from rakor.minutes.rules.agreement import AgreementState


class Migration(migrations.Migration):
    dependencies = [("rakor", "0043_rooms")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Agreement",
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
                                related_name="agreements",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=AgreementState.DRAFT,
                                description="DRAFT: draft\nISSUED: issued\nREPLACED: replaced\n"
                                "VOID: void",
                                enum_type=AgreementState,
                                max_length=12,
                            ),
                        ),
                        ("version", fields.IntField(default=1)),
                        (
                            "replaces",
                            fields.ForeignKeyField(
                                "rakor.Agreement",
                                source_field="replaces_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="replaced_by",
                                on_delete=OnDelete.SET_NULL,
                            ),
                        ),
                        (
                            "agencies",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "choices",
                            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "content",
                            fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("number", fields.CharField(default="", max_length=120)),
                        ("dated", fields.DateField(null=True)),
                        (
                            "drafted_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="drafted_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="agreements_drafted",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("drafted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "issued_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="issued_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="agreements_issued",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "issued_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("reason", fields.TextField(default="", unique=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "agreement",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id", "state"], name="agreement_meeting"),
                            Index(fields=["replaces_id"], name="agreement_replaces"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One berita acara of a meeting, between its organizer and the `agencies` (none: all).",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        WidenField(
            model_name="DocumentTemplate",
            name="kind",
            field=fields.CharEnumField(
                description="LETTER: letter\nATTENDANCE: attendance\nMINUTES: minutes\n"
                "RELEASE: release\nAGREEMENT: agreement",
                enum_type=StationeryKind,
                max_length=12,
            ),
        ),
    ]
