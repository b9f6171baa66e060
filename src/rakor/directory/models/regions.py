"""Tables of regions as they were from day to day, and of groups of offices across them."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models.agencies import Agency
from rakor.directory.models.offices import OfficeKind
from rakor.directory.rules import RegionKind


class Region(Model):
    """A province, regency or city under its Kemendagri code, from one day until another.

    Codes move when provinces split, so a region that goes on under a new code names the row it
    was before. `unit` is the geographic unit of ISO 3166-2:ID (`ID-KA`, Kalimantan).
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    code = fields.CharField(max_length=8)
    name = fields.CharField(max_length=120)
    kind = fields.CharEnumField(RegionKind, max_length=16)
    unit = fields.CharField(max_length=8, default="")
    iso_code = fields.CharField(max_length=8, default="")
    bps_code = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=40)
    valid_from = fields.DateField()
    valid_until = fields.DateField(null=True)
    predecessor_id: UUID | None
    predecessor: fields.ForeignKeyNullableRelation["Region"] = fields.ForeignKeyField(
        "rakor.Region", related_name="successors", null=True, on_delete=fields.RESTRICT
    )
    source = fields.CharField(max_length=160, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "region"
        constraints = [UniqueConstraint(fields=("code", "valid_from"), name="region_code_from")]


class SavedGroup(Model):
    """A group that an agency invites again and again, a kind of office in a set of regions."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=160)
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="groups", null=True, on_delete=fields.RESTRICT
    )
    office_kind_id: UUID
    office_kind: fields.ForeignKeyRelation[OfficeKind] = fields.ForeignKeyField(
        "rakor.OfficeKind", related_name="groups", on_delete=fields.RESTRICT
    )
    regions = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    agency_kinds = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    revision = fields.IntField(default=1)

    class Meta:
        table = "saved_group"
        constraints = [UniqueConstraint(fields=("agency_id", "name"), name="saved_group_name")]
        indexes = [Index(fields=("agency_id",), name="saved_group_agency")]
