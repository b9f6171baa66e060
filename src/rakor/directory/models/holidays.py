"""The table of holidays: those of the official lists, and those that keepers add."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.rules.calendar import DayOff, HolidayKind


class Holiday(Model):
    """A day off, everywhere or in one region.

    `region` is a Kemendagri code, "" everywhere. A day that was only computed is never here.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    day = fields.DateField()
    name = fields.CharField(max_length=160)
    kind = fields.CharEnumField(HolidayKind, max_length=16)
    region = fields.CharField(max_length=8, default="")
    source = fields.CharField(max_length=160, default="")
    official = fields.BooleanField(default=False)
    revision = fields.IntField(default=1)

    class Meta:
        table = "holiday"
        constraints = [UniqueConstraint(fields=("day", "kind", "region"), name="holiday_once")]
        indexes = [Index(fields=("day",), name="holiday_day")]

    @property
    def off(self) -> DayOff:
        """The day as a calendar knows it."""
        return DayOff(self.day, self.name, self.kind, self.region)
