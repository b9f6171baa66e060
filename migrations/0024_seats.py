"""The moment since when a quorum stands, companions of agencies, and when somebody was reminded."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0023_desk_clock")]

    initial = False

    operations = [
        ops.AddField(
            model_name="AttendancePlan",
            name="quorum_since",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="Head",
            name="companion",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(
            model_name="NominationLink",
            name="reminded_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
