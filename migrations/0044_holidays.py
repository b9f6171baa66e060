"""Holidays, those of the official list of 2026 among them."""

import csv
from datetime import date
from importlib.resources import files

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from rakor.database.fields import new_id
from rakor.database.founding import CreateModels
from rakor.database.widening import WidenField
from rakor.directory.rules.calendar import HolidayKind
from rakor.directory.rules.importing import FileKind

KINDS = "\n".join(f"{kind.name}: {kind.value}" for kind in HolidayKind)
FILES = "\n".join(f"{kind.name}: {kind.value}" for kind in FileKind)


async def seed_holidays(apps, _editor):
    """The holidays and cuti bersama of 2026 as the three ministers decreed them."""
    holiday = apps.get_model("rakor.Holiday")
    text = (files("rakor.directory") / "data" / "holidays-2026.csv").read_text(encoding="utf-8")
    await holiday.bulk_create(
        [
            holiday(
                id=new_id(),
                day=date.fromisoformat(row["date"]),
                name=row["name"],
                kind=HolidayKind(row["kind"]),
                region=row["region"],
                source=row["source"],
                official=True,
            )
            for row in csv.DictReader(text.splitlines())
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("rakor", "0039_look")]

    initial = False

    operations = [
        CreateModels(
            [
                ops.CreateModel(
                    name="Holiday",
                    fields=[
                        (
                            "id",
                            fields.UUIDField(
                                default=new_id, primary_key=True, unique=True, db_index=True
                            ),
                        ),
                        ("day", fields.DateField()),
                        ("name", fields.CharField(max_length=160)),
                        (
                            "kind",
                            fields.CharEnumField(
                                description=KINDS, enum_type=HolidayKind, max_length=16
                            ),
                        ),
                        ("region", fields.CharField(default="", max_length=8)),
                        ("source", fields.CharField(default="", max_length=160)),
                        ("official", fields.BooleanField(default=False)),
                        ("revision", fields.IntField(default=1)),
                    ],
                    options={
                        "table": "holiday",
                        "app": "rakor",
                        "constraints": [
                            UniqueConstraint(fields=("day", "kind", "region"), name="holiday_once")
                        ],
                        "indexes": [Index(fields=("day",), name="holiday_day")],
                        "pk_attr": "id",
                        "table_description": "A day off, everywhere or in one region.",
                    },
                    bases=["Model"],
                )
            ]
        ),
        ops.RunSQL("CREATE UNIQUE INDEX holiday_once ON holiday (day, kind, region);"),
        WidenField(
            model_name="ImportJob",
            name="kind",
            field=fields.CharEnumField(
                null=True, description=FILES, enum_type=FileKind, max_length=16
            ),
        ),
        ops.RunPython(seed_holidays),
    ]
