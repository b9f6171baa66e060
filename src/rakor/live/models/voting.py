"""Tables of votes: the question, who was entitled when it opened, and the ballots."""

from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.live.models.record import Decision
from rakor.live.rules import Majority, VoteState
from rakor.meetings.models import AgendaItem, Meeting


class Vote(Model):
    """A question put to the delegations, numbered without gaps. `result`: counted at its close."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="votes", on_delete=fields.CASCADE
    )
    item_id: UUID | None
    item: fields.ForeignKeyNullableRelation[AgendaItem] = fields.ForeignKeyField(
        "rakor.AgendaItem", related_name="votes", null=True, on_delete=fields.RESTRICT
    )
    decision_id: UUID | None
    decision: fields.ForeignKeyNullableRelation[Decision] = fields.ForeignKeyField(
        "rakor.Decision", related_name="votes", null=True, on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    question = fields.TextField()
    secret = fields.BooleanField(default=False)
    majority = fields.CharEnumField(Majority, max_length=12, default=Majority.SIMPLE)
    state = fields.CharEnumField(VoteState, max_length=10, default=VoteState.PREPARED)
    entitled = fields.IntField(default=0)
    opened_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    published_at = fields.DatetimeField(null=True)
    result = cast("fields.Field[dict[str, Any] | None]", fields.JSONField(null=True))
    reason = fields.CharField(max_length=500, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "vote"
        constraints = [UniqueConstraint(fields=("meeting_id", "number"), name="vote_number")]


class VoteOption(Model):
    """One answer that may be given: yes, no or abstain where nothing else was written."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    vote_id: UUID
    vote: fields.ForeignKeyRelation[Vote] = fields.ForeignKeyField(
        "rakor.Vote", related_name="options", on_delete=fields.CASCADE
    )
    key = fields.CharField(max_length=16)
    text = fields.CharField(max_length=300, default="")
    position = fields.IntField()

    class Meta:
        table = "vote_option"
        constraints = [UniqueConstraint(fields=("vote_id", "key"), name="vote_option_once")]


class Entitlement(Model):
    """An agency whose delegation may vote, frozen when the vote opens, and whether it has.

    In a secret vote neither person nor time is written down.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    vote_id: UUID
    vote: fields.ForeignKeyRelation[Vote] = fields.ForeignKeyField(
        "rakor.Vote", related_name="roll", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="entitlements", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=200)
    short_name = fields.CharField(max_length=60, default="")
    cast = fields.BooleanField(default=False)
    by_name = fields.CharField(max_length=400, default="")
    at = fields.DatetimeField(null=True)

    # Of two agencies that become one, who has voted has voted.
    adds_up: ClassVar[tuple[str, ...]] = ("cast",)

    class Meta:
        table = "entitlement"
        constraints = [UniqueConstraint(fields=("vote_id", "agency_id"), name="entitlement_once")]
        indexes = [Index(fields=("agency_id",), name="entitlement_agency")]


class Ballot(Model):
    """One answer. Of a secret vote it leads to nobody: no agency, no time, a key without order."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    vote_id: UUID
    vote: fields.ForeignKeyRelation[Vote] = fields.ForeignKeyField(
        "rakor.Vote", related_name="ballots", on_delete=fields.CASCADE
    )
    entitlement_id: UUID | None
    entitlement: fields.OneToOneNullableRelation[Entitlement] = fields.OneToOneField(
        "rakor.Entitlement", related_name="ballot", null=True, on_delete=fields.CASCADE
    )
    choice = fields.CharField(max_length=16)

    class Meta:
        table = "ballot"
        indexes = [Index(fields=("vote_id",), name="ballot_vote")]
