"""Tables of follow-ups: how far an agency is with a commitment, every report, and its evidence."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment
from rakor.meetings.rules import MaterialKind


class FollowUp(Model):
    """Where a commitment stands. A commitment without a row has not been started.

    One that another agency had before leads back to that (`taken_from`).
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    commitment_id: UUID
    commitment: fields.OneToOneRelation[Commitment] = fields.OneToOneField(
        "rakor.Commitment", related_name="follow_up", on_delete=fields.RESTRICT
    )
    state = fields.CharEnumField(FollowUpState, max_length=24)
    percent = fields.IntField(default=0, db_default=0)
    taken_from_id: UUID | None
    taken_from: fields.ForeignKeyNullableRelation["FollowUp"] = fields.ForeignKeyField(
        "rakor.FollowUp", related_name="taken_by", null=True, on_delete=fields.RESTRICT
    )
    revision = fields.IntField(default=1)

    class Meta:
        table = "follow_up"
        indexes = [Index(fields=("taken_from_id",), name="follow_up_taken_from")]


class Progress(Model):
    """One report: the state it led to, a note, and where the evidence is.

    Whoever reports by the link of an agency has no account: their name and office are kept.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    follow_up_id: UUID
    follow_up: fields.ForeignKeyRelation[FollowUp] = fields.ForeignKeyField(
        "rakor.FollowUp", related_name="reports", on_delete=fields.CASCADE
    )
    state = fields.CharEnumField(FollowUpState, max_length=24)
    note = fields.TextField(default="")
    evidence = fields.CharField(max_length=1000, default="")
    percent = fields.IntField(null=True)
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="progress", null=True, on_delete=fields.RESTRICT
    )
    reporter_name = fields.CharField(max_length=200, default="", db_default="")
    reporter_office = fields.CharField(max_length=250, default="", db_default="")
    at = fields.DatetimeField()
    files: fields.ReverseRelation["Evidence"]

    class Meta:
        table = "progress"
        indexes = [Index(fields=("follow_up_id",), name="progress_follow_up")]

    @property
    def reporter(self) -> str:
        """Who reported, as they are called."""
        return self.by.full_name if self.by else self.reporter_name


class Evidence(Model):
    """A file that was handed in with a report. Its bytes are a file named by its key."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    progress_id: UUID
    progress: fields.ForeignKeyRelation[Progress] = fields.ForeignKeyField(
        "rakor.Progress", related_name="files", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(MaterialKind, max_length=8)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)

    class Meta:
        table = "evidence"
        indexes = [Index(fields=("progress_id",), name="evidence_progress")]
