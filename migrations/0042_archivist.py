"""Archivists have a role of their own."""

from tortoise import fields, migrations

from rakor.accounts.rules import Role
from rakor.database.widening import WidenField

ROLES = "\n".join(f"{role.name}: {role.value}" for role in Role)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0045_found")]

    initial = False

    operations = [
        WidenField(
            model_name="Account",
            name="role",
            field=fields.CharEnumField(description=ROLES, enum_type=Role, max_length=32),
        ),
    ]
