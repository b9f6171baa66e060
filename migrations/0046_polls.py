"""Polls: the times that people are asked about, who was asked, and what they said."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.scheduling.rules.polls import Choice, PollState

STATES = "\n".join(f"{state.name}: {state.value}" for state in PollState)
CHOICES = "\n".join(f"{choice.name}: {choice.value}" for choice in Choice)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0042_archivist")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Poll",
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
                                related_name="polls",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("live", fields.UUIDField(null=True)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=PollState.OPEN,
                                description=STATES,
                                enum_type=PollState,
                                max_length=8,
                            ),
                        ),
                        ("note", fields.TextField(default="", unique=False)),
                        ("hidden", fields.BooleanField(default=False)),
                        ("deadline", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("chosen_id", fields.UUIDField(null=True)),
                        ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "closed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "poll",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("live",), name="poll_live")],
                        "indexes": [
                            Index(fields=["meeting_id"], name="poll_meeting"),
                            Index(fields=["state", "deadline"], name="poll_due"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Those invited to a draft are asked which time suits them, one meeting has one poll at a time.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="PollOption",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "poll",
                            fields.ForeignKeyField(
                                "rakor.Poll",
                                source_field="poll_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="options",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("day", fields.DateField()),
                        ("clock", fields.CharField(max_length=5)),
                        ("minutes", fields.IntField()),
                        ("timezone", fields.CharField(max_length=40)),
                        ("removed", fields.BooleanField(default=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "poll_option",
                        "app": "rakor",
                        "indexes": [Index(fields=["poll_id"], name="poll_option_poll")],
                        "pk_attr": "id",
                        "table_description": "One time to choose, as the clocks of a zone show it. One that was taken away keeps its row.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="PollAnswer",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "option",
                            fields.ForeignKeyField(
                                "rakor.PollOption",
                                source_field="option_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="answers",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "invitation",
                            fields.ForeignKeyField(
                                "rakor.Invitation",
                                source_field="invitation_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="poll_answers",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "choice",
                            fields.CharEnumField(
                                description=CHOICES, enum_type=Choice, max_length=12
                            ),
                        ),
                        ("answered_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "poll_answer",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("option_id", "invitation_id"), name="poll_answer_once"
                            )
                        ],
                        "indexes": [Index(fields=["invitation_id"], name="poll_answer_invitation")],
                        "pk_attr": "id",
                        "table_description": "What a seat said to one option.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="PollVoice",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "poll",
                            fields.ForeignKeyField(
                                "rakor.Poll",
                                source_field="poll_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="voices",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "invitation",
                            fields.ForeignKeyField(
                                "rakor.Invitation",
                                source_field="invitation_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="poll_voices",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("comment", fields.CharField(default="", max_length=1000)),
                        ("letters", fields.IntField(default=0)),
                        (
                            "told_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "answered_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "poll_voice",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("poll_id", "invitation_id"), name="poll_voice_once"
                            )
                        ],
                        "indexes": [Index(fields=["invitation_id"], name="poll_voice_invitation")],
                        "pk_attr": "id",
                        "table_description": "A seat that was asked: when it was last written to, and what it said beside its answers.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX poll_live ON poll (live);"),
        ops.RunSQL("CREATE UNIQUE INDEX poll_voice_once ON poll_voice (poll_id, invitation_id);"),
        ops.RunSQL(
            "CREATE UNIQUE INDEX poll_answer_once ON poll_answer (option_id, invitation_id);"
        ),
    ]
