"""Video links that services make: who makes the link of a meeting, and what the service holds."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.links.rules.kinds import LinkState, Trouble
from rakor.meetings.rules.kinds import MadeBy, Notify

MAKERS = "\n".join(f"{each.name}: {each.value}" for each in MadeBy)
STATES = "\n".join(f"{each.name}: {each.value}" for each in LinkState)
TROUBLES = "\n".join(f"{each.name}: {each.value}" for each in Trouble)
TELLING = "\n".join(f"{each.name}: {each.value}" for each in Notify)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0046_polls")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="VideoLink",
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
                                related_name="video_links",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("live", fields.UUIDField(null=True)),
                        (
                            "service",
                            fields.CharEnumField(
                                description=MAKERS, enum_type=MadeBy, max_length=8
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=LinkState.WAITING,
                                description=STATES,
                                enum_type=LinkState,
                                max_length=8,
                            ),
                        ),
                        ("remote", fields.CharField(default="", max_length=120)),
                        ("join_url", fields.CharField(default="", max_length=1000)),
                        ("told", fields.CharField(default="", max_length=64)),
                        ("turn", fields.IntField(default=0)),
                        (
                            "due_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "claimed_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("attempts", fields.IntField(default=0)),
                        (
                            "asked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("doubtful", fields.BooleanField(default=False)),
                        (
                            "trouble",
                            fields.CharEnumField(
                                null=True, description=TROUBLES, enum_type=Trouble, max_length=12
                            ),
                        ),
                        ("detail", fields.CharField(default="", max_length=300)),
                        (
                            "notify",
                            fields.CharEnumField(
                                default=Notify.NOW,
                                description=TELLING,
                                enum_type=Notify,
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "table": "video_link",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("live",), name="video_link_live")],
                        "indexes": [
                            Index(fields=["meeting_id"], name="video_link_meeting"),
                            Index(fields=["due_at"], name="video_link_due"),
                        ],
                        "pk_attr": "id",
                        "table_description": "What one service holds for a meeting. `live` is the meeting while this is its link.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX video_link_live ON video_link (live);"),
        Together(
            [
                ops.AddField(
                    model_name="Meeting",
                    name="online_made_by",
                    field=fields.CharEnumField(
                        default=MadeBy.MANUAL,
                        db_default=MadeBy.MANUAL.value,
                        description=MAKERS,
                        enum_type=MadeBy,
                        max_length=8,
                    ),
                ),
            ]
        ),
    ]
