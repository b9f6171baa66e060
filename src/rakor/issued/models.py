"""Tables of official documents: the fact that one was issued, and the bytes that went out."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.issued.rules import ISSUED_KINDS, Edition, IssuedKind
from rakor.meetings.models import Meeting


class Issued(Model):
    """One version of an official document, with the code that is printed on it.

    `source_id` is what it was made of (a version of minutes, a release, …); agency and title are
    as they were called on that day. The title is told to everybody only where it `is_public`.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    code = fields.CharField(max_length=20)
    kind = fields.CharEnumField(IssuedKind, max_length=20)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="issued", on_delete=fields.CASCADE
    )
    source_id = fields.UUIDField()
    version = fields.IntField(default=1)
    agency = fields.CharField(max_length=400)
    title = fields.CharField(max_length=500)
    is_public = fields.BooleanField(default=False)
    issued_at = fields.DatetimeField()
    replaced_by_id: UUID | None
    replaced_by: fields.ForeignKeyNullableRelation["Issued"] = fields.ForeignKeyField(
        "rakor.Issued", related_name="replaces", null=True, on_delete=fields.SET_NULL
    )
    revoked_at = cast("fields.Field[datetime | None]", fields.DatetimeField(null=True))

    class Meta:
        table = "issued_document"
        indexes = [
            Index(fields=("meeting_id",), name="issued_document_meeting"),
            Index(fields=("replaced_by_id",), name="issued_document_replaced"),
        ]

    @property
    def kind_word(self) -> str:
        """What sort of document it is, as a phrase of the catalogue."""
        return ISSUED_KINDS[self.kind]


class IssuedFile(Model):
    """One file of an issued document, byte for byte as it went out.

    Number 0 is what Rakor made; each further number is the same file with one more signature,
    signed outside and handed in. `signatures` are those in this file, first to last.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    document_id: UUID
    document: fields.ForeignKeyRelation[Issued] = fields.ForeignKeyField(
        "rakor.Issued", related_name="files", on_delete=fields.CASCADE
    )
    edition = fields.CharEnumField(Edition, max_length=8)
    form = fields.CharField(max_length=8)
    number = fields.IntField(default=0)
    sha256 = fields.CharField(max_length=64)
    size = fields.IntField()
    media = fields.CharField(max_length=120)
    content = fields.BinaryField()
    signatures = cast("fields.Field[list[dict[str, Any]]]", fields.JSONField(default=list))
    at = fields.DatetimeField()

    class Meta:
        table = "issued_file"
        indexes = [Index(fields=("sha256",), name="issued_file_sha256")]
