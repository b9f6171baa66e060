"""The table of delegation: who asked whom to come instead, and with which letter."""

from datetime import date
from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Office, Person
from rakor.invitations.models.seats import Invitation
from rakor.invitations.rules import DelegationState


class DelegationStep(Model):
    """One step of a chain A to B to C: whoever was asked (`invitation`) sends a deputy.

    The deputy's own seat (`deputy`) exists once the step is accepted; `made_seat` is False where
    they were invited before and keep their own. `reason` says why a step waits or was refused. The
    assignment letter (surat tugas) is kept as it came.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id = fields.UUIDField()
    invitation_id: UUID
    invitation: fields.ForeignKeyRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="given_away", on_delete=fields.CASCADE
    )
    deputy_id: UUID | None
    deputy: fields.ForeignKeyNullableRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="taken_over", null=True, on_delete=fields.CASCADE
    )
    made_seat = fields.BooleanField(default=True)
    name = fields.CharField(max_length=400)
    email = fields.CharField(max_length=254)
    office_title = fields.CharField(max_length=250, default="")
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="deputized", null=True, on_delete=fields.RESTRICT
    )
    office_id: UUID | None
    office: fields.ForeignKeyNullableRelation[Office] = fields.ForeignKeyField(
        "rakor.Office", related_name="deputized", null=True, on_delete=fields.RESTRICT
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="deputized", null=True, on_delete=fields.RESTRICT
    )
    note = fields.CharField(max_length=1000, default="")
    answer_by = fields.DatetimeField(null=True)
    state = fields.CharEnumField(DelegationState, max_length=16, default=DelegationState.PROPOSED)
    reason = fields.CharField(max_length=1000, default="")
    via = fields.CharField(max_length=16, default="")  # page, mail, api, staff
    letter_number = fields.CharField(max_length=120, default="")
    letter_date = cast("fields.Field[date | None]", fields.DateField(null=True))
    letter_signer = fields.CharField(max_length=400, default="")
    letter_filename = fields.CharField(max_length=200, default="")
    letter_type = fields.CharField(max_length=80, default="")
    letter_sha256 = fields.CharField(max_length=64, default="")
    letter_content = cast("fields.Field[bytes | None]", fields.BinaryField(null=True))
    proposed_by = fields.UUIDField(null=True)
    decided_by = fields.UUIDField(null=True)
    decided_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()
    revision = fields.IntField(default=1)

    class Meta:
        table = "delegation_step"
        indexes = [
            Index(fields=("invitation_id",), name="delegation_step_invitation"),
            Index(fields=("deputy_id",), name="delegation_step_deputy"),
            Index(fields=("meeting_id", "state"), name="delegation_step_meeting"),
            Index(fields=("person_id",), name="delegation_step_person"),
        ]
