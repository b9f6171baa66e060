"""Tables of follow-ups: how far an agency is with a commitment, and every report on it."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment


class FollowUp(Model):
    """Where a commitment stands. A commitment without a row has not been started."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    commitment_id: UUID
    commitment: fields.OneToOneRelation[Commitment] = fields.OneToOneField(
        "rakor.Commitment", related_name="follow_up", on_delete=fields.RESTRICT
    )
    state = fields.CharEnumField(FollowUpState, max_length=24)
    revision = fields.IntField(default=1)

    class Meta:
        table = "follow_up"


class Progress(Model):
    """One report: the state it led to, a note, and where the evidence is."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    follow_up_id: UUID
    follow_up: fields.ForeignKeyRelation[FollowUp] = fields.ForeignKeyField(
        "rakor.FollowUp", related_name="reports", on_delete=fields.CASCADE
    )
    state = fields.CharEnumField(FollowUpState, max_length=24)
    note = fields.TextField(default="")
    evidence = fields.CharField(max_length=1000, default="")
    by_id: UUID
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="progress", on_delete=fields.RESTRICT
    )
    at = fields.DatetimeField()

    class Meta:
        table = "progress"
        indexes = [Index(fields=("follow_up_id",), name="progress_follow_up")]
