"""Tables of what agencies are told: their link, the plan of a meeting, letters that have gone."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.followups.rules import Notice
from rakor.live.models import Commitment
from rakor.meetings.models import Meeting


class FollowUpLink(Model):
    """By which an agency sees and reports what it owes of one meeting, without an account.

    Its token is derived and kept as a hash. A new `generation` makes a new link and revokes the
    old one. `told` is what each promise said when the agency was last written to about it (its key
    and a sum), None where that was before it was kept.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="follow_up_links", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="follow_up_links", on_delete=fields.RESTRICT
    )
    digest = fields.CharField(max_length=64)
    generation = fields.IntField(default=1)
    email = fields.CharField(max_length=254, default="")
    sent_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    told = cast("fields.Field[dict[str, str] | None]", fields.JSONField(null=True))

    class Meta:
        table = "follow_up_link"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "agency_id"), name="follow_up_link_once"),
            UniqueConstraint(fields=("digest",), name="follow_up_link_digest"),
        ]
        indexes = [Index(fields=("agency_id",), name="follow_up_link_agency")]


class FollowUpPlan(Model):
    """When the agencies of a meeting are written to, a meeting without a row keeps to the usual."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.OneToOneRelation[Meeting] = fields.OneToOneField(
        "rakor.Meeting", related_name="follow_up_plan", on_delete=fields.CASCADE
    )
    tells = fields.BooleanField(default=True)
    reminds = fields.BooleanField(default=True)
    days_before = fields.IntField()
    days_above = fields.IntField()

    class Meta:
        table = "follow_up_plan"


class FollowUpNotice(Model):
    """That a letter of one kind went about one promise and its date, so that it goes once."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    commitment_id: UUID
    commitment: fields.ForeignKeyRelation[Commitment] = fields.ForeignKeyField(
        "rakor.Commitment", related_name="follow_up_notices", on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(Notice, max_length=8)
    due = fields.DateField()
    at = fields.DatetimeField()

    class Meta:
        table = "follow_up_notice"
        constraints = [
            UniqueConstraint(fields=("commitment_id", "kind", "due"), name="follow_up_notice_once")
        ]


class TaskFeed(Model):
    """The tasks of one person's agency as a calendar to subscribe to.

    Its secret is derived, a new generation revokes the old address.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "rakor.Person", related_name="task_feed", on_delete=fields.CASCADE
    )
    generation = fields.IntField(default=1)
    digest = fields.CharField(max_length=64)
    last_read_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "task_feed"
        constraints = [UniqueConstraint(fields=("digest",), name="task_feed_digest")]
