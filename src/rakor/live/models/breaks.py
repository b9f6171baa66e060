"""Table of the breaks of a session."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.meetings.models import Meeting


class Break(Model):
    """A break of a session, `until` is when it was to go on and `ended_at` when it did."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="breaks", on_delete=fields.CASCADE
    )
    since = fields.DatetimeField()
    until = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session_break"
        indexes = [Index(fields=("meeting_id",), name="session_break_meeting")]
