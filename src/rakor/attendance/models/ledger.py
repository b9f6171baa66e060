"""Tables of attendance: heads (distinct persons of a meeting) and the ledger of scans."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.attendance.rules import Direction, Outcome
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel


class Head(Model):
    """One person who came, counted once, with the name, office and agency of that day.

    `key` says who it is: `person:<id>`, `invitation:<id>` or `guest:<name>|<agency>`, so that two
    desks that meet the same person at once still count one.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="heads", on_delete=fields.CASCADE
    )
    key = fields.CharField(max_length=500)
    invitation_id: UUID | None
    invitation: fields.ForeignKeyNullableRelation[Invitation] = fields.ForeignKeyField(
        "rakor.Invitation", related_name="heads", null=True, on_delete=fields.RESTRICT
    )
    person_id: UUID | None
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="heads", null=True, on_delete=fields.RESTRICT
    )
    agency_id: UUID | None
    agency: fields.ForeignKeyNullableRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="heads", null=True, on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=400)
    office_title = fields.CharField(max_length=250, default="")
    agency_name = fields.CharField(max_length=200, default="")
    representing = fields.CharField(max_length=400, default="")
    walk_in = fields.BooleanField(default=False)
    room = fields.BooleanField(default=False)
    online = fields.BooleanField(default=False)
    first_at = fields.DatetimeField()
    last_out_at = fields.DatetimeField(null=True)
    precedence = fields.IntField(default=1000)

    class Meta:
        table = "head"
        constraints = [UniqueConstraint(fields=("meeting_id", "key"), name="head_once")]
        indexes = [
            Index(fields=("invitation_id",), name="head_invitation"),
            Index(fields=("person_id",), name="head_person"),
        ]


class Scan(Model):
    """One reading at a door or a link. `nonce` makes a repeated upload the same scan."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="scans", on_delete=fields.CASCADE
    )
    head_id: UUID | None
    head: fields.ForeignKeyNullableRelation[Head] = fields.ForeignKeyField(
        "rakor.Head", related_name="scans", null=True, on_delete=fields.CASCADE
    )
    channel = fields.CharEnumField(Channel, max_length=8)
    direction = fields.CharEnumField(Direction, max_length=4)
    outcome = fields.CharEnumField(Outcome, max_length=10)
    reason = fields.CharField(max_length=40, default="")
    method = fields.CharField(max_length=16, default="")  # qr, manual, walk_in, link
    device = fields.CharField(max_length=80, default="")
    officer_id: UUID | None
    officer: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="scans", null=True, on_delete=fields.RESTRICT
    )
    nonce = fields.CharField(max_length=80)
    at = fields.DatetimeField()
    recorded_at = fields.DatetimeField()

    class Meta:
        table = "scan"
        constraints = [UniqueConstraint(fields=("meeting_id", "nonce"), name="scan_nonce")]
        indexes = [Index(fields=("head_id",), name="scan_head")]
