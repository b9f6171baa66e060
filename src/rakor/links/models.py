"""The table of links that video services make for meetings."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.links.rules.kinds import LinkState, Trouble
from rakor.meetings.models import Meeting
from rakor.meetings.rules import SERVICES, MadeBy, Notify


class VideoLink(Model):
    """What one service holds for a meeting. `live` is the meeting while this is its link.

    `due_at` says when a worker is to look at it, empty when there is nothing to do; `turn` grows
    with each reason to look. `asked_at` stands while a meeting was asked for at the service and
    nobody knows whether it made one; `doubtful` after that, until it is known that it made no
    second. `told` stands for what the service was last asked for. Its key marks it at the service.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="video_links", on_delete=fields.CASCADE
    )
    live = fields.UUIDField(null=True)
    service = fields.CharEnumField(MadeBy, max_length=8)
    state = fields.CharEnumField(LinkState, max_length=8, default=LinkState.WAITING)
    remote = fields.CharField(max_length=120, default="")
    join_url = fields.CharField(max_length=1000, default="")
    told = fields.CharField(max_length=64, default="")
    turn = fields.IntField(default=0)
    due_at = fields.DatetimeField(null=True)
    claimed_until = fields.DatetimeField(null=True)
    attempts = fields.IntField(default=0)
    asked_at = fields.DatetimeField(null=True)
    doubtful = fields.BooleanField(default=False)
    trouble = cast(
        "fields.Field[Trouble | None]", fields.CharEnumField(Trouble, max_length=12, null=True)
    )
    detail = fields.CharField(max_length=300, default="")
    notify = fields.CharEnumField(Notify, max_length=8, default=Notify.NOW)

    class Meta:
        table = "video_link"
        constraints = [UniqueConstraint(fields=("live",), name="video_link_live")]
        indexes = [
            Index(fields=("meeting_id",), name="video_link_meeting"),
            Index(fields=("due_at",), name="video_link_due"),
        ]

    @property
    def service_name(self) -> str:
        return SERVICES[self.service]
