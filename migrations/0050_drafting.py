"""Drafts before they are out: approval by the agency's offices, and comments of those they are shown to."""

from enum import StrEnum

from tortoise import fields, migrations
from tortoise.fields.data import JSON_DUMPS, JSON_LOADS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.drafting.rules.approval import ApprovalState, StepState, Then
from rakor.drafting.rules.sharing import CommentState, Place, Proposal


def said(states: type[StrEnum]) -> str:
    """What the column says of the values it may hold."""
    return "\n".join(f"{state.name}: {state.value}" for state in states)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0049_templates")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="ApprovalPolicy",
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
                                related_name="approval_policies",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        (
                            "kinds",
                            fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=JSON_LOADS),
                        ),
                        ("with_others", fields.BooleanField(default=False)),
                        ("above", fields.IntField(null=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "approval_policy",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("agency_id",), name="approval_policy_agency")
                        ],
                        "pk_attr": "id",
                        "table_description": "That an agency wants its meetings approved before they are published, and which of them.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ApprovalOffice",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "policy",
                            fields.ForeignKeyField(
                                "rakor.ApprovalPolicy",
                                source_field="policy_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="offices",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        (
                            "office",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="office_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="approves",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        (
                            "deputy",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="deputy_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="approves_for",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                    ],
                    options={
                        "table": "approval_office",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("policy_id", "office_id"), name="approval_office_once"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "An office that approves the meetings of an agency, and who may do it in its name.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="Approval",
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
                                related_name="approvals",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("live", fields.UUIDField(null=True)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=ApprovalState.ASKED,
                                description=said(ApprovalState),
                                enum_type=ApprovalState,
                                max_length=12,
                            ),
                        ),
                        (
                            "substance",
                            fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=JSON_LOADS),
                        ),
                        ("digest", fields.CharField(max_length=64)),
                        ("note", fields.TextField(default="", unique=False)),
                        (
                            "then",
                            fields.CharEnumField(
                                default=Then.WAIT,
                                description=said(Then),
                                enum_type=Then,
                                max_length=8,
                            ),
                        ),
                        (
                            "asked_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="asked_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="approvals_asked",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        ("asked_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "decided_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "published_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("hitch", fields.CharField(default="", max_length=500)),
                    ],
                    options={
                        "table": "approval",
                        "app": "rakor",
                        "constraints": [UniqueConstraint(fields=("live",), name="approval_live")],
                        "indexes": [Index(fields=["meeting_id"], name="approval_meeting")],
                        "pk_attr": "id",
                        "table_description": "A request to publish a meeting as it is: its `substance`, and the hash of that.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="ApprovalStep",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "approval",
                            fields.ForeignKeyField(
                                "rakor.Approval",
                                source_field="approval_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="steps",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("position", fields.IntField()),
                        (
                            "office",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="office_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="approval_steps",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        (
                            "deputy",
                            fields.ForeignKeyField(
                                "rakor.Office",
                                source_field="deputy_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="approval_steps_for",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        (
                            "state",
                            fields.CharEnumField(
                                default=StepState.WAITING,
                                description=said(StepState),
                                enum_type=StepState,
                                max_length=12,
                            ),
                        ),
                        (
                            "by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="by_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="approvals_given",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        ("capacity", fields.CharField(default="", max_length=600)),
                        ("reason", fields.TextField(default="", unique=False)),
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
                        "table": "approval_step",
                        "app": "rakor",
                        "indexes": [
                            Index(
                                fields=["approval_id", "position"], name="approval_step_approval"
                            ),
                            Index(fields=["state", "office_id"], name="approval_step_waiting"),
                        ],
                        "pk_attr": "id",
                        "table_description": "One office of a request, and what was said for it, by whom and by which right.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="SharedDraft",
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
                                related_name="shared_drafts",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        ("deadline", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("note", fields.TextField(default="", unique=False)),
                        ("materials", fields.BooleanField(default=False)),
                        (
                            "shared_by",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="shared_by_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="drafts_shared",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        ("shared_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "ended_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("told_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "shared_draft",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("meeting_id",), name="shared_draft_meeting")
                        ],
                        "indexes": [
                            Index(fields=["ended_at", "deadline"], name="shared_draft_due")
                        ],
                        "pk_attr": "id",
                        "table_description": "A draft that is shown for comments, once for each meeting, and maybe again.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="DraftReader",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "shared",
                            fields.ForeignKeyField(
                                "rakor.SharedDraft",
                                source_field="shared_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="readers",
                                on_delete=fields.CASCADE,
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
                                related_name="drafts_read",
                                on_delete=fields.RESTRICT,
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
                                related_name="drafts_read",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        ("email", fields.CharField(max_length=254)),
                        ("name", fields.CharField(max_length=400)),
                        ("office_title", fields.CharField(default="", max_length=250)),
                        ("agency_name", fields.CharField(default="", max_length=200)),
                        ("confidential", fields.BooleanField(default=False)),
                        ("digest", fields.CharField(max_length=64)),
                        ("generation", fields.IntField(default=1)),
                        ("letters", fields.IntField(default=0)),
                        (
                            "told_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "opened_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "done_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        (
                            "removed_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "draft_reader",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("shared_id", "email"), name="draft_reader_once"
                            ),
                            UniqueConstraint(fields=("digest",), name="draft_reader_digest"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Somebody to whom a draft is shown by a link of their own, of which only the hash is kept.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="DraftComment",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                primary_key=True, default=new_id, unique=True, db_index=True
                            ),
                        ),
                        (
                            "shared",
                            fields.ForeignKeyField(
                                "rakor.SharedDraft",
                                source_field="shared_id",
                                db_constraint=True,
                                to_field="id",
                                related_name="comments",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "parent",
                            fields.ForeignKeyField(
                                "rakor.DraftComment",
                                source_field="parent_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="answers",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "reader",
                            fields.ForeignKeyField(
                                "rakor.DraftReader",
                                source_field="reader_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="comments",
                                on_delete=fields.CASCADE,
                            ),
                        ),
                        (
                            "author",
                            fields.ForeignKeyField(
                                "rakor.Person",
                                source_field="author_id",
                                null=True,
                                db_constraint=True,
                                to_field="id",
                                related_name="draft_comments",
                                on_delete=fields.RESTRICT,
                            ),
                        ),
                        (
                            "place",
                            fields.CharEnumField(
                                default=Place.WHOLE,
                                description=said(Place),
                                enum_type=Place,
                                max_length=8,
                            ),
                        ),
                        ("item_id", fields.UUIDField(null=True)),
                        ("item_title", fields.CharField(default="", max_length=500)),
                        ("confidential", fields.BooleanField(default=False)),
                        ("text", fields.TextField(default="", unique=False)),
                        (
                            "proposal",
                            fields.CharEnumField(
                                default=Proposal.NOTHING,
                                description=said(Proposal),
                                enum_type=Proposal,
                                max_length=8,
                            ),
                        ),
                        ("title", fields.CharField(default="", max_length=500)),
                        ("email", fields.CharField(default="", max_length=254)),
                        (
                            "state",
                            fields.CharEnumField(
                                default=CommentState.OPEN,
                                description=said(CommentState),
                                enum_type=CommentState,
                                max_length=8,
                            ),
                        ),
                        ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                        (
                            "settled_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                    ],
                    options={
                        "table": "draft_comment",
                        "app": "rakor",
                        "indexes": [
                            Index(fields=["shared_id", "at"], name="draft_comment_shared"),
                            Index(fields=["parent_id"], name="draft_comment_parent"),
                        ],
                        "pk_attr": "id",
                        "table_description": "What somebody said about a draft, a reply to it, or what they propose to add.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX approval_policy_agency ON approval_policy (agency_id);"),
        ops.RunSQL(
            "CREATE UNIQUE INDEX approval_office_once ON approval_office (policy_id, office_id);"
        ),
        ops.RunSQL("CREATE UNIQUE INDEX approval_live ON approval (live);"),
        ops.RunSQL("CREATE UNIQUE INDEX shared_draft_meeting ON shared_draft (meeting_id);"),
        ops.RunSQL("CREATE UNIQUE INDEX draft_reader_once ON draft_reader (shared_id, email);"),
        ops.RunSQL("CREATE UNIQUE INDEX draft_reader_digest ON draft_reader (digest);"),
    ]
