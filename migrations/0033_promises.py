"""Follow-ups across agencies: evidence, links without an account, letters that go by themselves."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels, Together
from rakor.database.widening import WidenField
from rakor.followups.rules import FollowUpState, Notice
from rakor.live.rules import Duty
from rakor.meetings.rules import MaterialKind

STATES = "\n".join(f"{state.name}: {state.value}" for state in FollowUpState)
UNIQUE = (
    ("follow_up_link_once", "follow_up_link", "meeting_id, agency_id"),
    ("follow_up_link_digest", "follow_up_link", "digest"),
    ("follow_up_notice_once", "follow_up_notice", "commitment_id, kind, due"),
    ("task_feed_digest", "task_feed", "digest"),
)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0032_issued")]

    initial = False

    operations = [
        # Whoever reports by a link is no person of the directory. SQLite makes the table anew for
        # that, which nothing points to yet; its index is made again.
        ops.AlterField(
            model_name="Progress",
            name="by",
            field=fields.ForeignKeyField(
                "rakor.Person",
                source_field="by_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="progress",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.RunSQL("CREATE INDEX IF NOT EXISTS progress_follow_up ON progress (follow_up_id)"),
        Together(
            [
                WidenField(
                    model_name="Commitment",
                    name="duty",
                    field=fields.CharEnumField(
                        description="OWNER: owner\nSUPPORTING: supporting\nTAKEN_OVER: taken_over",
                        enum_type=Duty,
                        max_length=10,
                    ),
                ),
                WidenField(
                    model_name="FollowUp",
                    name="state",
                    field=fields.CharEnumField(
                        description=STATES, enum_type=FollowUpState, max_length=24
                    ),
                ),
                WidenField(
                    model_name="Progress",
                    name="state",
                    field=fields.CharEnumField(
                        description=STATES, enum_type=FollowUpState, max_length=24
                    ),
                ),
                ops.AddField(
                    model_name="FollowUp",
                    name="percent",
                    field=fields.IntField(default=0, db_default=0),
                ),
                ops.AddField(
                    model_name="FollowUp",
                    name="taken_from",
                    field=fields.ForeignKeyField(
                        "rakor.FollowUp",
                        source_field="taken_from_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="taken_by",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ops.AddIndex(
                    model_name="FollowUp",
                    index=Index(fields=["taken_from_id"], name="follow_up_taken_from"),
                ),
                ops.AddField(
                    model_name="Progress", name="percent", field=fields.IntField(null=True)
                ),
                ops.AddField(
                    model_name="Progress",
                    name="reporter_name",
                    field=fields.CharField(default="", db_default="", max_length=200),
                ),
                ops.AddField(
                    model_name="Progress",
                    name="reporter_office",
                    field=fields.CharField(default="", db_default="", max_length=250),
                ),
            ]
        ),
        CreateModels(
            [
                ops.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "progress",
                            fields.ForeignKeyField(
                                "rakor.Progress",
                                source_field="progress_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="files",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        ("name", fields.CharField(max_length=200)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="PDF: pdf\nDOCX: docx\nXLSX: xlsx\nPPTX: pptx\nODT: odt\nODS: ods\nODP: odp\nJPG: jpg\nPNG: png\nWEBP: webp\nTXT: txt\nCSV: csv",
                                enum_type=MaterialKind,
                                max_length=8,
                            ),
                        ),
                        ("size", fields.IntField()),
                        ("sha256", fields.CharField(max_length=64)),
                    ],
                    options={
                        "table": "evidence",
                        "app": "rakor",
                        "indexes": [Index(fields=["progress_id"], name="evidence_progress")],
                        "pk_attr": "id",
                        "table_description": "A file that was handed in with a report. Its bytes are a file named by its key.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="FollowUpLink",
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
                                related_name="follow_up_links",
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
                                related_name="follow_up_links",
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
                        ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "follow_up_link",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "agency_id"), name="follow_up_link_once"
                            ),
                            UniqueConstraint(fields=("digest",), name="follow_up_link_digest"),
                        ],
                        "indexes": [Index(fields=["agency_id"], name="follow_up_link_agency")],
                        "pk_attr": "id",
                        "table_description": "By which an agency sees and reports what it owes of one meeting, without an account.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="FollowUpPlan",
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
                                related_name="follow_up_plan",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("tells", fields.BooleanField(default=True)),
                        ("reminds", fields.BooleanField(default=True)),
                        ("days_before", fields.IntField()),
                        ("days_above", fields.IntField()),
                    ],
                    options={
                        "table": "follow_up_plan",
                        "app": "rakor",
                        "pk_attr": "id",
                        "table_description": "When the agencies of a meeting are written to, a meeting without a row keeps to the usual.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="FollowUpNotice",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "commitment",
                            fields.ForeignKeyField(
                                "rakor.Commitment",
                                source_field="commitment_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="follow_up_notices",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="SOON: soon\nLATE: late\nABOVE: above",
                                enum_type=Notice,
                                max_length=8,
                            ),
                        ),
                        ("due", fields.DateField()),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                    ],
                    options={
                        "table": "follow_up_notice",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("commitment_id", "kind", "due"),
                                name="follow_up_notice_once",
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "That a letter of one kind went about one promise and its date, so that it goes once.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="TaskFeed",
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
                                related_name="task_feed",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        ("generation", fields.IntField(default=1)),
                        ("digest", fields.CharField(max_length=64)),
                        (
                            "last_read_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "revoked_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "task_feed",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("digest",), name="task_feed_digest")
                        ],
                        "pk_attr": "id",
                        "table_description": "The tasks of one person's agency as a calendar to subscribe to.",
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
