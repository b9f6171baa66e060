"""The table of reminders: when those invited to a meeting are reminded, and of what."""

from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.invitations.rules import ReminderKind
from rakor.meetings.models import Meeting


class ReminderPlan(Model):
    """When one kind of reminder of a meeting goes, where its organizers chose another time.

    Without a row the rules say when, a row that is not `active` switches the reminder off.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="reminder_plans", on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(ReminderKind, max_length=10)
    minutes_before = fields.IntField()
    active = fields.BooleanField(default=True)

    class Meta:
        table = "reminder_plan"
        constraints = [UniqueConstraint(fields=("meeting_id", "kind"), name="reminder_plan_once")]
