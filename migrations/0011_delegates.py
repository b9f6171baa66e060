"""Delegates have a part of their own."""

from tortoise import fields, migrations

from rakor.database.founding import Together
from rakor.database.widening import WidenField
from rakor.meetings.rules import Part

PARTS = "\n".join(f"{part.name}: {part.value}" for part in Part)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0010_sealed_letters")]

    operations = [
        Together(
            [
                WidenField(
                    model_name="Invitation",
                    name="part",
                    field=fields.CharEnumField(
                        default=Part.PARTICIPANT, description=PARTS, enum_type=Part, max_length=24
                    ),
                ),
                WidenField(
                    model_name="MeetingPart",
                    name="part",
                    field=fields.CharEnumField(description=PARTS, enum_type=Part, max_length=24),
                ),
            ]
        ),
    ]
