"""The ledger of attendance: devices, corrections, the online half, seats, quorum, hours."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.attendance.rules import (
    Admission,
    MatchedBy,
    NomineeState,
    QuorumRule,
    Tally,
    WalkInPolicy,
)
from rakor.database.fields import new_id
from rakor.database.founding import CreateModels

UNIQUE = (
    ("device_code", "device", "code_digest"),
    ("device_key", "device", "key_digest"),
    ("signature_nonce", "signature", "meeting_id, nonce"),
    ("attendance_plan_once", "attendance_plan", "meeting_id"),
    ("agency_weight_once", "agency_weight", "meeting_id, agency_id"),
    ("online_report_once", "online_report", "meeting_id, sha256"),
    ("online_visit_once", "online_visit", "meeting_id, key"),
    ("nomination_link_once", "nomination_link", "meeting_id, agency_id"),
    ("nomination_link_digest", "nomination_link", "digest"),
    ("nominee_meeting_email", "nominee", "meeting_id, email"),
    ("training_credit_once", "training_credit", "meeting_id, head_id"),
    ("training_credit_number", "training_credit", "number"),
)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0020_materials")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Device",
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
                                related_name="devices",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("name", fields.CharField(max_length=80)),
                        (
                            "officer",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="officer_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="devices",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("code_digest", fields.CharField(max_length=64)),
                        ("code_until", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("key_digest", fields.CharField(null=True, max_length=64)),
                        ("invited_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "enrolled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "seen_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "wiped_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("waiting", fields.IntField(default=0)),
                    ],
                    options={
                        "table": "device",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("code_digest",), name="device_code"),
                            UniqueConstraint(fields=("key_digest",), name="device_key"),
                        ],
                        "indexes": [
                            Index(fields=["meeting_id"], name="device_meeting"),
                            Index(fields=["officer_id"], name="device_officer"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A tablet or laptop at the door of one meeting, enrolled by an officer through a QR code.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Signature",
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
                                related_name="signatures",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "head",
                            fields.ForeignKeyField(
                                "rakor.Head",
                                source_field="head_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="signatures",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("nonce", fields.CharField(max_length=80)),
                        ("strokes", fields.TextField(unique=False)),
                        ("width", fields.IntField()),
                        ("height", fields.IntField()),
                        ("device", fields.CharField(default="", max_length=80)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "signature",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id", "nonce"), name="signature_nonce")
                        ],
                        "indexes": [Index(fields=["head_id"], name="signature_head")],
                        "pk_attr": "id",
                        "table_description": "How somebody signed at the desk: strokes of a pen, never a picture of something else.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="AttendancePlan",
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
                                related_name="attendance_plans",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "quorum_rule",
                            fields.CharEnumField(
                                default=QuorumRule.AGENCIES,
                                description="NONE: none\nAGENCIES: agencies\nSEATS: seats\nWEIGHTS: weights",
                                enum_type=QuorumRule,
                                max_length=12,
                            ),
                        ),
                        ("numerator", fields.IntField(default=2)),
                        ("denominator", fields.IntField(default=3)),
                        ("least", fields.IntField(default=0)),
                        (
                            "quorum_kinds",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "walk_ins",
                            fields.CharEnumField(
                                default=WalkInPolicy.ADMIT,
                                description="ADMIT: admit\nHOLD: hold\nREFUSE: refuse",
                                enum_type=WalkInPolicy,
                                max_length=8,
                            ),
                        ),
                        ("self_check_in", fields.BooleanField(default=True)),
                        ("least_online_minutes", fields.IntField(default=0)),
                        ("late_minutes", fields.IntField(default=15)),
                        ("early_minutes", fields.IntField(default=15)),
                        ("training_hours", fields.IntField(default=0)),
                        (
                            "nominate_until",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "attendance_plan",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id",), name="attendance_plan_once")
                        ],
                        "pk_attr": "id",
                        "table_description": "What a meeting asks of attendance. A meeting without a row has the defaults.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="AgencyWeight",
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
                                related_name="agency_weights",
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
                                related_name="weights",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("weight", fields.IntField()),
                    ],
                    options={
                        "table": "agency_weight",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "agency_id"), name="agency_weight_once"
                            )
                        ],
                        "indexes": [Index(fields=["agency_id"], name="agency_weight_agency")],
                        "pk_attr": "id",
                        "table_description": "How much an agency weighs for the quorum. Without a row it weighs 1.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="OnlineReport",
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
                                related_name="online_reports",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("filename", fields.CharField(max_length=200)),
                        ("sha256", fields.CharField(max_length=64)),
                        ("row_count", fields.IntField()),
                        (
                            "officer",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="officer_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="online_reports",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "online_report",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "sha256"), name="online_report_once"
                            )
                        ],
                        "indexes": [Index(fields=["officer_id"], name="online_report_officer")],
                        "pk_attr": "id",
                        "table_description": "A participant report as it was uploaded. The same bytes again are the same report.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="OnlineVisit",
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
                                related_name="online_visits",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("key", fields.CharField(max_length=64)),
                        ("name", fields.CharField(max_length=400)),
                        ("email", fields.CharField(default="", max_length=254)),
                        ("joined_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "left_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "head",
                            fields.ForeignKeyField(
                                "rakor.Head",
                                source_field="head_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="visits",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "matched_by",
                            fields.CharEnumField(
                                default=MatchedBy.NOBODY,
                                description="NOBODY: \nLINK: link\nEMAIL: email\nNAME: name\nMANUAL: manual\nGUEST: guest\nIGNORED: ignored",
                                enum_type=MatchedBy,
                                max_length=12,
                            ),
                        ),
                        ("score", fields.IntField(default=0)),
                    ],
                    options={
                        "table": "online_visit",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id", "key"), name="online_visit_once")
                        ],
                        "indexes": [Index(fields=["head_id"], name="online_visit_head")],
                        "pk_attr": "id",
                        "table_description": "Somebody in the video room from `joined_at` to `left_at`, under the name they gave there.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="NominationLink",
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
                                related_name="nomination_links",
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
                                related_name="nomination_links",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("digest", fields.CharField(max_length=64)),
                        ("generation", fields.IntField(default=1)),
                        ("email", fields.CharField(default="", max_length=254)),
                        (
                            "sent_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "opened_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "nomination_link",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "agency_id"), name="nomination_link_once"
                            ),
                            UniqueConstraint(fields=("digest",), name="nomination_link_digest"),
                        ],
                        "indexes": [Index(fields=["agency_id"], name="nomination_link_agency")],
                        "pk_attr": "id",
                        "table_description": "By which an agency names its people without an account.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Nominee",
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
                                related_name="nominees",
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
                                related_name="nominees",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=400)),
                        ("prefix_titles", fields.CharField(default="", max_length=100)),
                        ("suffix_titles", fields.CharField(default="", max_length=100)),
                        ("email", fields.CharField(max_length=254)),
                        ("office_title", fields.CharField(default="", max_length=250)),
                        ("position", fields.IntField()),
                        (
                            "state",
                            fields.CharEnumField(
                                default=NomineeState.NOMINATED,
                                description="NOMINATED: nominated\nWAITLISTED: waitlisted\nINVITED: invited\nWITHDRAWN: withdrawn",
                                enum_type=NomineeState,
                                max_length=12,
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
                                related_name="nominees",
                                on_delete=OnDelete.SET_NULL,
                            ),
                        ),
                        ("named_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "nominee",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "email"), name="nominee_meeting_email"
                            )
                        ],
                        "indexes": [
                            Index(fields=["agency_id"], name="nominee_agency"),
                            Index(fields=["invitation_id"], name="nominee_invitation"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Somebody an agency names for one of its seats, in the order of naming.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="TrainingCredit",
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
                                related_name="training_credits",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "head",
                            fields.ForeignKeyField(
                                "rakor.Head",
                                source_field="head_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="training_credits",
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
                                related_name="training_credits",
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
                                related_name="training_credits",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=400)),
                        ("agency_name", fields.CharField(default="", max_length=200)),
                        ("hours", fields.IntField()),
                        ("year", fields.IntField()),
                        ("number", fields.CharField(max_length=80)),
                        ("issued_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("reason", fields.CharField(default="", max_length=500)),
                    ],
                    options={
                        "table": "training_credit",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "head_id"), name="training_credit_once"
                            ),
                            UniqueConstraint(fields=("number",), name="training_credit_number"),
                        ],
                        "indexes": [
                            Index(fields=["head_id"], name="training_credit_head"),
                            Index(fields=["person_id", "year"], name="training_credit_person"),
                            Index(fields=["agency_id", "year"], name="training_credit_agency"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Hours (jam pelajaran, JP) of one person in one year, with the number of their certificate.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        *(
            ops.RunSQL(f"CREATE UNIQUE INDEX {name} ON {table} ({columns})")
            for name, table, columns in UNIQUE
        ),
        ops.AddField(
            model_name="Head",
            name="tally",
            field=fields.CharEnumField(
                default=Tally.HEAD,
                description="HEAD: head\nCOMPANION: companion\nNONE: none",
                db_default="head",
                enum_type=Tally,
                max_length=12,
            ),
        ),
        ops.AddField(
            model_name="Head",
            name="admission",
            field=fields.CharEnumField(
                default=Admission.ADMITTED,
                description="ADMITTED: admitted\nHELD: held\nTURNED_AWAY: turned_away",
                db_default="admitted",
                enum_type=Admission,
                max_length=12,
            ),
        ),
        ops.AddField(
            model_name="Head",
            name="companion_of",
            field=fields.ForeignKeyField(
                "rakor.Head",
                source_field="companion_of_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="companions",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Scan",
            name="voids",
            field=fields.ForeignKeyField(
                "rakor.Scan",
                source_field="voids_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="voided_by",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(
            model_name="Scan",
            name="note",
            field=fields.CharField(default="", db_default="", max_length=500),
        ),
        ops.AddField(
            model_name="Scan",
            name="enrolled",
            field=fields.ForeignKeyField(
                "rakor.Device",
                source_field="enrolled_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="scans",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddIndex(model_name="Scan", index=Index(fields=["voids_id"], name="scan_voids")),
    ]
