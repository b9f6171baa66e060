"""Tables of what a meeting decides beforehand about attendance."""

from typing import ClassVar, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.attendance.rules import QuorumRule, WalkInPolicy
from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.meetings.models import Meeting


class AttendancePlan(Model):
    """What a meeting asks of attendance. A meeting without a row has the defaults.

    The quorum is `numerator` of `denominator` of whatever its rule counts, rounded up, and not less
    than `least`. `quorum_kinds` are the kinds of agencies that count for it, all of them when
    empty. Minutes of lateness and of an early leave are counted from the plan of the meeting.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="attendance_plans", on_delete=fields.CASCADE
    )
    quorum_rule = fields.CharEnumField(QuorumRule, max_length=12, default=QuorumRule.AGENCIES)
    numerator = fields.IntField(default=2)
    denominator = fields.IntField(default=3)
    least = fields.IntField(default=0)
    quorum_kinds = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    walk_ins = fields.CharEnumField(WalkInPolicy, max_length=8, default=WalkInPolicy.ADMIT)
    self_check_in = fields.BooleanField(default=True)
    least_online_minutes = fields.IntField(default=0)
    late_minutes = fields.IntField(default=15)
    early_minutes = fields.IntField(default=15)
    training_hours = fields.IntField(default=0)
    nominate_until = fields.DatetimeField(null=True)
    # Since when the quorum stands; None while it does not.
    quorum_since = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "attendance_plan"
        constraints = [UniqueConstraint(fields=("meeting_id",), name="attendance_plan_once")]


class AgencyWeight(Model):
    """How much an agency weighs for the quorum. Without a row it weighs 1."""

    # Of two agencies that become one, the weights are added.
    adds_up: ClassVar[tuple[str, ...]] = ("weight",)

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="agency_weights", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="weights", on_delete=fields.RESTRICT
    )
    weight = fields.IntField()

    class Meta:
        table = "agency_weight"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "agency_id"), name="agency_weight_once")
        ]
        indexes = [Index(fields=("agency_id",), name="agency_weight_agency")]
