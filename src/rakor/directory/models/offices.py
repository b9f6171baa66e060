"""Tables of offices, their kinds, their rank in protocol, and who holds which when."""

from datetime import date
from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models.agencies import Agency
from rakor.directory.models.people import Person
from rakor.directory.rules import Holding, OfficeLevel


class OfficeKind(Model):
    """A kind of office that many agencies have (`sekda`), so that a group can name all of them.

    `aliases` are other words by which people call it.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    code = fields.CharField(max_length=40)
    name = fields.CharField(max_length=120)
    aliases = cast("fields.Field[list[str]]", fields.JSONField(default=list))
    revision = fields.IntField(default=1)

    class Meta:
        table = "office_kind"
        constraints = [UniqueConstraint(fields=("code",), name="office_kind_code")]


class ProtocolRank(Model):
    """A step in the order of protocol (UU 9/2010), lower positions go first."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    position = fields.IntField()
    title = fields.CharField(max_length=250)
    level = cast(
        "fields.Field[OfficeLevel | None]",
        fields.CharEnumField(OfficeLevel, max_length=16, null=True),
    )
    source = fields.CharField(max_length=120, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "protocol_rank"
        indexes = [Index(fields=("position",), name="protocol_rank_position")]


class Office(Model):
    """A seat in the administration. Invitations go to it, whoever holds it that day answers.

    `precedence` follows the position of its `rank`, where it has one.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    title = fields.CharField(max_length=250)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="offices", on_delete=fields.RESTRICT
    )
    level = fields.CharEnumField(OfficeLevel, max_length=16, null=True)
    kind_id: UUID | None
    kind: fields.ForeignKeyNullableRelation[OfficeKind] = fields.ForeignKeyField(
        "rakor.OfficeKind", related_name="offices", null=True, on_delete=fields.RESTRICT
    )
    rank_id: UUID | None
    rank: fields.ForeignKeyNullableRelation[ProtocolRank] = fields.ForeignKeyField(
        "rakor.ProtocolRank", related_name="offices", null=True, on_delete=fields.RESTRICT
    )
    precedence = fields.IntField(default=1000)
    email = fields.CharField(max_length=254, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "office"
        constraints = [UniqueConstraint(fields=("agency_id", "title"), name="office_agency_title")]
        indexes = [Index(fields=("kind_id",), name="office_kind_of")]


class OfficeHolder(Model):
    """Who holds an office, by which right, from when until when (both days included)."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    office_id: UUID
    office: fields.ForeignKeyRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="holders", on_delete=fields.CASCADE
    )
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="holdings", on_delete=fields.RESTRICT
    )
    holding = fields.CharEnumField(Holding, max_length=20, default=Holding.SUBSTANTIVE)
    valid_from = cast("fields.Field[date | None]", fields.DateField(null=True))
    valid_until = cast("fields.Field[date | None]", fields.DateField(null=True))
    decree_number = fields.CharField(max_length=120, default="", db_default="")

    class Meta:
        table = "office_holder"
        indexes = [
            Index(fields=("office_id",), name="office_holder_office"),
            Index(fields=("person_id",), name="office_holder_person"),
        ]
