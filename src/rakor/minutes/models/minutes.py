"""The table of minutes: one row a version, with the text that the chair approves."""

from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import Meeting
from rakor.minutes.rules import MINUTES_STATES, MinutesState


class Minutes(Model):
    """One version of the minutes of a meeting.

    `content` is `{"document", "items", "edited"}`: everything the documents print, taken from the
    journal at `journal_seq` and edited by the minute-taker, the agenda items its discussion is
    about, and which sections were rewritten. Once approved the document never changes, so its
    files have the same bytes for ever; `word_template` then names the version it is printed with.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="minutes", on_delete=fields.CASCADE
    )
    version = fields.IntField(default=1)
    state = fields.CharEnumField(MinutesState, max_length=16, default=MinutesState.DRAFT)
    journal_seq = fields.BigIntField()
    content = cast("fields.Field[dict[str, Any]]", fields.JSONField())
    drafted_by_id: UUID
    drafted_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="minutes_drafted", on_delete=fields.RESTRICT
    )
    drafted_at = fields.DatetimeField()
    submitted_at = fields.DatetimeField(null=True)
    approved_by_id: UUID | None
    approved_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="minutes_approved", null=True, on_delete=fields.RESTRICT
    )
    approved_at = fields.DatetimeField(null=True)
    distributed_at = fields.DatetimeField(null=True)
    comment = fields.TextField(default="")
    revision = fields.IntField(default=1)
    # Why this version was opened after an approved one; "" for the first.
    reason = fields.TextField(default="", db_default="")
    corrections_until = fields.DatetimeField(null=True)
    # Who approves in the place of the chair, and the authority printed above the signature.
    stand_in_id: UUID | None
    stand_in: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="minutes_stood_in", null=True, on_delete=fields.RESTRICT
    )
    authority = cast("fields.Field[dict[str, Any] | None]", fields.JSONField(null=True))

    class Meta:
        table = "minutes"
        constraints = [UniqueConstraint(fields=("meeting_id", "version"), name="minutes_version")]

    @property
    def state_word(self) -> str:
        """The state as a phrase of the catalogue."""
        return MINUTES_STATES[self.state]
