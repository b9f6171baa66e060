"""The life of minutes: initials, every state of a section, comments, requests, amendments."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.minutes.rules import CorrectionState, ReviewState


class Migration(migrations.Migration):
    dependencies = [("rakor", "0029_due")]

    initial = False

    operations = [
        Together(
            [
                ops.AddField(
                    model_name="Minutes",
                    name="reason",
                    field=fields.TextField(default="", db_default="", unique=False),
                ),
                ops.AddField(
                    model_name="Minutes",
                    name="corrections_until",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ops.AddField(
                    model_name="Minutes",
                    name="stand_in",
                    field=fields.ForeignKeyField(
                        "rakor.Person",
                        source_field="stand_in_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="minutes_stood_in",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="Minutes",
                    name="authority",
                    field=fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads),
                ),
            ]
        ),
        CreateModels(
            [
                ops.CreateModel(
                    name="MinutesReview",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "minutes",
                            fields.ForeignKeyField(
                                "rakor.Minutes",
                                source_field="minutes_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="reviews",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="minutes_reviews",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "due",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=ReviewState.WAITING,
                                description="WAITING: waiting\nINITIALLED: initialled\nRETURNED: returned",
                                enum_type=ReviewState,
                                max_length=12,
                            ),
                        ),
                        ("comment", fields.TextField(default="", unique=False)),
                        ("round", fields.IntField(default=0)),
                        (
                            "asked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "decided_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "minutes_review",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("minutes_id", "position"), name="minutes_review_once"
                            )
                        ],
                        "indexes": [
                            Index(fields=["person_id", "state"], name="minutes_review_person")
                        ],
                        "pk_attr": "id",
                        "table_description": "One place in the order of initials (paraf), `asked_at` is when the turn came to it.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="MinutesRevision",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "minutes",
                            fields.ForeignKeyField(
                                "rakor.Minutes",
                                source_field="minutes_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="revisions",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("section", fields.CharField(max_length=40)),
                        ("revision", fields.IntField()),
                        ("body", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                        ("by_name", fields.CharField(default="", max_length=300)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "minutes_revision",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("minutes_id", "section", "revision"),
                                name="minutes_revision_once",
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "What a section said from one revision on, and who wrote it, none is ever removed.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="MinutesComment",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "minutes",
                            fields.ForeignKeyField(
                                "rakor.Minutes",
                                source_field="minutes_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="comments",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("section", fields.CharField(max_length=40)),
                        ("text", fields.TextField(unique=False)),
                        (
                            "by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="minutes_comments",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("by_name", fields.CharField(default="", max_length=300)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "resolved_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("resolved_by_name", fields.CharField(default="", max_length=300)),
                    ],
                    options={
                        "table": "minutes_comment",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["minutes_id"], name="minutes_comment_minutes"),
                            Index(fields=["by_id"], name="minutes_comment_by"),
                        ],
                        "pk_attr": "id",
                        "table_description": "What somebody remarks on a section while it is written and reviewed, until it is settled.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="MinutesCorrection",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "minutes",
                            fields.ForeignKeyField(
                                "rakor.Minutes",
                                source_field="minutes_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="corrections",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("section", fields.CharField(max_length=40)),
                        ("text", fields.TextField(unique=False)),
                        (
                            "by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="minutes_corrections",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("by_name", fields.CharField(default="", max_length=300)),
                        ("agency_name", fields.CharField(default="", max_length=200)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=CorrectionState.OPEN,
                                description="OPEN: open\nACCEPTED: accepted\nDECLINED: declined",
                                enum_type=CorrectionState,
                                max_length=10,
                            ),
                        ),
                        ("answer", fields.TextField(default="", unique=False)),
                        ("decided_by_name", fields.CharField(default="", max_length=300)),
                        (
                            "decided_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("carried_in", fields.IntField(null=True)),
                    ],
                    options={
                        "table": "minutes_correction",
                        "app": "rakor",
                        "indexes": [
                            Index(
                                fields=["minutes_id", "state"], name="minutes_correction_minutes"
                            ),
                            Index(fields=["by_id"], name="minutes_correction_by"),
                        ],
                        "pk_attr": "id",
                        "table_description": "What a participant asks to be corrected in approved minutes, and what became of it.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX minutes_review_once ON minutes_review (minutes_id, position)"
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX minutes_revision_once "
            "ON minutes_revision (minutes_id, section, revision)"
        ),
    ]
