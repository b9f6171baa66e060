"""Tables of the record itself: notes with every revision, numbered decisions and who owes them."""

from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Office, Person
from rakor.live.rules import DecisionState, Duty, Horizon
from rakor.meetings.models import AgendaItem, Meeting


class Note(Model):
    """What was said under an agenda item. `body` is the editor's JSON, `revision` begins at 1."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="notes", on_delete=fields.CASCADE
    )
    item_id: UUID
    item: fields.OneToOneRelation[AgendaItem] = fields.OneToOneField(
        "rakor.AgendaItem", related_name="note", on_delete=fields.CASCADE
    )
    body = cast("fields.Field[dict[str, Any]]", fields.JSONField())
    revision = fields.IntField()
    by_id: UUID | None
    by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="notes", null=True, on_delete=fields.RESTRICT
    )
    by_name = fields.CharField(max_length=300, default="")
    at = fields.DatetimeField()

    class Meta:
        table = "note"
        indexes = [Index(fields=("meeting_id",), name="note_meeting")]


class NoteRevision(Model):
    """One saved state of a note, none is ever removed."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    note_id: UUID
    note: fields.ForeignKeyRelation[Note] = fields.ForeignKeyField(
        "rakor.Note", related_name="revisions", on_delete=fields.CASCADE
    )
    revision = fields.IntField()
    body = cast("fields.Field[dict[str, Any]]", fields.JSONField())
    by_name = fields.CharField(max_length=300, default="")
    at = fields.DatetimeField()

    class Meta:
        table = "note_revision"
        constraints = [UniqueConstraint(fields=("note_id", "revision"), name="note_revision_once")]


class Decision(Model):
    """What the meeting settled. Numbers have no gaps, a decision is struck, never deleted."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="decisions", on_delete=fields.CASCADE
    )
    item_id: UUID | None
    item: fields.ForeignKeyNullableRelation[AgendaItem] = fields.ForeignKeyField(
        "rakor.AgendaItem", related_name="decisions", null=True, on_delete=fields.RESTRICT
    )
    number = fields.IntField()
    text = fields.TextField()
    due = fields.DateField(null=True)
    indicator = fields.CharField(max_length=1000, default="")
    horizon = fields.CharEnumField(Horizon, max_length=8, null=True)
    funding_sources = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    state = fields.CharEnumField(DecisionState, max_length=8, default=DecisionState.ACTIVE)
    reason = fields.CharField(max_length=1000, default="")
    recorded_at = fields.DatetimeField()
    revision = fields.IntField(default=1)

    class Meta:
        table = "decision"
        constraints = [UniqueConstraint(fields=("meeting_id", "number"), name="decision_number")]


class Commitment(Model):
    """An agency or office that owes a decision, or supports it, by the name of that day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    decision_id: UUID
    decision: fields.ForeignKeyRelation[Decision] = fields.ForeignKeyField(
        "rakor.Decision", related_name="commitments", on_delete=fields.CASCADE
    )
    duty = fields.CharEnumField(Duty, max_length=10)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="commitments", on_delete=fields.RESTRICT
    )
    office_id: UUID | None
    office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="commitments", null=True, on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=250)
    short_name = fields.CharField(max_length=60, default="")
    position = fields.IntField(default=0)

    class Meta:
        table = "commitment"
        indexes = [
            Index(fields=("decision_id",), name="commitment_decision"),
            Index(fields=("agency_id", "duty"), name="commitment_agency"),
        ]
