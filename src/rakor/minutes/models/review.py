"""Tables of what is said about minutes: initials, every state of a section, comments, requests."""

from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.minutes.models.minutes import Minutes
from rakor.minutes.rules import (
    CORRECTION_STATES,
    REVIEW_STATES,
    CorrectionState,
    ReviewState,
)


class MinutesReview(Model):
    """One place in the order of initials (paraf), `asked_at` is when the turn came to it.

    `round` counts how often the minutes were laid before the reviewers, so that each is asked by
    one letter each time. `confidential` when the secretariat chose that this reviewer also reads
    confidential items, whatever part they have in the meeting.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    minutes_id: UUID
    minutes: fields.ForeignKeyRelation[Minutes] = fields.ForeignKeyField(
        "rakor.Minutes", related_name="reviews", on_delete=fields.CASCADE
    )
    position = fields.IntField()
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="minutes_reviews", on_delete=fields.RESTRICT
    )
    due = fields.DatetimeField(null=True)
    state = fields.CharEnumField(ReviewState, max_length=12, default=ReviewState.WAITING)
    comment = fields.TextField(default="")
    round = fields.IntField(default=0)
    asked_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)
    confidential = fields.BooleanField(default=False, db_default=False)

    class Meta:
        table = "minutes_review"
        constraints = [
            UniqueConstraint(fields=("minutes_id", "position"), name="minutes_review_once")
        ]
        indexes = [Index(fields=("person_id", "state"), name="minutes_review_person")]

    @property
    def state_word(self) -> str:
        """Whether it waits, was initialled or returned, as a phrase of the catalogue."""
        return REVIEW_STATES[self.state]


class MinutesRevision(Model):
    """What a section said from one revision on, and who wrote it, none is ever removed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    minutes_id: UUID
    minutes: fields.ForeignKeyRelation[Minutes] = fields.ForeignKeyField(
        "rakor.Minutes", related_name="revisions", on_delete=fields.CASCADE
    )
    section = fields.CharField(max_length=40)
    revision = fields.IntField()
    body = cast("fields.Field[Any]", fields.JSONField())
    by_name = fields.CharField(max_length=300, default="")
    at = fields.DatetimeField()

    class Meta:
        table = "minutes_revision"
        constraints = [
            UniqueConstraint(
                fields=("minutes_id", "section", "revision"), name="minutes_revision_once"
            )
        ]


class MinutesComment(Model):
    """What somebody remarks on a section while it is written and reviewed, until it is settled."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    minutes_id: UUID
    minutes: fields.ForeignKeyRelation[Minutes] = fields.ForeignKeyField(
        "rakor.Minutes", related_name="comments", on_delete=fields.CASCADE
    )
    section = fields.CharField(max_length=40)
    text = fields.TextField()
    by_id: UUID
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="minutes_comments", on_delete=fields.RESTRICT
    )
    by_name = fields.CharField(max_length=300, default="")
    at = fields.DatetimeField()
    resolved_at = fields.DatetimeField(null=True)
    resolved_by_name = fields.CharField(max_length=300, default="")

    class Meta:
        table = "minutes_comment"
        indexes = [
            Index(fields=("minutes_id",), name="minutes_comment_minutes"),
            Index(fields=("by_id",), name="minutes_comment_by"),
        ]


class MinutesCorrection(Model):
    """What a participant asks to be corrected in approved minutes, and what became of it.

    `carried_in` is the version that was opened to carry it out.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    minutes_id: UUID
    minutes: fields.ForeignKeyRelation[Minutes] = fields.ForeignKeyField(
        "rakor.Minutes", related_name="corrections", on_delete=fields.CASCADE
    )
    section = fields.CharField(max_length=40)
    text = fields.TextField()
    by_id: UUID
    by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="minutes_corrections", on_delete=fields.RESTRICT
    )
    by_name = fields.CharField(max_length=300, default="")
    agency_name = fields.CharField(max_length=200, default="")
    at = fields.DatetimeField()
    state = fields.CharEnumField(CorrectionState, max_length=10, default=CorrectionState.OPEN)
    answer = fields.TextField(default="")
    decided_by_name = fields.CharField(max_length=300, default="")
    decided_at = fields.DatetimeField(null=True)
    carried_in = cast("fields.Field[int | None]", fields.IntField(null=True))

    class Meta:
        table = "minutes_correction"
        indexes = [
            Index(fields=("minutes_id", "state"), name="minutes_correction_minutes"),
            Index(fields=("by_id",), name="minutes_correction_by"),
        ]

    @property
    def state_word(self) -> str:
        """Whether it waits, was accepted or declined, as a phrase of the catalogue."""
        return CORRECTION_STATES[self.state]


class CorrectionWindow(Model):
    """For how many days an agency takes requests to correct its minutes, else it is the usual."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.OneToOneRelation[Agency] = fields.OneToOneField(
        "rakor.Agency", related_name="correction_window", on_delete=fields.CASCADE
    )
    days = fields.IntField()

    class Meta:
        table = "correction_window"
