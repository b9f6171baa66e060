"""Indexes that answer alone how many came, and how many are asked, by agency."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.database.founding import Together


class Migration(migrations.Migration):
    dependencies = [("rakor", "0027_retention")]

    initial = False

    operations = [
        Together(
            [
                ops.AddIndex(
                    model_name="Head",
                    index=Index(
                        fields=[
                            "meeting_id",
                            "tally",
                            "agency_id",
                            "room",
                            "online",
                            "walk_in",
                            "representing",
                            "last_out_at",
                        ],
                        name="head_counted",
                    ),
                ),
                ops.AddIndex(
                    model_name="Invitation",
                    index=Index(
                        fields=["meeting_id", "delegated_from_id", "agency_id", "status", "part"],
                        name="invitation_asked",
                    ),
                ),
            ]
        ),
    ]
