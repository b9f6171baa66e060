"""Letters that carry a key are known as such."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0009_people")]

    operations = [
        ops.AddField(
            model_name="OutgoingMail",
            name="sealed",
            field=fields.BooleanField(default=False, db_default=False),
        ),
    ]
