"""Tables of what can be found: a row for each thing, and beside it the words it is found by.

`search_words`, an index of words that triggers keep (migration 0037), has the keys of these rows.
"""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.directory.models import Agency
from rakor.meetings.models import Meeting
from rakor.search.rules import Kind


class SearchDocument(Model):
    """One thing that can be found, made of its source and made anew when that changes.

    The key begins with the moment `at`, so that what is newer has a higher one. `whole` minutes
    hold the confidential items too. Who may find it is asked of the source, never of this row.
    """

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharEnumField(Kind, max_length=12)
    object_id = fields.UUIDField()
    whole = fields.BooleanField(default=False)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="found_as", on_delete=fields.CASCADE
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="found_as", null=True, on_delete=fields.CASCADE
    )
    at = fields.DatetimeField()
    text: fields.BackwardOneToOneRelation["SearchText"]

    class Meta:
        table = "search_document"
        constraints = [
            UniqueConstraint(fields=("object_id", "kind", "whole"), name="search_document_once")
        ]
        indexes = [
            Index(fields=("meeting_id", "kind"), name="search_document_meeting"),
            Index(fields=("agency_id",), name="search_document_agency"),
        ]


class SearchText(Model):
    """The words of a thing, as they are shown and as they are compared."""

    document: fields.OneToOneRelation[SearchDocument] = fields.OneToOneField(
        "rakor.SearchDocument",
        primary_key=True,
        related_name="text",
        on_delete=fields.CASCADE,
    )
    document_id: int
    title = fields.TextField()
    body = fields.TextField()
    title_words = fields.TextField()
    body_words = fields.TextField()

    class Meta:
        table = "search_text"
