"""Which worker reads a mailbox, and until when others leave it alone."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0015_letters")]

    initial = False

    operations = [
        ops.AddField(model_name="Mailbox", name="claimed_by", field=fields.UUIDField(null=True)),
        ops.AddField(
            model_name="Mailbox", name="claimed_until", field=fields.DatetimeField(null=True)
        ),
    ]
