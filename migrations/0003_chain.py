"""Every entry proves itself and the one before it in its stream, also those written until now."""

from tortoise import connections, fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from rakor.journal.walk import chain_all


async def chain(_apps, _editor):
    """What was written before there was a chain is taken as it stands today."""
    await chain_all(connections.get("default"))


class Migration(migrations.Migration):
    dependencies = [("rakor", "0002_directory")]

    operations = [
        ops.AddField(
            model_name="Entry", name="hash", field=fields.CharField(max_length=64, null=True)
        ),
        ops.AddIndex(model_name="Entry", index=Index(fields=["kind", "at"], name="entry_kind")),
        ops.RunPython(chain),
    ]
