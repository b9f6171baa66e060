"""Tables of attendance: heads (distinct persons of a meeting) and the ledger of scans."""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model
from tortoise.queryset import QuerySet

from rakor.attendance.models.devices import Device
from rakor.attendance.rules import Admission, Direction, Outcome, Tally
from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.invitations.models import Invitation
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Channel


class Head(Model):
    """One person who came, counted once, with the name, office and agency of that day.

    `key` says who it is: `person:<id>`, `invitation:<id>` or `guest:<name>|<agency>`, so that two
    desks that meet the same person at once still count one.

    What the ledger says of them (`room`, `online`, `first_at`, `last_out_at`, `tally`) is folded
    from their scans by `rules.fold` and kept here, because everybody asks for it; it can be made
    anew at any time. Companions, guests who wait to be admitted and those whose scans were all
    taken back have a row too: `Head.counted` are those who count.
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
    tally = fields.CharEnumField(Tally, max_length=12, default=Tally.HEAD, db_default="head")
    # What a guest without an invitation was told.
    admission = fields.CharEnumField(
        Admission, max_length=12, default=Admission.ADMITTED, db_default="admitted"
    )
    # Whoever accompanies somebody, or an agency, is counted apart.
    companion = fields.BooleanField(default=False, db_default=False)
    companion_of_id: UUID | None
    companion_of: fields.ForeignKeyNullableRelation["Head"] = fields.ForeignKeyField(
        "rakor.Head", related_name="companions", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "head"
        constraints = [UniqueConstraint(fields=("meeting_id", "key"), name="head_once")]
        indexes = [
            Index(fields=("invitation_id",), name="head_invitation"),
            Index(fields=("person_id",), name="head_person"),
            # Counted anew at every scan: in this order the index alone answers.
            Index(
                fields=(
                    "meeting_id",
                    "tally",
                    "agency_id",
                    "room",
                    "online",
                    "walk_in",
                    "representing",
                    "last_out_at",
                ),
                name="head_counted",
            ),
        ]

    @classmethod
    def counted(cls, *which: Q, **where: Any) -> QuerySet["Head"]:
        """Those who count as present of a meeting, and nobody else."""
        return cls.filter(*which, tally=Tally.HEAD, **where)


class Scan(Model):
    """One reading at a door or a link. `nonce` makes a repeated upload the same scan.

    Scans are the ledger: nothing in it is changed or deleted. A correction is a line too, which
    `voids` another one and says why in `note`.
    """

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
    # What the desk's own clock said, where it went wrong and `at` was corrected.
    said_at = fields.DatetimeField(null=True)
    recorded_at = fields.DatetimeField()
    voids_id: UUID | None
    voids: fields.ForeignKeyNullableRelation["Scan"] = fields.ForeignKeyField(
        "rakor.Scan", related_name="voided_by", null=True, on_delete=fields.RESTRICT
    )
    note = fields.CharField(max_length=500, default="", db_default="")
    enrolled_id: UUID | None
    enrolled: fields.ForeignKeyNullableRelation[Device] = fields.ForeignKeyField(
        "rakor.Device", related_name="scans", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "scan"
        constraints = [UniqueConstraint(fields=("meeting_id", "nonce"), name="scan_nonce")]
        indexes = [
            Index(fields=("head_id",), name="scan_head"),
            Index(fields=("voids_id",), name="scan_voids"),
        ]


class Signature(Model):
    """How somebody signed at the desk: strokes of a pen, never a picture of something else.

    `strokes` are lines of points in a field of `width` by `height`, so that a document can draw
    them and nothing else can hide in them; or the name that was typed by somebody who holds no
    pen. Erased before anything else of a person is.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="signatures", on_delete=fields.CASCADE
    )
    head_id: UUID
    head: fields.ForeignKeyRelation[Head] = fields.ForeignKeyField(
        "rakor.Head", related_name="signatures", on_delete=fields.CASCADE
    )
    nonce = fields.CharField(max_length=80)
    strokes = fields.TextField()
    width = fields.IntField()
    height = fields.IntField()
    device = fields.CharField(max_length=80, default="")
    at = fields.DatetimeField()

    class Meta:
        table = "signature"
        constraints = [UniqueConstraint(fields=("meeting_id", "nonce"), name="signature_nonce")]
        indexes = [Index(fields=("head_id",), name="signature_head")]
