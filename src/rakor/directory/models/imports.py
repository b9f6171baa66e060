"""The table of files that were sent to be imported."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models.people import Person
from rakor.directory.rules.importing import FileKind, ImportState


class ImportJob(Model):
    """A file on its way into the directory, with the report on each of its rows.

    The file and its report hold personal data, they go a day after the file came. `rights` are
    those of whoever sent it, at the time of their last act on it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="imports", on_delete=fields.RESTRICT
    )
    kind = cast(
        "fields.Field[FileKind | None]", fields.CharEnumField(FileKind, max_length=16, null=True)
    )
    filename = fields.CharField(max_length=200)
    state = fields.CharEnumField(ImportState, max_length=16, default=ImportState.UPLOADED)
    locale = fields.CharField(max_length=8)
    rights = cast("fields.Field[dict[str, object]]", fields.JSONField(default=dict))
    total = fields.IntField(default=0)
    done = fields.IntField(default=0)
    counts = cast("fields.Field[dict[str, int]]", fields.JSONField(default=dict))
    message = fields.CharField(max_length=500, default="")
    content = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    report = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    created_at = fields.DatetimeField()
    claimed_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "import_job"
        indexes = [
            Index(fields=("state",), name="import_job_state"),
            Index(fields=("person_id", "created_at"), name="import_job_person"),
        ]
