"""What a desk's own clock said of a scan, kept where it was corrected."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0022_break")]

    initial = False

    operations = [
        ops.AddField(
            model_name="Scan",
            name="said_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
