"""When those invited to a meeting are reminded, where its organizers chose another time."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.invitations.rules import ReminderKind


class Migration(migrations.Migration):
    dependencies = [("rakor", "0013_series")]

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="ReminderPlan",
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
                                related_name="reminder_plans",
                                on_delete=OnDelete.CASCADE,
                            ),
                        ),
                        (
                            "kind",
                            fields.CharEnumField(
                                description="ANSWER: answer\nMEETING: meeting\nJOIN: join",
                                enum_type=ReminderKind,
                                max_length=10,
                            ),
                        ),
                        ("minutes_before", fields.IntField()),
                        ("active", fields.BooleanField(default=True)),
                    ],
                    options={
                        "table": "reminder_plan",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(
                                fields=("meeting_id", "kind"), name="reminder_plan_once"
                            )
                        ],
                        "pk_attr": "id",
                        "table_description": "When one kind of reminder of a meeting goes, where its organizers chose another time.",
                    },
                    bases=["Model"],
                ),
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX reminder_plan_once ON reminder_plan (meeting_id, kind)"),
    ]
