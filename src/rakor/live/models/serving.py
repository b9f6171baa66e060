"""Which processes serve, and whom. None of it is a record; it is gone when it is over."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.meetings.models import Meeting


class Serving(Model):
    """A process that somebody is connected to, and when it last said so.

    `place` is the machine (and its numbering of processes) in which `pid` means something.
    `sockets`: how many each person and each address has there, by keyed marks.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    place = fields.CharField(max_length=120)
    pid = fields.IntField()
    seen_at = fields.DatetimeField()
    sockets = fields.BinaryField()
    stamp = fields.IntField(default=0)

    class Meta:
        table = "serving"


class Present(Model):
    """Whom one process serves in one meeting: marks of people and agencies, one after the other."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    serving_id: UUID
    serving: fields.ForeignKeyRelation[Serving] = fields.ForeignKeyField(
        "rakor.Serving", related_name="present", on_delete=fields.CASCADE
    )
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="present", on_delete=fields.CASCADE
    )
    count = fields.IntField()
    people = fields.BinaryField()
    agencies = fields.BinaryField()
    stamp = fields.IntField(default=0)

    class Meta:
        table = "present"
        constraints = [UniqueConstraint(fields=("serving_id", "meeting_id"), name="present_once")]
        indexes = [Index(fields=("meeting_id",), name="present_meeting")]
