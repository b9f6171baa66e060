"""Rows about holidays, each known by its day, whose it is, and its region."""

from typing import Any

from rakor.database import new_id
from rakor.directory import rules
from rakor.directory.models import Holiday
from rakor.directory.operations.importing.rows import Pace, Row, judging
from rakor.directory.operations.importing.world import World
from rakor.directory.rules.calendar import HolidayKind, check_holiday
from rakor.directory.rules.rows import HolidayRow

_PLAIN = ("name", "source", "official")


async def judge(world: World, rows: list[Row], pace: Pace) -> None:
    """Compare every row with the holiday of its day; only an admin changes them."""
    async for row in pace.over(rows):
        row.report.name = " ".join(filter(None, (row.key("day"), row.key("name"))))
        with judging(row):
            rules.check_may_keep_reference(world.by)
            _take(world, row)


def _take(world: World, row: Row) -> None:
    facts, said = row.read(HolidayRow)
    region = facts.region or ""
    kind = facts.kind or (HolidayKind.REGIONAL if region else HolidayKind.NATIONAL)
    if not world.once(row, facts.day, kind, region, name="day"):
        return
    holiday = world.holidays.get((facts.day, kind, region))
    values: dict[str, Any] = {name: getattr(facts, name) for name in said if name in _PLAIN}
    if "source" in values:
        values["source"] = values["source"] or ""
    if "official" in values:
        values["official"] = bool(values["official"])
    if holiday is None:
        holiday = Holiday(id=new_id(), day=facts.day, kind=kind, region=region)
    source = values.get("source", holiday.source)
    check_holiday(facts.day, kind, region, source, values.get("official", holiday.official))
    world.assign(holiday, row, values, {})
