"""The tables of the first release."""

from uuid import uuid4

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.accounts.rules import Role
from rakor.attendance.rules import Direction, Outcome
from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.directory.rules import AgencyKind, Holding, OfficeLevel
from rakor.followups.rules import FollowUpState
from rakor.invitations.rules import RsvpStatus
from rakor.journal.models import Audience, from_json, to_json
from rakor.live.rules.decisions import DecisionState, Duty, Horizon
from rakor.mail.models import MailState
from rakor.meetings.rules import (
    Channel,
    Delegation,
    ItemState,
    Kind,
    Mode,
    Part,
    SecurityClass,
    State,
)
from rakor.minutes.rules import MinutesState


class Migration(migrations.Migration):
    initial = True

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Agency",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("code", fields.CharField(max_length=40)),
                        ("name", fields.CharField(max_length=200)),
                        ("short_name", fields.CharField(max_length=60)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="MINISTRY: ministry\nINSTITUTION: institution\nPROVINCE: province\nREGENCY: regency\nCITY: city\nREGIONAL_AGENCY: regional_agency\nUNIT: unit\nVERTICAL_OFFICE: vertical_office\nSTATE_ENTERPRISE: state_enterprise\nPROFESSIONAL_BODY: professional_body\nOTHER: other",
                                enum_type=AgencyKind,
                                max_length=24,
                            ),
                        ),
                        (
                            "parent",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="parent_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="children",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("region", fields.CharField(default="", max_length=8)),
                        ("timezone", fields.CharField(default="Asia/Jakarta", max_length=40)),
                        ("precedence", fields.IntField(default=1000)),
                        ("address", fields.CharField(default="", max_length=300)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "agency",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("code",), name="agency_code")],
                        "pk_attr": "id",
                        "table_description": "An agency that is invited, counted, and owes follow-ups. `code` is what scripts call it.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("stream", fields.UUIDField()),
                        ("seq", fields.BigIntField()),
                        ("kind", fields.CharField(max_length=64)),
                        ("actor", fields.UUIDField(null=True)),
                        ("actor_name", fields.CharField(default="", max_length=300)),
                        (
                            "audience",
                            fields.CharEnumField(
                                description="RECORD: record\nSTAFF: staff\nPARTICIPANTS: participants\nPUBLIC: public",
                                enum_type=Audience,
                                max_length=16,
                            ),
                        ),
                        ("data", fields.JSONField(encoder=to_json, decoder=from_json)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("request_id", fields.CharField(null=True, max_length=128)),
                    ],
                    options={
                        "table": "entry",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("stream", "seq"), name="entry_stream_seq"),
                            UniqueConstraint(fields=("request_id",), name="entry_request"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One thing that happened. `seq` has no gaps in its stream and grows in order of commits.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="FailedAttempt",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("key", fields.CharField(max_length=64)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                    ],
                    options={
                        "table": "failed_attempt",
                        "app": "rakor",
                        "indexes": [Index(fields=["key", "at"], name="failed_attempt_key")],
                        "pk_attr": "id",
                        "table_description": "A wrong password, remembered for ten minutes, `key` is a hash of address or account.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="FollowerPosition",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("name", fields.CharField(max_length=64)),
                        ("stream", fields.UUIDField()),
                        ("seq", fields.BigIntField()),
                    ],
                    options={
                        "table": "follower",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("name", "stream"), name="follower_name_stream")
                        ],
                        "pk_attr": "id",
                        "table_description": "How far a follower has read in a stream.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="IncomingMail",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("message", fields.BinaryField()),
                        ("via", fields.CharField(max_length=16)),
                        ("recipients", fields.TextField(default="", unique=False)),
                        ("from_address", fields.CharField(default="", max_length=254)),
                        ("subject", fields.CharField(default="", max_length=500)),
                        ("result", fields.CharField(default="", max_length=24)),
                        ("reason", fields.CharField(default="", max_length=1000)),
                        ("meeting_id", fields.UUIDField(null=True)),
                        ("invitation_id", fields.UUIDField(null=True)),
                        ("received_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "judged_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "incoming_mail",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["received_at"], name="incoming_mail_received"),
                            Index(fields=["meeting_id"], name="incoming_mail_meeting"),
                            Index(fields=["result"], name="incoming_mail_result"),
                        ],
                        "pk_attr": "id",
                        "table_description": "A message that arrived: stored before anybody reads it, with the verdict when judged.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="KeptAnswer",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("key", fields.CharField(max_length=64)),
                        ("request", fields.CharField(max_length=64)),
                        ("status", fields.IntField()),
                        ("body", fields.BinaryField()),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "kept_answer",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("key",), name="kept_answer_key")],
                        "indexes": [Index(fields=["at"], name="kept_answer_at")],
                        "pk_attr": "id",
                        "table_description": "The answer to a POST that carried an Idempotency-Key, given again for 24 hours.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("title", fields.CharField(max_length=300)),
                        ("theme", fields.CharField(default="", max_length=500)),
                        ("purpose", fields.TextField(default="", unique=False)),
                        (
                            "kind",
                            fields.CharEnumField(
                                default=Kind.COORDINATION,
                                description="COORDINATION: coordination\nNATIONAL_COORDINATION: national_coordination\nTECHNICAL_COORDINATION: technical_coordination\nWORKING: working\nNATIONAL_WORKING: national_working\nLEADERSHIP: leadership\nLIMITED: limited\nEVALUATION: evaluation\nOUTREACH: outreach\nTECHNICAL_GUIDANCE: technical_guidance\nFGD: fgd\nSEMINAR: seminar\nTRAINING: training\nCEREMONY: ceremony\nEXHIBITION: exhibition\nPREPARATORY: preparatory\nFORUM: forum",
                                enum_type=Kind,
                                max_length=32,
                            ),
                        ),
                        (
                            "mode",
                            fields.CharEnumField(
                                default=Mode.HYBRID,
                                description="IN_PERSON: in_person\nONLINE: online\nHYBRID: hybrid",
                                enum_type=Mode,
                                max_length=16,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=State.DRAFT,
                                description="DRAFT: draft\nSCHEDULED: scheduled\nIN_PROGRESS: in_progress\nFINISHED: finished\nCANCELLED: cancelled\nPOSTPONED: postponed",
                                enum_type=State,
                                max_length=16,
                            ),
                        ),
                        ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("timezone", fields.CharField(max_length=40)),
                        (
                            "organizer",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="organizer_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="meetings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("venue_name", fields.CharField(default="", max_length=200)),
                        ("venue_address", fields.CharField(default="", max_length=300)),
                        ("venue_region", fields.CharField(default="", max_length=100)),
                        ("room", fields.CharField(default="", max_length=120)),
                        ("online_provider", fields.CharField(default="", max_length=40)),
                        ("join_url", fields.CharField(default="", max_length=1000)),
                        ("meeting_number", fields.CharField(default="", max_length=60)),
                        ("passcode", fields.CharField(default="", max_length=60)),
                        ("letter_number", fields.CharField(default="", max_length=120)),
                        (
                            "security_class",
                            fields.CharEnumField(
                                default=SecurityClass.PUBLIC,
                                description="PUBLIC: public\nLIMITED: limited\nCONFIDENTIAL: confidential\nTOP_SECRET: top_secret",
                                enum_type=SecurityClass,
                                max_length=16,
                            ),
                        ),
                        ("total_quota", fields.IntField(null=True)),
                        (
                            "follow_up_of",
                            fields.ForeignKeyField(
                                "rakor.Meeting",
                                source_field="follow_up_of_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="followed_by",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("uid", fields.CharField(max_length=120)),
                        ("sequence", fields.IntField(default=0)),
                        ("reason", fields.CharField(default="", max_length=1000)),
                        (
                            "opened_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "closed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("changed_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "meeting",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("uid",), name="meeting_uid")],
                        "indexes": [
                            Index(fields=["organizer_id", "starts_at"], name="meeting_organizer"),
                            Index(fields=["starts_at"], name="meeting_starts"),
                            Index(fields=["follow_up_of_id"], name="meeting_follow_up_of"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One coordination meeting. Times are stored in UTC, `timezone` is where it takes place.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="AgendaItem",
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
                                related_name="agenda",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        ("title", fields.CharField(max_length=500)),
                        ("minutes", fields.IntField(default=0)),
                        ("presenter", fields.CharField(default="", max_length=400)),
                        ("description", fields.TextField(default="", unique=False)),
                        ("confidential", fields.BooleanField(default=False)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=ItemState.PENDING,
                                description="PENDING: pending\nACTIVE: active\nDONE: done\nSKIPPED: skipped",
                                enum_type=ItemState,
                                max_length=16,
                            ),
                        ),
                        (
                            "started_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "finished_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "agenda_item",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id", "position"], name="agenda_item_meeting")
                        ],
                        "pk_attr": "id",
                        "table_description": "One point of the agenda with its planned minutes and, once begun, its real times.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Decision",
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
                                related_name="decisions",
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
                                related_name="decisions",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("number", fields.IntField()),
                        ("text", fields.TextField(unique=False)),
                        ("due", fields.DateField(null=True)),
                        ("indicator", fields.CharField(default="", max_length=1000)),
                        (
                            "horizon",
                            fields.CharEnumField(
                                null=True,
                                description="SHORT: short\nMIDDLE: middle\nLONG: long",
                                enum_type=Horizon,
                                max_length=8,
                            ),
                        ),
                        (
                            "funding_sources",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=DecisionState.ACTIVE,
                                description="ACTIVE: active\nSTRUCK: struck",
                                enum_type=DecisionState,
                                max_length=8,
                            ),
                        ),
                        ("reason", fields.CharField(default="", max_length=1000)),
                        ("recorded_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "decision",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "number"), name="decision_number"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "What the meeting settled. Numbers have no gaps, a decision is struck, never deleted.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Office",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("title", fields.CharField(max_length=250)),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="offices",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "level",
                            fields.CharEnumField(
                                null=True,
                                description="POLITICAL: political\nJPT_UTAMA: jpt_utama\nJPT_MADYA: jpt_madya\nJPT_PRATAMA: jpt_pratama\nADMINISTRATOR: administrator\nPENGAWAS: pengawas\nFUNGSIONAL: fungsional\nPELAKSANA: pelaksana",
                                enum_type=OfficeLevel,
                                max_length=16,
                            ),
                        ),
                        ("precedence", fields.IntField(default=1000)),
                        ("email", fields.CharField(default="", max_length=254)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "office",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("agency_id", "title"), name="office_agency_title"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "A seat in the administration. Invitations go to it, whoever holds it that day answers.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "decision",
                            fields.ForeignKeyField(
                                "rakor.Decision",
                                source_field="decision_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="commitments",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "duty",
                            fields.CharEnumField(
                                description="OWNER: owner\nSUPPORTING: supporting",
                                enum_type=Duty,
                                max_length=10,
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="commitments",
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
                                related_name="commitments",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=250)),
                        ("short_name", fields.CharField(default="", max_length=60)),
                        ("position", fields.IntField(default=0)),
                    ],
                    options={
                        "table": "commitment",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["decision_id"], name="commitment_decision"),
                            Index(fields=["agency_id", "duty"], name="commitment_agency"),
                        ],
                        "pk_attr": "id",
                        "table_description": "An agency or office that owes a decision, or supports it, by the name of that day.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "commitment",
                            fields.OneToOneField(
                                "rakor.Commitment",
                                source_field="commitment_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="follow_up",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                description="NOT_STARTED: not_started\nACKNOWLEDGED: acknowledged\nIN_PROGRESS: in_progress\nBLOCKED: blocked\nPENDING_VERIFICATION: pending_verification\nDONE: done\nRETURNED: returned\nCANCELLED: cancelled",
                                enum_type=FollowUpState,
                                max_length=24,
                            ),
                        ),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "follow_up",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "Where a commitment stands. A commitment without a row has not been started.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="OutgoingMail",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("purpose", fields.CharField(max_length=160)),
                        ("meeting_id", fields.UUIDField(null=True)),
                        ("subject_id", fields.UUIDField(null=True)),
                        ("to_address", fields.CharField(max_length=254)),
                        ("to_name", fields.CharField(default="", max_length=300)),
                        ("subject", fields.CharField(max_length=500)),
                        ("message_id", fields.CharField(max_length=200)),
                        ("message", fields.BinaryField()),
                        (
                            "state",
                            fields.CharEnumField(
                                default=MailState.QUEUED,
                                description="HELD: held\nQUEUED: queued\nSENDING: sending\nSENT: sent\nRETRY: retry\nFAILED: failed\nBOUNCED: bounced",
                                enum_type=MailState,
                                max_length=10,
                            ),
                        ),
                        ("attempts", fields.IntField(default=0)),
                        (
                            "next_attempt_at",
                            fields.DatetimeField(auto_now=False, auto_now_add=False),
                        ),
                        (
                            "claimed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "sent_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("detail", fields.CharField(default="", max_length=1000)),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                    ],
                    options={
                        "table": "outgoing_mail",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("purpose",), name="outgoing_mail_purpose"),
                            UniqueConstraint(
                                fields=("message_id",), name="outgoing_mail_message_id"
                            ),
                        ],
                        "indexes": [
                            Index(fields=["state", "next_attempt_at"], name="outgoing_mail_due"),
                            Index(fields=["meeting_id"], name="outgoing_mail_meeting"),
                            Index(fields=["subject_id"], name="outgoing_mail_subject"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One message to one recipient, rendered whole, so that it can be read exactly as it is sent.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("name", fields.CharField(max_length=200)),
                        ("prefix_titles", fields.CharField(default="", max_length=80)),
                        ("suffix_titles", fields.CharField(default="", max_length=120)),
                        ("email", fields.CharField(null=True, max_length=254)),
                        ("phone", fields.CharField(default="", max_length=40)),
                        ("nip", fields.CharField(default="", max_length=18)),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="people",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("locale", fields.CharField(default="", max_length=8)),
                        ("timezone", fields.CharField(default="", max_length=40)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "person",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("email",), name="person_email")],
                        "indexes": [Index(fields=["agency_id"], name="person_agency")],
                        "pk_attr": "id",
                        "table_description": "A person as they sign: the name with the titles that stand before and after it.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Account",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "person",
                            fields.OneToOneField(
                                "rakor.Person",
                                source_field="person_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="account",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("password", fields.CharField(default="", max_length=200)),
                        (
                            "role",
                            fields.CharEnumField(
                                description="ADMIN: admin\nSECRETARIAT: secretariat\nORGANIZER: organizer\nPARTICIPANT: participant",
                                enum_type=Role,
                                max_length=16,
                            ),
                        ),
                        ("active", fields.BooleanField(default=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "account",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "A person who may sign in.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ApiToken",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("digest", fields.CharField(max_length=64)),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "rakor.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="tokens",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("name", fields.CharField(default="", max_length=80)),
                        (
                            "scopes",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "expires_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                    ],
                    options={
                        "table": "api_token",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("digest",), name="api_token_digest")
                        ],
                        "indexes": [Index(fields=["account_id"], name="api_token_account")],
                        "pk_attr": "id",
                        "table_description": "A program that acts for an account, with all of its rights or only some (`scopes`).",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Invitation",
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
                                related_name="invitations",
                                on_delete=OnDelete.CASCADE,
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
                                related_name="invitations",
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
                                related_name="invitations",
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
                                related_name="invitations",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("email", fields.CharField(max_length=254)),
                        ("name", fields.CharField(max_length=400)),
                        ("office_title", fields.CharField(default="", max_length=250)),
                        ("agency_name", fields.CharField(default="", max_length=200)),
                        (
                            "part",
                            fields.CharEnumField(
                                default=Part.PARTICIPANT,
                                description="ORGANIZER: organizer\nSECRETARIAT: secretariat\nCHAIR: chair\nMEETING_SECRETARY: meeting_secretary\nMINUTE_TAKER: minute_taker\nCHECK_IN_OFFICER: check_in_officer\nSPEAKER: speaker\nMODERATOR: moderator\nOPENER: opener\nPARTICIPANT: participant\nOBSERVER: observer\nGUEST: guest\nAIDE: aide\nPR_OFFICER: pr_officer",
                                enum_type=Part,
                                max_length=24,
                            ),
                        ),
                        (
                            "delegation",
                            fields.CharEnumField(
                                default=Delegation.ALLOWED,
                                description="ALLOWED: allowed\nALLOWED_WITH_LETTER: allowed_with_letter\nSAME_RANK: same_rank\nNOT_ALLOWED: not_allowed",
                                enum_type=Delegation,
                                max_length=24,
                            ),
                        ),
                        ("precedence", fields.IntField(default=1000)),
                        ("token_digest", fields.CharField(max_length=64)),
                        ("mail_digest", fields.CharField(max_length=64)),
                        ("code_digest", fields.CharField(max_length=64)),
                        ("generation", fields.IntField(default=1)),
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
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("via", fields.CharField(default="", max_length=16)),
                        ("last_sequence", fields.IntField(null=True)),
                        (
                            "last_dtstamp",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("reset_sequence", fields.IntField(default=0)),
                        ("sent_sequence", fields.IntField(null=True)),
                        (
                            "sent_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("letter_due", fields.CharField(default="", max_length=16)),
                        ("letters", fields.IntField(default=0)),
                        (
                            "opened_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "invitation",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "email"), name="invitation_meeting_email"
                            ),
                            UniqueConstraint(fields=("token_digest",), name="invitation_token"),
                            UniqueConstraint(fields=("mail_digest",), name="invitation_mail"),
                            UniqueConstraint(fields=("code_digest",), name="invitation_code"),
                        ],
                        "indexes": [
                            Index(fields=["person_id"], name="invitation_person"),
                            Index(fields=["agency_id"], name="invitation_agency"),
                            Index(fields=["letter_due"], name="invitation_letter_due"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One seat that is asked to come.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Head",
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
                                related_name="heads",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("key", fields.CharField(max_length=500)),
                        (
                            "invitation",
                            fields.ForeignKeyField(
                                "rakor.Invitation",
                                source_field="invitation_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="heads",
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
                                related_name="heads",
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
                                related_name="heads",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=400)),
                        ("office_title", fields.CharField(default="", max_length=250)),
                        ("agency_name", fields.CharField(default="", max_length=200)),
                        ("representing", fields.CharField(default="", max_length=400)),
                        ("walk_in", fields.BooleanField(default=False)),
                        ("room", fields.BooleanField(default=False)),
                        ("online", fields.BooleanField(default=False)),
                        ("first_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "last_out_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("precedence", fields.IntField(default=1000)),
                    ],
                    options={
                        "table": "head",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id", "key"), name="head_once")
                        ],
                        "indexes": [
                            Index(fields=["invitation_id"], name="head_invitation"),
                            Index(fields=["person_id"], name="head_person"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One person who came, counted once, with the name, office and agency of that day.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="MeetingPart",
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
                                related_name="parts",
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
                                related_name="parts",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "part",
                            fields.CharEnumField(
                                description="ORGANIZER: organizer\nSECRETARIAT: secretariat\nCHAIR: chair\nMEETING_SECRETARY: meeting_secretary\nMINUTE_TAKER: minute_taker\nCHECK_IN_OFFICER: check_in_officer\nSPEAKER: speaker\nMODERATOR: moderator\nOPENER: opener\nPARTICIPANT: participant\nOBSERVER: observer\nGUEST: guest\nAIDE: aide\nPR_OFFICER: pr_officer",
                                enum_type=Part,
                                max_length=24,
                            ),
                        ),
                    ],
                    options={
                        "table": "meeting_part",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "person_id", "part"), name="meeting_part_once"
                            )
                        ],
                        "indexes": [Index(fields=["person_id"], name="meeting_part_person")],
                        "pk_attr": "id",
                        "table_description": "The part a person plays in a meeting, one person may play several.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Minutes",
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
                                related_name="minutes",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("version", fields.IntField(default=1)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=MinutesState.DRAFT,
                                description="DRAFT: draft\nIN_REVIEW: in_review\nNEEDS_REVISION: needs_revision\nAPPROVED: approved\nSIGNED: signed\nDISTRIBUTED: distributed\nAMENDED: amended",
                                enum_type=MinutesState,
                                max_length=16,
                            ),
                        ),
                        ("journal_seq", fields.BigIntField()),
                        ("content", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                        (
                            "drafted_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="drafted_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="minutes_drafted",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("drafted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "submitted_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "approved_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="approved_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="minutes_approved",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "approved_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "distributed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("comment", fields.TextField(default="", unique=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "minutes",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "version"), name="minutes_version"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "One version of the minutes of a meeting.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Note",
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
                                related_name="notes",
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
                                related_name="note",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("body", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                        ("revision", fields.IntField()),
                        (
                            "by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="notes",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("by_name", fields.CharField(default="", max_length=300)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "note",
                        "app": "rakor",
                        "indexes": [Index(fields=["meeting_id"], name="note_meeting")],
                        "pk_attr": "id",
                        "table_description": "What was said under an agenda item. `body` is the editor's JSON, `revision` begins at 1.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="NoteRevision",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "note",
                            fields.ForeignKeyField(
                                "rakor.Note",
                                source_field="note_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="revisions",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("revision", fields.IntField()),
                        ("body", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                        ("by_name", fields.CharField(default="", max_length=300)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "note_revision",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("note_id", "revision"), name="note_revision_once"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "One saved state of a note, none is ever removed.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="OfficeHolder",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "office",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="office_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="holders",
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
                                related_name="holdings",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "holding",
                            fields.CharEnumField(
                                default=Holding.SUBSTANTIVE,
                                description="SUBSTANTIVE: substantive\nACTING_VACANT: acting_vacant\nACTING_TEMPORARY: acting_temporary\nCARETAKER: caretaker",
                                enum_type=Holding,
                                max_length=20,
                            ),
                        ),
                        ("valid_from", fields.DateField(null=True)),
                        ("valid_until", fields.DateField(null=True)),
                    ],
                    options={
                        "table": "office_holder",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["office_id"], name="office_holder_office"),
                            Index(fields=["person_id"], name="office_holder_person"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Who holds an office, by which right, from when until when (both days included).",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Progress",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "follow_up",
                            fields.ForeignKeyField(
                                "rakor.FollowUp",
                                source_field="follow_up_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="reports",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                description="NOT_STARTED: not_started\nACKNOWLEDGED: acknowledged\nIN_PROGRESS: in_progress\nBLOCKED: blocked\nPENDING_VERIFICATION: pending_verification\nDONE: done\nRETURNED: returned\nCANCELLED: cancelled",
                                enum_type=FollowUpState,
                                max_length=24,
                            ),
                        ),
                        ("note", fields.TextField(default="", unique=False)),
                        ("evidence", fields.CharField(default="", max_length=1000)),
                        (
                            "by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="progress",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "progress",
                        "app": "rakor",
                        "indexes": [Index(fields=["follow_up_id"], name="progress_follow_up")],
                        "pk_attr": "id",
                        "table_description": "One report: the state it led to, a note, and where the evidence is.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Quota",
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
                                related_name="quotas",
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
                                related_name="quotas",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("seats", fields.IntField()),
                    ],
                    options={
                        "table": "quota",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id", "agency_id"), name="quota_once")
                        ],
                        "pk_attr": "id",
                        "table_description": "Seats of an agency, an agency appears once and the sum is the declared total.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Scan",
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
                                related_name="scans",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "head",
                            fields.ForeignKeyField(
                                "rakor.Head",
                                source_field="head_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="scans",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "channel",
                            fields.CharEnumField(
                                description="ROOM: room\nONLINE: online",
                                enum_type=Channel,
                                max_length=8,
                            ),
                        ),
                        (
                            "direction",
                            fields.CharEnumField(
                                description="IN: in\nOUT: out", enum_type=Direction, max_length=4
                            ),
                        ),
                        (
                            "outcome",
                            fields.CharEnumField(
                                description="ACCEPTED: accepted\nDUPLICATE: duplicate\nREFUSED: refused",
                                enum_type=Outcome,
                                max_length=10,
                            ),
                        ),
                        ("reason", fields.CharField(default="", max_length=40)),
                        ("method", fields.CharField(default="", max_length=16)),
                        ("device", fields.CharField(default="", max_length=80)),
                        (
                            "officer",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="officer_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="scans",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("nonce", fields.CharField(max_length=80)),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("recorded_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "scan",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id", "nonce"), name="scan_nonce")
                        ],
                        "indexes": [Index(fields=["head_id"], name="scan_head")],
                        "pk_attr": "id",
                        "table_description": "One reading at a door or a link. `nonce` makes a repeated upload the same scan.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        ("digest", fields.CharField(max_length=64)),
                        (
                            "account",
                            fields.ForeignKeyField(
                                "rakor.Account",
                                source_field="account_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="sessions",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                        ("agent", fields.CharField(default="", max_length=200)),
                    ],
                    options={
                        "table": "session",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("digest",), name="session_digest")
                        ],
                        "indexes": [Index(fields=["account_id"], name="session_account")],
                        "pk_attr": "id",
                        "table_description": "One browser that is signed in, deleting the row signs it out.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Stream",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=uuid4, unique=True, db_index=True
                            ),
                        ),
                        ("epoch", fields.CharField(max_length=16)),
                        ("last_seq", fields.BigIntField()),
                    ],
                    options={
                        "table": "stream",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "One line of history: of a meeting, of the directory, of an account.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        # A constraint named inside CreateModel is not emitted: its index is made here.
        ops.RunSQL(
            "CREATE UNIQUE INDEX agency_code ON agency (code);"
            "CREATE UNIQUE INDEX api_token_digest ON api_token (digest);"
            "CREATE UNIQUE INDEX decision_number ON decision (meeting_id, number);"
            "CREATE UNIQUE INDEX entry_request ON entry (request_id);"
            "CREATE UNIQUE INDEX entry_stream_seq ON entry (stream, seq);"
            "CREATE UNIQUE INDEX follower_name_stream ON follower (name, stream);"
            "CREATE UNIQUE INDEX head_once ON head (meeting_id, key);"
            "CREATE UNIQUE INDEX invitation_code ON invitation (code_digest);"
            "CREATE UNIQUE INDEX invitation_mail ON invitation (mail_digest);"
            "CREATE UNIQUE INDEX invitation_meeting_email ON invitation (meeting_id, email);"
            "CREATE UNIQUE INDEX invitation_token ON invitation (token_digest);"
            "CREATE UNIQUE INDEX kept_answer_key ON kept_answer (key);"
            "CREATE UNIQUE INDEX meeting_part_once ON meeting_part (meeting_id, person_id, part);"
            "CREATE UNIQUE INDEX meeting_uid ON meeting (uid);"
            "CREATE UNIQUE INDEX minutes_version ON minutes (meeting_id, version);"
            "CREATE UNIQUE INDEX note_revision_once ON note_revision (note_id, revision);"
            "CREATE UNIQUE INDEX office_agency_title ON office (agency_id, title);"
            "CREATE UNIQUE INDEX outgoing_mail_message_id ON outgoing_mail (message_id);"
            "CREATE UNIQUE INDEX outgoing_mail_purpose ON outgoing_mail (purpose);"
            "CREATE UNIQUE INDEX person_email ON person (email);"
            "CREATE UNIQUE INDEX quota_once ON quota (meeting_id, agency_id);"
            "CREATE UNIQUE INDEX scan_nonce ON scan (meeting_id, nonce);"
            "CREATE UNIQUE INDEX session_digest ON session (digest);"
        ),
    ]
