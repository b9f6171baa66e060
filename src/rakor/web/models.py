"""The table of repeated requests: what was answered to an Idempotency-Key."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id


class KeptAnswer(Model):
    """The answer to a POST that carried an Idempotency-Key, given again for 24 hours."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    key = fields.CharField(max_length=64)
    request = fields.CharField(max_length=64)
    status = fields.IntField()
    body = fields.BinaryField()
    at = fields.DatetimeField()

    class Meta:
        table = "kept_answer"
        constraints = [UniqueConstraint(fields=("key",), name="kept_answer_key")]
        indexes = [Index(fields=("at",), name="kept_answer_at")]
