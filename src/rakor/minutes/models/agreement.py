"""The table of berita acara: one row a document, from its draft to whatever replaces it."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import Meeting
from rakor.minutes.rules.agreement import AGREEMENT_STATES, AgreementState


class Agreement(Model):
    """One berita acara of a meeting, between its organizer and the `agencies` (none: all).

    While it is a draft it follows the minutes and the `choices`. `content` is everything that was
    printed when it was issued, with the versions of minutes and Word template it was made of.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="agreements", on_delete=fields.CASCADE
    )
    state = fields.CharEnumField(AgreementState, max_length=12, default=AgreementState.DRAFT)
    # Which one in the line of those that replaced one another.
    version = fields.IntField(default=1)
    replaces_id: UUID | None
    replaces: fields.ForeignKeyNullableRelation["Agreement"] = fields.ForeignKeyField(
        "rakor.Agreement", related_name="replaced_by", null=True, on_delete=fields.SET_NULL
    )
    agencies = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    choices = cast("fields.Field[dict[str, Any]]", fields.JSONField(default=dict))
    content = cast("fields.Field[dict[str, Any] | None]", fields.JSONField(null=True))
    number = fields.CharField(max_length=120, default="")
    dated = cast("fields.Field[date | None]", fields.DateField(null=True))
    drafted_by_id: UUID
    drafted_by: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="agreements_drafted", on_delete=fields.RESTRICT
    )
    drafted_at = fields.DatetimeField()
    issued_by_id: UUID | None
    issued_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="agreements_issued", null=True, on_delete=fields.RESTRICT
    )
    issued_at = fields.DatetimeField(null=True)
    # Why it was taken back.
    reason = fields.TextField(default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "agreement"
        indexes = [
            Index(fields=("meeting_id", "state"), name="agreement_meeting"),
            Index(fields=("replaces_id",), name="agreement_replaces"),
        ]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return AGREEMENT_STATES[self.state]

    @property
    def is_pair(self) -> bool:
        """Whether it is between the organizer and one agency."""
        return len(self.agencies) == 1
