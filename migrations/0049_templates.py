"""Templates of meetings that an agency keeps: what each is, whom it asks, and the seats."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.meetings.rules import Convener, Delegation, Kind, Mode, Part, SecurityClass


def said(enum: type) -> str:
    return "\n".join(f"{each.name}: {each.value}" for each in enum)


def key() -> tuple[str, fields.UUIDField]:
    return ("id", fields.UUIDField(primary_key=True, default=new_id, unique=True, db_index=True))


def leads(name: str, to: str, related: str, *, null: bool = False, on_delete: str) -> tuple:
    return (
        name,
        fields.ForeignKeyField(
            to,
            source_field=f"{name}_id",
            null=null,
            db_constraint=True,
            to_field="id",
            related_name=related,
            on_delete=on_delete,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("rakor", "0051_programmes")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="MeetingTemplate",
                    fields=[
                        key(),
                        leads(
                            "agency",
                            "rakor.Agency",
                            "meeting_templates",
                            on_delete=fields.RESTRICT,
                        ),
                        ("name", fields.CharField(max_length=120)),
                        (
                            "kind",
                            fields.CharEnumField(
                                default=Kind.COORDINATION,
                                description=said(Kind),
                                enum_type=Kind,
                                max_length=32,
                            ),
                        ),
                        (
                            "mode",
                            fields.CharEnumField(
                                default=Mode.HYBRID,
                                description=said(Mode),
                                enum_type=Mode,
                                max_length=16,
                            ),
                        ),
                        ("minutes", fields.IntField(default=120)),
                        (
                            "security_class",
                            fields.CharEnumField(
                                default=SecurityClass.PUBLIC,
                                description=said(SecurityClass),
                                enum_type=SecurityClass,
                                max_length=16,
                            ),
                        ),
                        ("title", fields.CharField(default="", max_length=300)),
                        ("theme", fields.CharField(default="", max_length=500)),
                        ("purpose", fields.TextField(default="", unique=False)),
                        (
                            "called_by",
                            fields.CharEnumField(
                                default=Convener.AGENCY,
                                description=said(Convener),
                                enum_type=Convener,
                                max_length=8,
                            ),
                        ),
                        ("shows_roster", fields.BooleanField(default=False)),
                        ("answer_days", fields.IntField(null=True)),
                        (
                            "delegation",
                            fields.CharEnumField(
                                default=Delegation.ALLOWED,
                                description=said(Delegation),
                                enum_type=Delegation,
                                max_length=24,
                            ),
                        ),
                        ("total_quota", fields.IntField(null=True)),
                        ("agenda", fields.JSONField(default=list)),
                        (
                            "archived_at",
                            fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                        ),
                        ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "meeting_template",
                        "app": "rakor",
                        "indexes": [Index(fields=["agency_id"], name="meeting_template_agency")],
                        "pk_attr": "id",
                        "table_description": "How an agency holds a kind of meeting. One that is archived is kept, and not offered.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="TemplateQuota",
                    fields=[
                        key(),
                        leads(
                            "template",
                            "rakor.MeetingTemplate",
                            "quotas",
                            on_delete=fields.CASCADE,
                        ),
                        leads(
                            "agency", "rakor.Agency", "template_quotas", on_delete=fields.RESTRICT
                        ),
                        ("seats", fields.IntField()),
                    ],
                    options={
                        "table": "template_quota",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("template_id", "agency_id"), name="template_quota_once"
                            )
                        ],
                        "indexes": [Index(fields=["agency_id"], name="template_quota_agency")],
                        "pk_attr": "id",
                        "table_description": "Seats of an agency in meetings of a template, an agency appears once.",
                    },
                    bases=["Model"],
                ),
                ops.CreateModel(
                    name="TemplateSeat",
                    fields=[
                        key(),
                        leads(
                            "template",
                            "rakor.MeetingTemplate",
                            "seats",
                            on_delete=fields.CASCADE,
                        ),
                        ("position", fields.IntField()),
                        ("officer", fields.BooleanField(default=False)),
                        (
                            "part",
                            fields.CharEnumField(
                                default=Part.PARTICIPANT,
                                description=said(Part),
                                enum_type=Part,
                                max_length=24,
                            ),
                        ),
                        leads(
                            "office",
                            "rakor.Office",
                            "template_seats",
                            null=True,
                            on_delete=fields.CASCADE,
                        ),
                        leads(
                            "person",
                            "rakor.Person",
                            "template_seats",
                            null=True,
                            on_delete=fields.CASCADE,
                        ),
                        ("group_said", fields.CharField(default="", max_length=300)),
                    ],
                    options={
                        "table": "template_seat",
                        "app": "rakor",
                        "indexes": [
                            Index(
                                fields=["template_id", "position"], name="template_seat_template"
                            ),
                            Index(fields=["office_id"], name="template_seat_office"),
                            Index(fields=["person_id"], name="template_seat_person"),
                        ],
                        "pk_attr": "id",
                        "table_description": "Somebody a template names: an office, a person, or a group by its line or key.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL(
            "CREATE UNIQUE INDEX template_quota_once ON template_quota (template_id, agency_id);"
        ),
    ]
