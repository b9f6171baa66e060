"""Tables of the approval before publishing: an agency's setting, requests, and who said what."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Office, Person
from rakor.drafting.rules.approval import (
    APPROVAL_STATES,
    STEP_STATES,
    ApprovalState,
    Demand,
    StepState,
    Then,
)
from rakor.meetings.models import Meeting


class ApprovalPolicy(Model):
    """That an agency wants its meetings approved before they are published, and which of them."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="approval_policies", on_delete=fields.RESTRICT
    )
    kinds = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    with_others = fields.BooleanField(default=False)
    above = fields.IntField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "approval_policy"
        constraints = [UniqueConstraint(fields=("agency_id",), name="approval_policy_agency")]

    @property
    def demand(self) -> Demand:
        """When approval is wanted, as a value."""
        return Demand(frozenset(self.kinds), self.with_others, self.above)


class ApprovalOffice(Model):
    """An office that approves the meetings of an agency, and who may do it in its name."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    policy_id: UUID
    policy: fields.ForeignKeyRelation[ApprovalPolicy] = fields.ForeignKeyField(
        "rakor.ApprovalPolicy", related_name="offices", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    office_id: UUID
    office: fields.ForeignKeyRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="approves", on_delete=fields.RESTRICT
    )
    deputy_id: UUID | None
    deputy: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="approves_for", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "approval_office"
        constraints = [
            UniqueConstraint(fields=("policy_id", "office_id"), name="approval_office_once")
        ]


class Approval(Model):
    """A request to publish a meeting as it is: its `substance`, and the hash of that.

    `live` is the meeting's key as long as this is the request that counts; another request, or
    publishing, ends it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="approvals", on_delete=fields.CASCADE
    )
    live = fields.UUIDField(null=True)
    state = fields.CharEnumField(ApprovalState, max_length=12, default=ApprovalState.ASKED)
    substance = cast("fields.Field[dict[str, list[list[str]]]]", fields.JSONField(default=dict))
    digest = fields.CharField(max_length=64)
    note = fields.TextField(default="")
    then = fields.CharEnumField(Then, max_length=8, default=Then.WAIT)
    asked_by_id: UUID
    asked_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="approvals_asked", on_delete=fields.RESTRICT
    )
    asked_at = fields.DatetimeField()
    decided_at = fields.DatetimeField(null=True)
    published_at = fields.DatetimeField(null=True)
    # Why it did not publish by itself, as it was asked to.
    hitch = fields.CharField(max_length=500, default="")

    class Meta:
        table = "approval"
        constraints = [UniqueConstraint(fields=("live",), name="approval_live")]
        indexes = [Index(fields=("meeting_id",), name="approval_meeting")]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return APPROVAL_STATES[self.state]


class ApprovalStep(Model):
    """One office of a request, and what was said for it, by whom and by which right."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    approval_id: UUID
    approval: fields.ForeignKeyRelation[Approval] = fields.ForeignKeyField(
        "rakor.Approval", related_name="steps", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    office_id: UUID
    office: fields.ForeignKeyRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="approval_steps", on_delete=fields.RESTRICT
    )
    deputy_id: UUID | None
    deputy: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="approval_steps_for", null=True, on_delete=fields.RESTRICT
    )
    state = fields.CharEnumField(StepState, max_length=12, default=StepState.WAITING)
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="approvals_given", null=True, on_delete=fields.RESTRICT
    )
    capacity = fields.CharField(max_length=600, default="")
    reason = fields.TextField(default="")
    asked_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        table = "approval_step"
        indexes = [
            Index(fields=("approval_id", "position"), name="approval_step_approval"),
            Index(fields=("state", "office_id"), name="approval_step_waiting"),
        ]

    @property
    def state_word(self) -> str:
        """What was said, as a phrase of the catalogue."""
        return STEP_STATES[self.state]
