"""How long signatures, visits to video rooms and nominations are kept."""

from tortoise import fields, migrations

from rakor.database.founding import Together
from rakor.database.widening import WidenField
from rakor.privacy.rules.retention import Kind

KINDS = "\n".join(f"{kind.name}: {kind.value}" for kind in Kind)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0026_phrase")]

    initial = False

    operations = [
        Together(
            [
                WidenField(
                    model_name="RetentionRule",
                    name="kind",
                    field=fields.CharEnumField(description=KINDS, enum_type=Kind, max_length=24),
                ),
                WidenField(
                    model_name="DestructionLine",
                    name="kind",
                    field=fields.CharEnumField(description=KINDS, enum_type=Kind, max_length=24),
                ),
            ]
        ),
    ]
