"""Requests, erasures, periods, destruction lists, the notice, consents and incidents."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.privacy.rules.breaches import BreachState
from rakor.privacy.rules.consents import Purpose
from rakor.privacy.rules.erasure import ErasureState
from rakor.privacy.rules.notice import Part
from rakor.privacy.rules.requests import RequestKind, RequestState
from rakor.privacy.rules.retention import DestructionState, Disposal, Kind


class Migration(migrations.Migration):
    dependencies = [("rakor", "0007_imports")]

    operations = [
        Together(
            [
                CreateModels(
                    [
                        ops.CreateModel(
                            name="PrivacyRequest",
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
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="privacy_requests",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "kind",
                                    fields.CharEnumField(
                                        description="CORRECTION: correction\nERASURE: erasure\nRESTRICTION: restriction\nOBJECTION: objection",
                                        enum_type=RequestKind,
                                        max_length=16,
                                    ),
                                ),
                                (
                                    "wish",
                                    fields.JSONField(
                                        default=dict, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                                ("reason", fields.TextField(unique=False)),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        default=RequestState.OPEN,
                                        description="OPEN: open\nDONE: done\nREFUSED: refused",
                                        enum_type=RequestState,
                                        max_length=8,
                                    ),
                                ),
                                (
                                    "created_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "due_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                ("answer", fields.TextField(default="", unique=False)),
                                (
                                    "answered_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "answered_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="answered_by_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="privacy_answers",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                            ],
                            options={
                                "table": "privacy_request",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["person_id"], name="privacy_request_person"),
                                    Index(fields=["state", "due_at"], name="privacy_request_due"),
                                ],
                                "pk_attr": "id",
                                "table_description": "What somebody asked about their own data, `wish` is emptied once it is answered.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Erasure",
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
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="erasures",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "request",
                                    fields.ForeignKeyField(
                                        "rakor.PrivacyRequest",
                                        source_field="request_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="erasures",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                ("reason", fields.TextField(unique=False)),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        default=ErasureState.PROPOSED,
                                        description="PROPOSED: proposed\nDONE: done\nREFUSED: refused",
                                        enum_type=ErasureState,
                                        max_length=8,
                                    ),
                                ),
                                (
                                    "asked_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "asked_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="asked_by_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="erasures_asked",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "decided_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "decided_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="decided_by_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="erasures_decided",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                ("answer", fields.TextField(default="", unique=False)),
                                (
                                    "outcome",
                                    fields.JSONField(
                                        default=dict, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                            ],
                            options={
                                "table": "erasure",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["person_id"], name="erasure_person"),
                                    Index(fields=["state"], name="erasure_state"),
                                ],
                                "pk_attr": "id",
                                "table_description": "The removal of somebody's data, proposed by one officer and approved by another.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="LegalHold",
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
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="legal_holds",
                                        on_delete=OnDelete.RESTRICT,
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
                                        related_name="legal_holds",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                ("reason", fields.CharField(max_length=500)),
                                (
                                    "placed_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "placed_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="placed_by_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="holds_placed",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "lifted_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                            ],
                            options={
                                "table": "legal_hold",
                                "app": "rakor",
                                "indexes": [Index(fields=["lifted_at"], name="legal_hold_lifted")],
                                "pk_attr": "id",
                                "table_description": "A meeting or a person whose data may not be destroyed for now, a dispute for instance.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="RetentionRule",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "kind",
                                    fields.CharEnumField(
                                        description="OUTGOING_MAIL: outgoing_mail\nINCOMING_MAIL: incoming_mail\nRSVP_COMMENT: rsvp_comment\nSCAN_DEVICE: scan_device\nWALK_IN: walk_in\nSESSION: session\nAPI_TOKEN: api_token\nFAILED_ATTEMPT: failed_attempt\nKEPT_ANSWER: kept_answer\nATTENDANCE: attendance\nMINUTES: minutes\nJOURNAL: journal",
                                        enum_type=Kind,
                                        max_length=24,
                                    ),
                                ),
                                ("months", fields.IntField()),
                                (
                                    "disposal",
                                    fields.CharEnumField(
                                        description="DELETE: delete\nANONYMISE: anonymise\nKEEP: keep",
                                        enum_type=Disposal,
                                        max_length=12,
                                    ),
                                ),
                                ("basis", fields.CharField(max_length=300)),
                                ("held", fields.BooleanField(default=False)),
                                ("hold_reason", fields.CharField(default="", max_length=300)),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "retention_rule",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("kind",), name="retention_rule_kind")
                                ],
                                "pk_attr": "id",
                                "table_description": "How long a kind of record is kept where it differs from what Rakor begins with.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Destruction",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("number", fields.IntField()),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        default=DestructionState.PROPOSED,
                                        description="PROPOSED: proposed\nAPPROVED: approved\nDONE: done\nREFUSED: refused",
                                        enum_type=DestructionState,
                                        max_length=8,
                                    ),
                                ),
                                (
                                    "proposed_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "proposed_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="proposed_by_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="destructions",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "decided_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "decided_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="decided_by_id",
                                        null=True,
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="destructions_decided",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                ("answer", fields.TextField(default="", unique=False)),
                                (
                                    "finished_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                            ],
                            options={
                                "table": "destruction",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("number",), name="destruction_number")
                                ],
                                "indexes": [Index(fields=["state"], name="destruction_state")],
                                "pk_attr": "id",
                                "table_description": "A destruction list (berita acara pemusnahan): proposed, approved by another, carried out.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="DestructionLine",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "destruction",
                                    fields.ForeignKeyField(
                                        "rakor.Destruction",
                                        source_field="destruction_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="lines",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                (
                                    "kind",
                                    fields.CharEnumField(
                                        description="OUTGOING_MAIL: outgoing_mail\nINCOMING_MAIL: incoming_mail\nRSVP_COMMENT: rsvp_comment\nSCAN_DEVICE: scan_device\nWALK_IN: walk_in\nSESSION: session\nAPI_TOKEN: api_token\nFAILED_ATTEMPT: failed_attempt\nKEPT_ANSWER: kept_answer\nATTENDANCE: attendance\nMINUTES: minutes\nJOURNAL: journal",
                                        enum_type=Kind,
                                        max_length=24,
                                    ),
                                ),
                                (
                                    "disposal",
                                    fields.CharEnumField(
                                        description="DELETE: delete\nANONYMISE: anonymise\nKEEP: keep",
                                        enum_type=Disposal,
                                        max_length=12,
                                    ),
                                ),
                                ("months", fields.IntField()),
                                ("basis", fields.CharField(max_length=300)),
                                ("until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                                ("due", fields.IntField()),
                                ("done", fields.IntField(default=0)),
                            ],
                            options={
                                "table": "destruction_line",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("destruction_id", "kind"),
                                        name="destruction_line_kind",
                                    )
                                ],
                                "pk_attr": "id",
                                "table_description": "One kind of record on a list, with the rule as it was that day and how many were due.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="DestructionBatch",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "line",
                                    fields.ForeignKeyField(
                                        "rakor.DestructionLine",
                                        source_field="line_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="batches",
                                        on_delete=OnDelete.CASCADE,
                                    ),
                                ),
                                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                                (
                                    "marks",
                                    fields.JSONField(
                                        default=list, encoder=JSON_DUMPS, decoder=loads
                                    ),
                                ),
                            ],
                            options={
                                "table": "destruction_batch",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["line_id"], name="destruction_batch_line")
                                ],
                                "pk_attr": "id",
                                "table_description": "Rows that were destroyed together, each known by the SHA-256 of its key only.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="NoticePart",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "part",
                                    fields.CharEnumField(
                                        description="CONTROLLER: controller\nCONTACT: contact\nPURPOSES: purposes\nBASIS: basis\nPROCESSORS: processors\nRIGHTS: rights",
                                        enum_type=Part,
                                        max_length=16,
                                    ),
                                ),
                                ("text_id", fields.TextField(default="", unique=False)),
                                ("text_en", fields.TextField(default="", unique=False)),
                                (
                                    "changed_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "notice_part",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(fields=("part",), name="notice_part_once")
                                ],
                                "pk_attr": "id",
                                "table_description": "A part of the privacy notice in the words of this installation.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Consent",
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
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="consents",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "purpose",
                                    fields.CharEnumField(
                                        description="WHATSAPP: whatsapp\nPHOTO: photo",
                                        enum_type=Purpose,
                                        max_length=16,
                                    ),
                                ),
                                ("version", fields.IntField()),
                                ("words", fields.CharField(max_length=500)),
                                (
                                    "given_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "withdrawn_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                            ],
                            options={
                                "table": "consent",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["person_id", "purpose"], name="consent_person")
                                ],
                                "pk_attr": "id",
                                "table_description": "A yes to something optional, in the words of a version, and when it was taken back.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="Breach",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                ("title", fields.CharField(max_length=200)),
                                (
                                    "found_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                ("data", fields.TextField(unique=False)),
                                ("people", fields.IntField(null=True)),
                                ("cause", fields.TextField(default="", unique=False)),
                                ("measures", fields.TextField(default="", unique=False)),
                                ("to_subjects", fields.TextField(default="", unique=False)),
                                ("to_authority", fields.TextField(default="", unique=False)),
                                (
                                    "state",
                                    fields.CharEnumField(
                                        default=BreachState.OPEN,
                                        description="OPEN: open\nCLOSED: closed",
                                        enum_type=BreachState,
                                        max_length=8,
                                    ),
                                ),
                                (
                                    "recorded_at",
                                    fields.DatetimeField(auto_now=False, auto_now_add=False),
                                ),
                                (
                                    "recorded_by",
                                    fields.ForeignKeyField(
                                        "rakor.Person",
                                        source_field="recorded_by_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="breaches_recorded",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "authority_told_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "subjects_told_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                (
                                    "closed_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                                ("revision", fields.IntField(default=1)),
                            ],
                            options={
                                "table": "breach",
                                "app": "rakor",
                                "indexes": [
                                    Index(fields=["state", "found_at"], name="breach_state")
                                ],
                                "pk_attr": "id",
                                "table_description": "A failure to protect personal data, from the moment it was found until it is closed.",
                            },
                            bases=["Model"],
                        ),
                        ops.CreateModel(
                            name="BreachSubject",
                            fields=[
                                (
                                    "id",
                                    fields.UUIDField(
                                        primary_key=True, default=new_id, unique=True, db_index=True
                                    ),
                                ),
                                (
                                    "breach",
                                    fields.ForeignKeyField(
                                        "rakor.Breach",
                                        source_field="breach_id",
                                        db_constraint=True,
                                        to_field="id",
                                        related_name="subjects",
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
                                        related_name="breaches",
                                        on_delete=OnDelete.RESTRICT,
                                    ),
                                ),
                                (
                                    "told_at",
                                    fields.DatetimeField(
                                        null=True, auto_now=False, auto_now_add=False
                                    ),
                                ),
                            ],
                            options={
                                "table": "breach_subject",
                                "app": "rakor",
                                "constraints": [
                                    UniqueConstraint(
                                        fields=("breach_id", "person_id"),
                                        name="breach_subject_once",
                                    )
                                ],
                                "indexes": [
                                    Index(fields=["person_id"], name="breach_subject_person")
                                ],
                                "pk_attr": "id",
                                "table_description": "A person whose data was affected, and when they were written to.",
                            },
                            bases=["Model"],
                        ),
                    ]
                ),
                ops.RunSQL(
                    "CREATE UNIQUE INDEX retention_rule_kind ON retention_rule (kind);"
                    "CREATE UNIQUE INDEX destruction_number ON destruction (number);"
                    "CREATE UNIQUE INDEX destruction_line_kind ON destruction_line (destruction_id, kind);"
                    "CREATE UNIQUE INDEX notice_part_once ON notice_part (part);"
                    "CREATE UNIQUE INDEX breach_subject_once ON breach_subject (breach_id, person_id);"
                ),
            ]
        ),
    ]
