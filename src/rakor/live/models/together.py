"""Who is writing at this moment. None of it is a record; it is gone when it is over."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import AgendaItem, Meeting


class NoteLease(Model):
    """Whoever writes the note of an agenda item, for half a minute from their last key.

    `page` is the open page that writes, so that one person with two of them sees which one.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="leases", on_delete=fields.CASCADE
    )
    item_id: UUID
    item: fields.OneToOneRelation[AgendaItem] = fields.OneToOneField(
        "rakor.AgendaItem", related_name="lease", on_delete=fields.CASCADE
    )
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="leases", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=300)
    page = fields.CharField(max_length=40)
    until = fields.DatetimeField()

    class Meta:
        table = "note_lease"
        indexes = [Index(fields=("meeting_id",), name="note_lease_meeting")]


class UnsavedNote(Model):
    """A browser that writes in a note and has not said yet that all of it is saved.

    It outlives the lease: whoever lost the network while typing is still known when the meeting
    is to be closed. `page` is that browser's own word for itself.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="unsaved_notes", on_delete=fields.CASCADE
    )
    item_id: UUID
    item: fields.ForeignKeyRelation[AgendaItem] = fields.ForeignKeyField(
        "rakor.AgendaItem", related_name="unsaved_notes", on_delete=fields.CASCADE
    )
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="unsaved_notes", on_delete=fields.CASCADE
    )
    page = fields.CharField(max_length=40)
    at = fields.DatetimeField()

    class Meta:
        table = "unsaved_note"
        constraints = [UniqueConstraint(fields=("item_id", "page"), name="unsaved_note_once")]
        indexes = [Index(fields=("meeting_id",), name="unsaved_note_meeting")]
