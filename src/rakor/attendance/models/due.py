"""Meetings whose counts changed since they were last told, until a clock tells them."""

from tortoise import fields
from tortoise.models import Model


class CountDue(Model):
    """A meeting whose live record does not say yet how many came, and since when it does not.

    Written with the scans themselves, so that nothing is forgotten when a process ends between;
    gone as soon as the counts are told.
    """

    meeting_id = fields.UUIDField(primary_key=True)
    since = fields.DatetimeField()

    class Meta:
        table = "count_due"
