"""Tables of the online half: reports of a video service, and the visits they tell of."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.attendance.models.ledger import Head
from rakor.attendance.rules import MatchedBy
from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import Meeting


class OnlineReport(Model):
    """A participant report as it was uploaded. The same bytes again are the same report."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="online_reports", on_delete=fields.CASCADE
    )
    filename = fields.CharField(max_length=200)
    sha256 = fields.CharField(max_length=64)
    row_count = fields.IntField()
    officer_id: UUID | None
    officer: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="online_reports", null=True, on_delete=fields.RESTRICT
    )
    at = fields.DatetimeField()

    class Meta:
        table = "online_report"
        constraints = [UniqueConstraint(fields=("meeting_id", "sha256"), name="online_report_once")]
        indexes = [Index(fields=("officer_id",), name="online_report_officer")]


class OnlineVisit(Model):
    """Somebody in the video room from `joined_at` to `left_at`, under the name they gave there.

    `key` tells visits apart however often they are told: by two reports, or a report and a
    notification. Visits under one name and address are decided together. `matched_by` is empty
    while nobody knows who it was; a matched visit has two lines in the ledger.

    `session` is what the service calls this visit when it notifies of it: it ties the leaving to
    the joining. `generation` counts how often its lines were written: a match that was taken back
    leaves its lines in the ledger, voided. What was decided `by_hand` no report decides anew.
    `told_by` is the report that told it first, None where the service notified of it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="online_visits", on_delete=fields.CASCADE
    )
    key = fields.CharField(max_length=64)
    name = fields.CharField(max_length=400)
    email = fields.CharField(max_length=254, default="")
    joined_at = fields.DatetimeField()
    left_at = fields.DatetimeField(null=True)
    head_id: UUID | None
    head: fields.ForeignKeyNullableRelation[Head] = fields.ForeignKeyField(
        "rakor.Head", related_name="visits", null=True, on_delete=fields.RESTRICT
    )
    matched_by = fields.CharEnumField(MatchedBy, max_length=12, default=MatchedBy.NOBODY)
    score = fields.IntField(default=0)
    session = fields.CharField(max_length=120, default="", db_default="")
    generation = fields.IntField(default=0, db_default=0)
    by_hand = fields.BooleanField(default=False, db_default=False)
    told_by = fields.UUIDField(null=True)

    class Meta:
        table = "online_visit"
        constraints = [UniqueConstraint(fields=("meeting_id", "key"), name="online_visit_once")]
        indexes = [Index(fields=("head_id",), name="online_visit_head")]
