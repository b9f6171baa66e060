"""The table of devices that record at the door without an account of their own."""

from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Person
from rakor.meetings.models import Meeting


class Device(Model):
    """A tablet or laptop at the door of one meeting, enrolled by an officer through a QR code.

    The code works once and for a short time; then the device holds a key of its own, of which only
    the hash is stored. It acts for the officer who enrolled it, in this meeting and for nothing but
    check-ins. Revoked, it is refused from then on and told to wipe what it holds.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    meeting_id: UUID
    meeting: fields.ForeignKeyRelation[Meeting] = fields.ForeignKeyField(
        "rakor.Meeting", related_name="devices", on_delete=fields.CASCADE
    )
    name = fields.CharField(max_length=80)
    officer_id: UUID
    officer: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="devices", on_delete=fields.RESTRICT
    )
    code_digest = fields.CharField(max_length=64)
    code_until = fields.DatetimeField()
    key_digest = fields.CharField(max_length=64, null=True)
    invited_at = fields.DatetimeField()
    enrolled_at = fields.DatetimeField(null=True)
    seen_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    wiped_at = fields.DatetimeField(null=True)
    # How many scans it last said it still held.
    waiting = fields.IntField(default=0)

    class Meta:
        table = "device"
        constraints = [
            UniqueConstraint(fields=("code_digest",), name="device_code"),
            UniqueConstraint(fields=("key_digest",), name="device_key"),
        ]
        indexes = [
            Index(fields=("meeting_id",), name="device_meeting"),
            Index(fields=("officer_id",), name="device_officer"),
        ]
