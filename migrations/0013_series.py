"""When the last day of a series is over, so that lists find it among days to come."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0012_calendar_loop")]

    operations = [
        ops.AddField(
            model_name="Meeting",
            name="series_ends_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
