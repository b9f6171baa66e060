"""Tables of people and of the addresses they write from."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.models.agencies import Agency
from rakor.directory.rules import NipKind


class Person(Model):
    """A person as they sign: the name with the titles that stand before and after it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    prefix_titles = fields.CharField(max_length=80, default="")
    suffix_titles = fields.CharField(max_length=120, default="")
    email = fields.CharField(max_length=254, null=True)
    phone = fields.CharField(max_length=40, default="")
    nip = fields.CharField(max_length=18, default="")
    nip_kind = fields.CharEnumField(
        NipKind, max_length=8, default=NipKind.PNS, db_default=NipKind.PNS.value
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="people", null=True, on_delete=fields.RESTRICT
    )
    other_emails: fields.ReverseRelation["PersonEmail"]
    locale = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=40, default="")
    erased_at = fields.DatetimeField(null=True)
    revision = fields.IntField(default=1)

    class Meta:
        table = "person"
        constraints = [UniqueConstraint(fields=("email",), name="person_email")]
        indexes = [Index(fields=("agency_id",), name="person_agency")]

    @property
    def full_name(self) -> str:
        return rules.full_name(self.prefix_titles, self.name, self.suffix_titles)


class PersonEmail(Model):
    """A further address of a person, beside the one that letters go to."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    person_id: UUID
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="other_emails", on_delete=fields.CASCADE
    )
    email = fields.CharField(max_length=254)

    class Meta:
        table = "person_address"
        constraints = [UniqueConstraint(fields=("email",), name="person_address_email")]
        indexes = [Index(fields=("person_id",), name="person_address_person")]
