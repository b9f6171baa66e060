"""Series, deputies, proposed times, calendars to subscribe to, and what a mailbox remembers."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.invitations.rules import DelegationState, ProposalState, RsvpStatus
from rakor.meetings.rules import Channel, Convener, OccurrenceState

UNIQUE = (
    ("mailbox_name", "mailbox", "name"),
    ("dead_address_once", "dead_address", "address"),
    ("occurrence_once", "occurrence", "meeting_id, recurrence_id"),
    ("told_facts_once", "told_facts", "meeting_id, revision"),
    ("occurrence_answer_once", "occurrence_answer", "invitation_id, recurrence_id"),
    ("feed_token", "feed", "token_digest"),
)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0011_delegates")]

    operations = [
        Together(
            [
                CreateModels(
                    [
                        ops.CreateModel(
                            name="Mailbox",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("name", fields.CharField(max_length=250)),
                                ("validity", fields.BigIntField(default=0)),
                                ("last_uid", fields.BigIntField(default=0)),
                            ],
                            options={
                                "table": "mailbox",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("name",), name="mailbox_name")
                                ],
                                "pk_attr": "id",
                                "table_description": "How far a mailbox was read (RFC 9051 section 2.3.1.1): numbers hold under one validity.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="DeadAddress",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("address", fields.CharField(max_length=254)),
                                ("code", fields.CharField(default="", max_length=20)),
                                ("detail", fields.CharField(default="", max_length=1000)),
                                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                            ],
                            options={
                                "table": "dead_address",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("address",), name="dead_address_once")
                                ],
                                "pk_attr": "id",
                                "table_description": "An address from which letters came back for good, until a person says that it works.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Occurrence",
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
                                        related_name="occurrences",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "recurrence_id",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        description="CHANGED: changed\nCANCELLED: cancelled\nADDED: added",
                                        enum_type=OccurrenceState,
                                        max_length=12,
                                    ),
                                ),
                                (
                                    "starts_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "ends_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                ("title", fields.CharField(default="", max_length=300)),
                                ("room", fields.CharField(default="", max_length=120)),
                                ("venue_name", fields.CharField(default="", max_length=200)),
                                ("venue_address", fields.CharField(default="", max_length=300)),
                                ("venue_region", fields.CharField(default="", max_length=100)),
                                ("reason", fields.CharField(default="", max_length=1000)),
                                ("sequence", fields.IntField(default=0)),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "occurrence",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("meeting_id", "recurrence_id"),
                                        name="occurrence_once",
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "One day of a series that is not as the rule says: moved, called off, or added.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="ToldFacts",
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
                                        related_name="told",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("revision", fields.IntField()),
                                (
                                    "facts",
                                    fields.JSONField(
                                        default=dict, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                            ],
                            options={
                                "table": "told_facts",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("meeting_id", "revision"), name="told_facts_once"
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "What a meeting was when somebody was told of it, to tell them later what is different.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="OccurrenceAnswer",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "invitation",
                                    fields.ForeignKeyField(
                                        "rakor.Invitation",
                                        source_field="invitation_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="occurrences",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "recurrence_id",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "status",
                                    fields.CharEnumField(
                                        default=RsvpStatus.NO_RESPONSE,
                                        description="NO_RESPONSE: no_response\nACCEPTED: accepted\nDECLINED: declined\nTENTATIVE: tentative\nDELEGATED: delegated\nWITHDRAWN: withdrawn",
                                        enum_type=RsvpStatus,
                                        max_length=16,
                                    ),
                                ),
                                (
                                    "mode",
                                    fields.CharEnumField(
                                        null=True,
                                        description="ROOM: room\nONLINE: online",
                                        enum_type=Channel,
                                        max_length=8,
                                    ),
                                ),
                                ("comment", fields.TextField(default="", unique=False)),
                                (
                                    "answered_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                ("via", fields.CharField(default="", max_length=16)),
                                ("last_sequence", fields.IntField(null=True)),
                                (
                                    "last_dtstamp",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                ("reset_sequence", fields.IntField(default=0)),
                            ],
                            options={
                                "table": "occurrence_answer",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("invitation_id", "recurrence_id"),
                                        name="occurrence_answer_once",
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "What somebody answered to one occurrence of a series, beside their answer to all of it.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="DelegationStep",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("meeting_id", fields.UUIDField()),
                                (
                                    "invitation",
                                    fields.ForeignKeyField(
                                        "rakor.Invitation",
                                        source_field="invitation_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="given_away",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "deputy",
                                    fields.ForeignKeyField(
                                        "rakor.Invitation",
                                        source_field="deputy_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="taken_over",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("made_seat", fields.BooleanField(default=True)),
                                ("name", fields.CharField(max_length=400)),
                                ("email", fields.CharField(max_length=254)),
                                ("office_title", fields.CharField(default="", max_length=250)),
                                (
                                    "person",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="person_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="deputized",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "office",
                                    fields.ForeignKeyField(
                                        "rakor.Office",
                                        source_field="office_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="deputized",
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
                                        related_name="deputized",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                ("note", fields.CharField(default="", max_length=1000)),
                                (
                                    "answer_by",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        default=DelegationState.PROPOSED,
                                        description="PROPOSED: proposed\nACCEPTED: accepted\nREJECTED: rejected\nREVOKED: revoked\nCOMPLETED: completed",
                                        enum_type=DelegationState,
                                        max_length=16,
                                    ),
                                ),
                                ("reason", fields.CharField(default="", max_length=1000)),
                                ("via", fields.CharField(default="", max_length=16)),
                                ("letter_number", fields.CharField(default="", max_length=120)),
                                ("letter_date", fields.DateField(null=True)),
                                ("letter_signer", fields.CharField(default="", max_length=400)),
                                ("letter_filename", fields.CharField(default="", max_length=200)),
                                ("letter_type", fields.CharField(default="", max_length=80)),
                                ("letter_sha256", fields.CharField(default="", max_length=64)),
                                ("letter_content", fields.BinaryField(null=True)),
                                ("proposed_by", fields.UUIDField(null=True)),
                                ("decided_by", fields.UUIDField(null=True)),
                                (
                                    "decided_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "delegation_step",
                                "app": "rakor",
                                "indexes": [
                                    Index(
                                        fields=["invitation_id"], name="delegation_step_invitation"
                                    ),
                                    Index(fields=["deputy_id"], name="delegation_step_deputy"),
                                    Index(
                                        fields=["meeting_id", "state"],
                                        name="delegation_step_meeting",
                                    ),
                                    Index(fields=["person_id"], name="delegation_step_person"),
                                ],
                                "pk_attr": "id",
                                "table_description": "One step of a chain A to B to C: whoever was asked (`invitation`) sends a deputy.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Proposal",
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
                                        related_name="proposals",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "invitation",
                                    fields.ForeignKeyField(
                                        "rakor.Invitation",
                                        source_field="invitation_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="proposals",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("mail_id", fields.UUIDField(null=True)),
                                (
                                    "recurrence_id",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "starts_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "ends_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                ("comment", fields.TextField(default="", unique=False)),
                                ("sequence", fields.IntField()),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        default=ProposalState.OPEN,
                                        description="OPEN: open\nACCEPTED: accepted\nDECLINED: declined\nOUTDATED: outdated",
                                        enum_type=ProposalState,
                                        max_length=12,
                                    ),
                                ),
                                ("answer", fields.CharField(default="", max_length=1000)),
                                ("decided_by", fields.UUIDField(null=True)),
                                (
                                    "decided_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "received_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                            ],
                            options={
                                "table": "proposal",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["meeting_id", "state"], name="proposal_meeting"),
                                    Index(fields=["invitation_id"], name="proposal_invitation"),
                                ],
                                "pk_attr": "id",
                                "table_description": "Another time that somebody proposed by COUNTER (RFC 5546 section 3.2.7).",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Enclosure",
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
                                        related_name="enclosures",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "invitation",
                                    fields.ForeignKeyField(
                                        "rakor.Invitation",
                                        source_field="invitation_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="enclosures",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("source", fields.CharField(max_length=80)),
                                ("filename", fields.CharField(max_length=200)),
                                ("content_type", fields.CharField(max_length=80)),
                                ("content", fields.BinaryField()),
                                ("sha256", fields.CharField(max_length=64)),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=True),
                                ),
                            ],
                            options={
                                "table": "enclosure",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["meeting_id"], name="enclosure_meeting"),
                                    Index(fields=["invitation_id"], name="enclosure_invitation"),
                                ],
                                "pk_attr": "id",
                                "table_description": "A file that goes with the invitations of a meeting, or with one of them only.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Feed",
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
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="feeds",
                                        on_delete=OnDelete.CASCADE,
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
                                        related_name="feeds",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("generation", fields.IntField(default=1)),
                                ("token_digest", fields.CharField(max_length=64)),
                                ("created_by", fields.UUIDField(null=True)),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=True),
                                ),
                                (
                                    "last_read_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "revoked_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                            ],
                            options={
                                "table": "feed",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("token_digest",), name="feed_token")
                                ],
                                "indexes": [
                                    Index(fields=["person_id"], name="feed_person"),
                                    Index(fields=["agency_id"], name="feed_agency"),
                                ],
                                "pk_attr": "id",
                                "table_description": "A calendar to subscribe to: what a person is invited to, or what an agency takes part in.",
                            },
                            bases=["Model"],
                        ),
                    ]
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="recurrence",
                    field=fields.CharField(default="", db_default="", max_length=400),
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="split_from",
                    field=fields.ForeignKeyField(
                        "rakor.Meeting",
                        source_field="split_from_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="split_into",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="answer_by",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="called_by",
                    field=fields.CharEnumField(
                        default=Convener.AGENCY,
                        description="AGENCY: agency\nCHAIR: chair",
                        db_default="agency",
                        enum_type=Convener,
                        max_length=8,
                    ),
                ),
                ops.AddField(
                    model_name="Meeting",
                    name="shows_roster",
                    field=fields.BooleanField(default=False, db_default=False),
                ),
                ops.AddField(
                    model_name="Invitation",
                    name="held",
                    field=fields.BooleanField(default=False, db_default=False),
                ),
                ops.AddField(
                    model_name="Invitation",
                    name="letter_note",
                    field=fields.CharField(default="", db_default="", max_length=2000),
                ),
                ops.AddField(
                    model_name="Invitation", name="told_revision", field=fields.IntField(null=True)
                ),
                ops.AddField(
                    model_name="Invitation",
                    name="delegated_from",
                    field=fields.ForeignKeyField(
                        "rakor.Invitation",
                        source_field="delegated_from_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="deputies",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddField(
                    model_name="Invitation",
                    name="only_on",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ops.AddField(
                    model_name="Invitation",
                    name="is_group",
                    field=fields.BooleanField(default=False, db_default=False),
                ),
                ops.AddField(
                    model_name="IncomingMail",
                    name="message_id",
                    field=fields.CharField(default="", db_default="", max_length=255),
                ),
                ops.AddField(
                    model_name="IncomingMail",
                    name="verdicts",
                    field=fields.JSONField(
                        default=list, db_default="[]", encoder=JSON_DUMPS, decoder=loads
                    ),
                ),
                ops.AddField(
                    model_name="IncomingMail",
                    name="handled_as",
                    field=fields.CharField(default="", db_default="", max_length=16),
                ),
                ops.AddField(
                    model_name="IncomingMail", name="handled_by", field=fields.UUIDField(null=True)
                ),
                ops.AddField(
                    model_name="IncomingMail",
                    name="handled_at",
                    field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ops.AddField(
                    model_name="IncomingMail",
                    name="source",
                    field=fields.CharField(null=True, max_length=250),
                ),
                ops.AddIndex(
                    model_name="Meeting",
                    index=Index(fields=["split_from_id"], name="meeting_split_from"),
                ),
                ops.AddIndex(
                    model_name="Invitation",
                    index=Index(fields=["delegated_from_id"], name="invitation_delegated_from"),
                ),
                ops.AddIndex(
                    model_name="IncomingMail",
                    index=Index(fields=["invitation_id"], name="incoming_mail_invitation"),
                ),
            ]
        ),
        *(
            ops.RunSQL(f"CREATE UNIQUE INDEX {name} ON {table} ({columns})")
            for name, table, columns in UNIQUE
        ),
        ops.AddConstraint(
            model_name="IncomingMail",
            constraint=UniqueConstraint(fields=("source",), name="incoming_mail_source"),
        ),
    ]
