"""Table of the usual phrases of an agency."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency


class Phrase(Model):
    """A usual phrase that the secretariat of an agency keeps for its notes."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="phrases", on_delete=fields.RESTRICT
    )
    word = fields.CharField(max_length=30)
    text = fields.CharField(max_length=500)
    revision = fields.IntField(default=1)

    class Meta:
        table = "phrase"
        indexes = [Index(fields=("agency_id",), name="phrase_agency")]
