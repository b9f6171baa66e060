"""Tables of nominations: whom an agency names for its seats, and the link it does that by."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.attendance.rules import NomineeState
from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.invitations.models import Invitation
from rakor.meetings.models import Meeting


class NominationLink(Model):
    """By which an agency names its people without an account.

    Its token is derived and kept as a hash. A new `generation` makes a new link and revokes the
    old one.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="nomination_links", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="nomination_links", on_delete=fields.RESTRICT
    )
    digest = fields.CharField(max_length=64)
    generation = fields.IntField(default=1)
    email = fields.CharField(max_length=254, default="")
    sent_at = fields.DatetimeField(null=True)
    reminded_at = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "nomination_link"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "agency_id"), name="nomination_link_once"),
            UniqueConstraint(fields=("digest",), name="nomination_link_digest"),
        ]
        indexes = [Index(fields=("agency_id",), name="nomination_link_agency")]


class Nominee(Model):
    """Somebody an agency names for one of its seats, in the order of naming.

    Beyond the seats they wait in line and move up when one comes free. An accepted one is invited
    (`invitation`); withdrawn ones stay in the record.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="nominees", on_delete=fields.CASCADE
    )
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="nominees", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=400)
    prefix_titles = fields.CharField(max_length=100, default="")
    suffix_titles = fields.CharField(max_length=100, default="")
    email = fields.CharField(max_length=254)
    office_title = fields.CharField(max_length=250, default="")
    position = fields.IntField()
    state = fields.CharEnumField(NomineeState, max_length=12, default=NomineeState.NOMINATED)
    invitation_id: UUID | None
    invitation: fields.ForeignKeyNullableRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="nominees", null=True, on_delete=fields.SET_NULL
    )
    named_at = fields.DatetimeField()
    revision = fields.IntField(default=1)

    class Meta:
        table = "nominee"
        constraints = [
            UniqueConstraint(fields=("meeting_id", "email"), name="nominee_meeting_email")
        ]
        indexes = [
            Index(fields=("agency_id",), name="nominee_agency"),
            Index(fields=("invitation_id",), name="nominee_invitation"),
        ]
