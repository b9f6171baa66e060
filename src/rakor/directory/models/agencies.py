"""Tables of agencies and of the names they bore before."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.rules import AgencyKind


class Agency(Model):
    """An agency that is invited, counted, and owes follow-ups. `code` is what scripts call it.

    `path` holds the ids from the topmost agency down to this one (`/a/b/`), so that a line of
    agencies is found by its beginning. An agency that is `self_kept` is changed by its own people
    and by admins only. One that was `merged_into` another stays: its code still leads there.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    code = fields.CharField(max_length=40)
    name = fields.CharField(max_length=200)
    short_name = fields.CharField(max_length=60)
    kind = fields.CharEnumField(AgencyKind, max_length=24)
    parent_id: UUID | None
    parent: fields.ForeignKeyNullableRelation["Agency"] = fields.ForeignKeyField(
        "rakor.Agency", related_name="children", null=True, on_delete=fields.RESTRICT
    )
    path = fields.CharField(max_length=400, default="", db_default="")
    self_kept = fields.BooleanField(default=False, db_default=False)
    merged_into_id: UUID | None
    merged_into: fields.ForeignKeyNullableRelation["Agency"] = fields.ForeignKeyField(
        "rakor.Agency", related_name="duplicates", null=True, on_delete=fields.RESTRICT
    )
    external_codes = cast(
        "fields.Field[dict[str, str]]", fields.JSONField(default=dict, db_default="{}")
    )
    region = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=40, default="Asia/Jakarta")
    precedence = fields.IntField(default=1000)
    address = fields.CharField(max_length=300, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "agency"
        constraints = [UniqueConstraint(fields=("code",), name="agency_code")]
        indexes = [
            Index(fields=("path",), name="agency_path"),
            Index(fields=("region",), name="agency_region"),
        ]


class AgencyName(Model):
    """A name that an agency bore until that day, documents print the name of their day."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="names", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=200)
    short_name = fields.CharField(max_length=60, default="")
    valid_until = fields.DateField()

    class Meta:
        table = "agency_name"
        constraints = [UniqueConstraint(fields=("agency_id", "valid_until"), name="agency_name_on")]
