"""The table of training hours that people took away from a meeting."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.attendance.models.ledger import Head
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.meetings.models import Meeting


class TrainingCredit(Model):
    """Hours (jam pelajaran, JP) of one person in one year, with the number of their certificate.

    Written when the meeting credits those who came; taken back, never deleted (`revoked_at`).
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="training_credits", on_delete=fields.CASCADE
    )
    head_id: UUID
    head: fields.ForeignKeyRelation[Head] = fields.ForeignKeyField(
        "rakor.Head", related_name="training_credits", on_delete=fields.RESTRICT
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="training_credits", null=True, on_delete=fields.RESTRICT
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="training_credits", null=True, on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=400)
    agency_name = fields.CharField(max_length=200, default="")
    hours = fields.IntField()
    year = fields.IntField()
    number = fields.CharField(max_length=80)
    issued_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    reason = fields.CharField(max_length=500, default="")

    class Meta:
        table = "training_credit"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "head_id"), name="training_credit_once"),
            UniqueConstraint(fields=("number",), name="training_credit_number"),
        ]
        indexes = [
            Index(fields=("head_id",), name="training_credit_head"),
            Index(fields=("person_id", "year"), name="training_credit_person"),
            Index(fields=("agency_id", "year"), name="training_credit_agency"),
        ]
