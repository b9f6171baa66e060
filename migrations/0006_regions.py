"""The 38 provinces, so that "se-Kalimantan" means something on an empty installation."""

import csv
from datetime import date
from importlib.resources import files

from tortoise import migrations
from tortoise.migrations import operations as ops

from rakor.database.fields import new_id
from rakor.directory.rules.regions import RegionKind


def read_provinces() -> list[dict[str, str]]:
    text = (files("rakor.directory") / "data" / "provinces.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


async def seed_provinces(apps, _editor):
    """Each province under its Kemendagri code; one that was cut from another names it."""
    region = apps.get_model("rakor.Region")
    if await region.filter(kind=RegionKind.PROVINCE).exists():
        return
    said = read_provinces()
    keys = {row["code"]: new_id() for row in said}
    rows = [
        region(
            id=keys[row["code"]],
            code=row["code"],
            name=row["name"],
            kind=RegionKind.PROVINCE,
            unit=row["unit"],
            iso_code=row["iso_code"],
            timezone=row["timezone"],
            valid_from=day(row["valid_from"]),
            valid_until=day(row["valid_until"]),
            source=row["source"][:160],
        )
        for row in said
    ]
    await region.bulk_create(rows)
    for row in said:
        if row["predecessor"]:
            key = keys[row["predecessor"]]
            await region.filter(id=keys[row["code"]]).update(predecessor_id=key)


class Migration(migrations.Migration):
    dependencies = [("rakor", "0005_protocol")]

    operations = [
        # Names are unique within an agency by saved_group_name; NULL is equal to nothing.
        ops.RunSQL(
            "CREATE UNIQUE INDEX saved_group_common ON saved_group (name) WHERE agency_id IS NULL;"
        ),
        ops.RunPython(seed_provinces),
    ]
