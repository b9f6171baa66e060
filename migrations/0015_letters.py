"""Official letters: templates of agencies, letters and their approval, numbers, and files."""

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.letters.rules import (
    AddresseeMode,
    AddresseePlace,
    ApprovalState,
    BundleForm,
    BundleState,
    DocumentType,
    LetterFont,
    LetterState,
    NumberState,
    Paper,
    SigningMode,
    Urgency,
)
from rakor.meetings.rules import SecurityClass

UNIQUE = (
    ("letter_template_name", "letter_template", "agency_id, name"),
    ("letter_number_once", "letter_number", "agency_id, scope, year, seq"),
    ("letter_number_text", "letter_number", "agency_id, scope, year, text"),
    ("letter_step_once", "letter_step", "letter_id, position"),
    ("letter_file_once", "letter_file", "letter_id, form"),
)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0014_reminders")]

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="LetterTemplate",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="letter_templates",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("name", fields.CharField(max_length=120)),
                        ("parent_line", fields.CharField(default="", max_length=200)),
                        ("heading", fields.CharField(max_length=200)),
                        (
                            "address",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("logo", fields.BinaryField(null=True)),
                        ("logo_type", fields.CharField(default="", max_length=20)),
                        (
                            "font",
                            fields.CharEnumField(
                                default=LetterFont.LIBERTINUS,
                                description="LIBERTINUS: Libertinus Serif\nCOMPUTER_MODERN: New Computer Modern",
                                enum_type=LetterFont,
                                max_length=40,
                            ),
                        ),
                        ("font_size", fields.IntField(default=12)),
                        (
                            "paper",
                            fields.CharEnumField(
                                default=Paper.A4,
                                description="A4: a4\nF4: f4",
                                enum_type=Paper,
                                max_length=4,
                            ),
                        ),
                        (
                            "addressee_place",
                            fields.CharEnumField(
                                default=AddresseePlace.LEFT,
                                description="LEFT: left\nRIGHT: right",
                                enum_type=AddresseePlace,
                                max_length=8,
                            ),
                        ),
                        ("opening", fields.TextField(default="", unique=False)),
                        ("closing", fields.TextField(default="", unique=False)),
                        ("number_pattern", fields.CharField(max_length=120)),
                        ("position_code", fields.CharField(default="", max_length=40)),
                        ("unit_code", fields.CharField(default="", max_length=40)),
                        ("archive_class_code", fields.CharField(default="", max_length=40)),
                        ("city", fields.CharField(default="", max_length=80)),
                        (
                            "signing_mode",
                            fields.CharEnumField(
                                default=SigningMode.OWN,
                                description="OWN: own\nON_BEHALF: a_n\nBELOW: u_b\nACTING_VACANT: plt\nACTING_TEMPORARY: plh\nCARETAKER: pj",
                                enum_type=SigningMode,
                                max_length=8,
                            ),
                        ),
                        (
                            "chain",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "signer_office",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="signer_office_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="letter_templates",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "copies",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "letter_template",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("agency_id", "name"), name="letter_template_name"
                            )
                        ],
                        "indexes": [
                            Index(fields=["signer_office_id"], name="letter_template_office")
                        ],
                        "pk_attr": "id",
                        "table_description": "How an agency writes: its letterhead, its paper, its words, its way of numbering.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="LetterNumber",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "agency",
                            fields.ForeignKeyField(
                                "rakor.Agency",
                                source_field="agency_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="letter_numbers",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "scope",
                            fields.CharEnumField(
                                default=DocumentType.INVITATION,
                                description="INVITATION: invitation\nMEMO: memo\nOFFICIAL_RECORD: official_record",
                                enum_type=DocumentType,
                                max_length=20,
                            ),
                        ),
                        ("year", fields.IntField()),
                        ("first_seq", fields.IntField()),
                        ("seq", fields.IntField()),
                        ("text", fields.CharField(max_length=120)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=NumberState.RESERVED,
                                description="RESERVED: reserved\nISSUED: issued\nVOID: void",
                                enum_type=NumberState,
                                max_length=12,
                            ),
                        ),
                        ("reason", fields.CharField(default="", max_length=500)),
                        ("letter", fields.UUIDField(null=True)),
                        ("taken_by", fields.UUIDField(null=True)),
                        ("taken_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "settled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "letter_number",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("agency_id", "scope", "year", "seq"),
                                name="letter_number_once",
                            ),
                            UniqueConstraint(
                                fields=("agency_id", "scope", "year", "text"),
                                name="letter_number_text",
                            ),
                        ],
                        "indexes": [Index(fields=["letter"], name="letter_number_letter")],
                        "pk_attr": "id",
                        "table_description": "A number in the register of an agency, kind of document and year. None is ever used twice.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="OfficialLetter",
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
                                related_name="official_letters",
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
                                related_name="official_letters",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "template",
                            fields.ForeignKeyField(
                                "rakor.LetterTemplate",
                                source_field="template_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="letters",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=LetterState.DRAFT,
                                description="DRAFT: draft\nIN_REVIEW: in_review\nAPPROVED: approved\nISSUED: issued\nVOID: void",
                                enum_type=LetterState,
                                max_length=12,
                            ),
                        ),
                        ("subject", fields.CharField(max_length=300)),
                        (
                            "urgency",
                            fields.CharEnumField(
                                default=Urgency.ORDINARY,
                                description="ORDINARY: ordinary\nIMPORTANT: important\nURGENT: urgent\nVERY_URGENT: very_urgent",
                                enum_type=Urgency,
                                max_length=12,
                            ),
                        ),
                        (
                            "security_class",
                            fields.CharEnumField(
                                default=SecurityClass.PUBLIC,
                                description="PUBLIC: public\nLIMITED: limited\nCONFIDENTIAL: confidential\nTOP_SECRET: top_secret",
                                enum_type=SecurityClass,
                                max_length=16,
                            ),
                        ),
                        ("archive_class_code", fields.CharField(default="", max_length=40)),
                        ("position_code", fields.CharField(default="", max_length=40)),
                        ("opening", fields.TextField(default="", unique=False)),
                        ("closing", fields.TextField(default="", unique=False)),
                        ("leader", fields.CharField(default="", max_length=400)),
                        ("dress", fields.CharField(default="", max_length=200)),
                        ("agenda", fields.CharField(default="", max_length=1000)),
                        (
                            "addressee_mode",
                            fields.CharEnumField(
                                default=AddresseeMode.LIST,
                                description="LIST: list\nSINGLE: single",
                                enum_type=AddresseeMode,
                                max_length=8,
                            ),
                        ),
                        (
                            "copies",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "signing_mode",
                            fields.CharEnumField(
                                default=SigningMode.OWN,
                                description="OWN: own\nON_BEHALF: a_n\nBELOW: u_b\nACTING_VACANT: plt\nACTING_TEMPORARY: plh\nCARETAKER: pj",
                                enum_type=SigningMode,
                                max_length=8,
                            ),
                        ),
                        (
                            "chain",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        ("signer_title", fields.CharField(default="", max_length=250)),
                        ("signer_name", fields.CharField(default="", max_length=400)),
                        (
                            "signer_below",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads),
                        ),
                        (
                            "signer",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="signer_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="letters_signed",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        ("acting_from", fields.DateField(null=True)),
                        ("acting_until", fields.DateField(null=True)),
                        ("decree_number", fields.CharField(default="", max_length=120)),
                        ("city", fields.CharField(default="", max_length=80)),
                        ("dated", fields.DateField(null=True)),
                        ("number", fields.CharField(default="", max_length=120)),
                        ("external_number", fields.CharField(default="", max_length=120)),
                        ("attach_to_mail", fields.BooleanField(default=False)),
                        ("content", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                        (
                            "drafted_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="drafted_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="letters_drafted",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "issued_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="issued_by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="letters_issued",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "issued_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("void_reason", fields.CharField(default="", max_length=500)),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "official_letter",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["meeting_id"], name="official_letter_meeting"),
                            Index(fields=["agency_id", "state"], name="official_letter_agency"),
                            Index(fields=["template_id"], name="official_letter_template"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One surat undangan of a meeting, from the draft to the day it is issued or void.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="LetterStep",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "letter",
                            fields.ForeignKeyField(
                                "rakor.OfficialLetter",
                                source_field="letter_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="steps",
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
                                related_name="letter_steps",
                                on_delete=OnDelete.RESTRICT,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=ApprovalState.WAITING,
                                description="WAITING: waiting\nAPPROVED: approved\nRETURNED: returned",
                                enum_type=ApprovalState,
                                max_length=12,
                            ),
                        ),
                        ("comment", fields.TextField(default="", unique=False)),
                        (
                            "decided_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "letter_step",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("letter_id", "position"), name="letter_step_once"
                            )
                        ],
                        "indexes": [
                            Index(fields=["person_id", "state"], name="letter_step_person")
                        ],
                        "pk_attr": "id",
                        "table_description": "One place in the line of approval (paraf hierarki), in the order of `position`.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="LetterFile",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "letter",
                            fields.ForeignKeyField(
                                "rakor.OfficialLetter",
                                source_field="letter_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="files",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("form", fields.CharField(max_length=8)),
                        ("sha256", fields.CharField(max_length=64)),
                        ("content", fields.BinaryField()),
                    ],
                    options={
                        "table": "letter_file",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("letter_id", "form"), name="letter_file_once")
                        ],
                        "pk_attr": "id",
                        "table_description": "What was issued, byte for byte, with its SHA-256.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="LetterBundle",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "letter",
                            fields.ForeignKeyField(
                                "rakor.OfficialLetter",
                                source_field="letter_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="bundles",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "form",
                            fields.CharEnumField(
                                description="PDF: pdf\nZIP: zip\nDOCX: docx",
                                enum_type=BundleForm,
                                max_length=4,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=BundleState.WAITING,
                                description="WAITING: waiting\nWORKING: working\nREADY: ready\nFAILED: failed",
                                enum_type=BundleState,
                                max_length=8,
                            ),
                        ),
                        ("done", fields.IntField(default=0)),
                        ("total", fields.IntField(default=0)),
                        ("message", fields.CharField(default="", max_length=500)),
                        ("content", fields.BinaryField(null=True)),
                        ("asked_by", fields.UUIDField(null=True)),
                        ("asked_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "claimed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "letter_bundle",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["state"], name="letter_bundle_state"),
                            Index(fields=["letter_id"], name="letter_bundle_letter"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Copies of a letter for all of its addressees, put together by the worker.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        *(
            ops.RunSQL(f"CREATE UNIQUE INDEX {name} ON {table} ({columns})")
            for name, table, columns in UNIQUE
        ),
    ]
