"""Tables of agencies, offices, people, and who holds which office when."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.rules import AgencyKind, Holding, OfficeLevel


class Agency(Model):
    """An agency that is invited, counted, and owes follow-ups. `code` is what scripts call it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    code = fields.CharField(max_length=40)
    name = fields.CharField(max_length=200)
    short_name = fields.CharField(max_length=60)
    kind = fields.CharEnumField(AgencyKind, max_length=24)
    parent_id: UUID | None
    parent: fields.ForeignKeyNullableRelation["Agency"] = fields.ForeignKeyField(
        "rakor.Agency", related_name="children", null=True, on_delete=fields.RESTRICT
    )
    region = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=40, default="Asia/Jakarta")
    precedence = fields.IntField(default=1000)
    address = fields.CharField(max_length=300, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "agency"
        constraints = [UniqueConstraint(fields=("code",), name="agency_code")]


class Person(Model):
    """A person as they sign: the name with the titles that stand before and after it."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    name = fields.CharField(max_length=200)
    prefix_titles = fields.CharField(max_length=80, default="")
    suffix_titles = fields.CharField(max_length=120, default="")
    email = fields.CharField(max_length=254, null=True)
    phone = fields.CharField(max_length=40, default="")
    nip = fields.CharField(max_length=18, default="")
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="people", null=True, on_delete=fields.RESTRICT
    )
    locale = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=40, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "person"
        constraints = [UniqueConstraint(fields=("email",), name="person_email")]
        indexes = [Index(fields=("agency_id",), name="person_agency")]

    @property
    def full_name(self) -> str:
        return rules.full_name(self.prefix_titles, self.name, self.suffix_titles)


class Office(Model):
    """A seat in the administration. Invitations go to it, whoever holds it that day answers."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    title = fields.CharField(max_length=250)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="offices", on_delete=fields.RESTRICT
    )
    level = fields.CharEnumField(OfficeLevel, max_length=16, null=True)
    precedence = fields.IntField(default=1000)
    email = fields.CharField(max_length=254, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "office"
        constraints = [UniqueConstraint(fields=("agency_id", "title"), name="office_agency_title")]


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
    valid_from = fields.DateField(null=True)
    valid_until = fields.DateField(null=True)

    class Meta:
        table = "office_holder"
        indexes = [
            Index(fields=("office_id",), name="office_holder_office"),
            Index(fields=("person_id",), name="office_holder_person"),
        ]
