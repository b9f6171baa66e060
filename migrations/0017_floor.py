"""Who speaks, what is voted on, and who is writing a note."""

from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.database.widening import WidenField
from rakor.journal import Audience
from rakor.live.rules import DecisionState, Majority, TurnCategory, TurnState, VoteState
from rakor.meetings.rules import Channel

UNIQUE = (
    ("vote_number", "vote", "meeting_id, number"),
    ("vote_option_once", "vote_option", "vote_id, key"),
    ("entitlement_once", "entitlement", "vote_id, agency_id"),
)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0016_mailbox_claim")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="SpeakingPlan",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "meeting",
                            fields.OneToOneField(
                                "rakor.Meeting",
                                source_field="meeting_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="speaking_plan",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("turn_seconds", fields.IntField(default=300)),
                        ("agency_seconds", fields.IntField(default=0)),
                        ("takes_requests", fields.BooleanField(default=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "speaking_plan",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "How long one turn may last in a meeting and how long each agency has in all (0: no limit).",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Turn",
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
                                related_name="turns",
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
                                related_name="turns",
                                on_delete=OnDelete.SET_NULL,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="turns",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="turns",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=400)),
                        ("office_title", fields.CharField(default="", max_length=250)),
                        ("agency_name", fields.CharField(default="", max_length=200)),
                        ("agency_short_name", fields.CharField(default="", max_length=60)),
                        (
                            "category",
                            fields.CharEnumField(
                                description="POINT_OF_ORDER: point_of_order\nREPLY: reply\nQUESTION: question\nSTATEMENT: statement",
                                enum_type=TurnCategory,
                                max_length=16,
                            ),
                        ),
                        (
                            "channel",
                            fields.CharEnumField(
                                null=True,
                                description="ROOM: room\nONLINE: online",
                                enum_type=Channel,
                                max_length=8,
                            ),
                        ),
                        ("topic", fields.CharField(default="", max_length=300)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=TurnState.WAITING,
                                description="WAITING: waiting\nSPEAKING: speaking\nDONE: done\nWITHDRAWN: withdrawn\nREFUSED: refused",
                                enum_type=TurnState,
                                max_length=10,
                            ),
                        ),
                        ("position", fields.IntField(default=0)),
                        ("requested_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "started_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "running_since",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("spent_ms", fields.IntField(default=0)),
                        ("allowed_seconds", fields.IntField(default=0)),
                        (
                            "finished_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("reason", fields.CharField(default="", max_length=500)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "turn",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id", "state"], name="turn_meeting"),
                            Index(fields=["person_id"], name="turn_person"),
                            Index(fields=["agency_id"], name="turn_agency"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One turn to speak, from the request to its end, with name, office and agency of that day.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Vote",
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
                                related_name="votes",
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
                                related_name="votes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "decision",
                            fields.ForeignKeyField(
                                "rakor.Decision",
                                source_field="decision_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="votes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.IntField()),
                        ("question", fields.TextField(unique=False)),
                        ("secret", fields.BooleanField(default=False)),
                        (
                            "majority",
                            fields.CharEnumField(
                                default=Majority.SIMPLE,
                                description="SIMPLE: simple\nABSOLUTE: absolute\nTWO_THIRDS: two_thirds\nCONSENSUS: consensus",
                                enum_type=Majority,
                                max_length=12,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=VoteState.PREPARED,
                                description="PREPARED: prepared\nOPEN: open\nCLOSED: closed\nPUBLISHED: published\nWITHDRAWN: withdrawn",
                                enum_type=VoteState,
                                max_length=10,
                            ),
                        ),
                        ("entitled", fields.IntField(default=0)),
                        (
                            "opened_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "closed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "published_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("result", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                        ("reason", fields.CharField(default="", max_length=500)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "vote",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id", "number"), name="vote_number")
                        ],
                        "pk_attr": "id",
                        "table_description": "A question put to the delegations, numbered without gaps. `result`: counted at its close.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="VoteOption",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "vote",
                            fields.ForeignKeyField(
                                "rakor.Vote",
                                source_field="vote_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="options",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("key", fields.CharField(max_length=16)),
                        ("text", fields.CharField(default="", max_length=300)),
                        ("position", fields.IntField()),
                    ],
                    options={
                        "table": "vote_option",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("vote_id", "key"), name="vote_option_once")
                        ],
                        "pk_attr": "id",
                        "table_description": "One answer that may be given: yes, no or abstain where nothing else was written.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Entitlement",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid4, unique=True, db_index=True
                            ),
                        ),
                        (
                            "vote",
                            fields.ForeignKeyField(
                                "rakor.Vote",
                                source_field="vote_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="roll",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="entitlements",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=200)),
                        ("short_name", fields.CharField(default="", max_length=60)),
                        ("cast", fields.BooleanField(default=False)),
                        ("by_name", fields.CharField(default="", max_length=400)),
                        ("at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "entitlement",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("vote_id", "agency_id"), name="entitlement_once"
                            )
                        ],
                        "indexes": [Index(fields=["agency_id"], name="entitlement_agency")],
                        "pk_attr": "id",
                        "table_description": "An agency whose delegation may vote, frozen when the vote opens, and whether it has.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Ballot",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid4, unique=True, db_index=True
                            ),
                        ),
                        (
                            "vote",
                            fields.ForeignKeyField(
                                "rakor.Vote",
                                source_field="vote_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="ballots",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "entitlement",
                            fields.OneToOneField(
                                "rakor.Entitlement",
                                source_field="entitlement_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="ballot",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("choice", fields.CharField(max_length=16)),
                    ],
                    options={
                        "table": "ballot",
                        "app": "rakor",
                        "indexes": [Index(fields=["vote_id"], name="ballot_vote")],
                        "pk_attr": "id",
                        "table_description": "One answer. Of a secret vote it leads to nobody: no agency, no time, a key without order.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="NoteLease",
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
                                related_name="leases",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "item",
                            fields.OneToOneField(
                                "rakor.AgendaItem",
                                source_field="item_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="lease",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "person",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="leases",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("name", fields.CharField(max_length=300)),
                        ("page", fields.CharField(max_length=40)),
                        ("until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "note_lease",
                        "app": "rakor",
                        "indexes": [Index(fields=["meeting_id"], name="note_lease_meeting")],
                        "pk_attr": "id",
                        "table_description": "Whoever writes the note of an agenda item, for half a minute from their last key.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        Together(
            [
                WidenField(
                    model_name="Decision",
                    name="state",
                    field=fields.CharEnumField(
                        default=DecisionState.ACTIVE,
                        description="PROPOSED: proposed\nACTIVE: active\nSTRUCK: struck",
                        enum_type=DecisionState,
                        max_length=8,
                    ),
                ),
                WidenField(
                    model_name="Entry",
                    name="audience",
                    field=fields.CharEnumField(
                        description="RECORD: record\nSTAFF: staff\nPERSON: person\nAGENCY: agency\nPARTICIPANTS: participants\nPUBLIC: public",
                        enum_type=Audience,
                        max_length=16,
                    ),
                ),
            ]
        ),
        *(
            ops.RunSQL(f"CREATE UNIQUE INDEX {name} ON {table} ({columns})")
            for name, table, columns in UNIQUE
        ),
    ]
