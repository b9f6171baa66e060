"""Which meetings have counts that are still to be told."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("rakor", "0028_counting")]

    initial = False

    operations = [
        ops.CreateModel(
            name="CountDue",
            fields=[
                (
                    "meeting_id",
                    fields.UUIDField(primary_key=True, unique=True, db_index=True),
                ),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "count_due",
                "app": "rakor",
                "pk_attr": "meeting_id",
                "table_description": "A meeting whose live record does not say yet how many came, and since when it does not.",
            },
            bases=["Model"],
        ),
    ]
