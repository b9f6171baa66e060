"""Tables of documents: what is laid before a meeting, and every version of it."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.meetings.models.meeting import AgendaItem, Meeting
from rakor.meetings.rules import MaterialKind


class Material(Model):
    """A document of an agenda item or of the whole meeting, in the record even when taken away."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="materials", on_delete=fields.CASCADE
    )
    item_id: UUID | None
    item: fields.ForeignKeyNullableRelation[AgendaItem] = fields.ForeignKeyField(
        "rakor.AgendaItem", related_name="materials", null=True, on_delete=fields.SET_NULL
    )
    title = fields.CharField(max_length=300)
    position = fields.IntField()
    version = fields.IntField(default=1)
    removed_at = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "material"
        indexes = [
            Index(fields=("meeting_id", "position"), name="material_meeting"),
            Index(fields=("item_id",), name="material_item"),
        ]


class MaterialVersion(Model):
    """One state of a document. Its bytes are a file named by its key, told apart by SHA-256."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    material_id: UUID
    material: fields.ForeignKeyRelation[Material] = fields.ForeignKeyField(
        "rakor.Material", related_name="versions", on_delete=fields.CASCADE
    )
    number = fields.IntField()
    name = fields.CharField(max_length=200)
    kind = fields.CharEnumField(MaterialKind, max_length=8)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)
    at = fields.DatetimeField()

    class Meta:
        table = "material_version"
        constraints = [
            UniqueConstraint(fields=("material_id", "number"), name="material_version_once")
        ]
