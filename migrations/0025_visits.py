"""What tells visits to the video room apart, and whether somebody decided whose they are."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0024_seats")]

    initial = False

    operations = [
        ops.AddField(
            model_name="OnlineVisit",
            name="session",
            field=fields.CharField(default="", max_length=120, db_default=""),
        ),
        ops.AddField(
            model_name="OnlineVisit",
            name="generation",
            field=fields.IntField(default=0, db_default=0),
        ),
        ops.AddField(
            model_name="OnlineVisit",
            name="by_hand",
            field=fields.BooleanField(default=False, db_default=False),
        ),
        ops.AddField(model_name="OnlineVisit", name="told_by", field=fields.UUIDField(null=True)),
    ]
