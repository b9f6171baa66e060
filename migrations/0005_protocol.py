"""The order of protocol and the kinds of office that come with the software, as a beginning."""

import csv
from importlib.resources import files

from tortoise import migrations
from tortoise.migrations import operations as ops

from rakor.directory.rules.offices import OfficeLevel


def rows_of(name):
    """A table of the reference data; whoever keeps it changes the rows afterwards, not the file."""
    path = files("rakor.directory") / "data" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


async def seed(apps, _editor):
    """Write down the steps of protocol and the kinds of office, where there are none yet."""
    ranks, kinds = apps.get_model("rakor.ProtocolRank"), apps.get_model("rakor.OfficeKind")
    if not await ranks.all().exists():
        await ranks.bulk_create(
            ranks(
                position=int(row["position"]),
                title=row["title"],
                level=OfficeLevel(row["level"]) if row["level"] else None,
                source=row["source"],
            )
            for row in rows_of("protocol-ranks.csv")
        )
    if not await kinds.all().exists():
        await kinds.bulk_create(
            kinds(
                code=row["code"],
                name=row["name"],
                aliases=[alias for alias in row["aliases"].split("|") if alias],
            )
            for row in rows_of("office-kinds.csv")
        )


class Migration(migrations.Migration):
    dependencies = [("rakor", "0004_accounts")]

    operations = [ops.RunPython(seed)]
