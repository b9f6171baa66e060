"""What keepers of reference data do to holidays: add, change, remove."""

from typing import Any
from uuid import UUID

from rakor import journal
from rakor.directory import queries, rules
from rakor.directory.models import Holiday
from rakor.directory.operations.ground import DIRECTORY, blank, check_revision, given_of, once, save
from rakor.directory.rules import Keeper
from rakor.directory.rules.calendar import (
    HolidayChanges,
    HolidayFacts,
    check_holiday,
)
from rakor.errors import Conflict, NotFound
from rakor.words import _


async def add_holiday(facts: HolidayFacts, *, by: Keeper) -> Holiday:
    """Write a day off down. Refuses (Conflict) one that is there, (Invalid) what makes no sense."""
    rules.check_may_keep_reference(by)
    region = await _region(facts.region)
    check_holiday(facts.day, facts.kind, region, facts.source or "", facts.official)
    async with once(_known()) as record:
        holiday = await Holiday.create(
            day=facts.day,
            name=facts.name,
            kind=facts.kind,
            region=region,
            source=facts.source or "",
            official=facts.official,
        )
        await record.entry(DIRECTORY, "holiday.added", by=by, subject=holiday.id, **_told(holiday))
    return holiday


async def change_holiday(
    holiday_id: UUID, changes: HolidayChanges, *, revision: int | None = None, by: Keeper
) -> Holiday:
    """Change a day off. Refuses (Conflict) what would make it another one that is there."""
    rules.check_may_keep_reference(by)
    given = blank(given_of(changes, empty=("region", "source")), but=("official",))
    if given.get("region"):
        given["region"] = await _region(given["region"])
    async with once(_known()) as record:
        holiday = await _locked(holiday_id)
        check_revision(holiday, revision)
        before = _told(holiday)
        await save(holiday, given)
        check_holiday(holiday.day, holiday.kind, holiday.region, holiday.source, holiday.official)
        await record.entry(
            DIRECTORY,
            "holiday.changed",
            by=by,
            subject=holiday.id,
            **_told(holiday),
            before=before,
        )
    return holiday


async def remove_holiday(holiday_id: UUID, *, by: Keeper) -> None:
    """Take a day off out of the list; what was reckoned with it stays as it is."""
    rules.check_may_keep_reference(by)
    async with journal.transaction() as record:
        holiday = await _locked(holiday_id)
        await holiday.delete()
        await record.entry(
            DIRECTORY, "holiday.removed", by=by, subject=holiday.id, **_told(holiday)
        )


async def _locked(holiday_id: UUID) -> Holiday:
    holiday = await Holiday.select_for_update().get_or_none(id=holiday_id)
    if holiday is None:
        raise NotFound(_("Hari libur ini tidak ada."))
    return holiday


async def _region(said: str | None) -> str:
    return await queries.region_meant(said) if said else ""


def _told(holiday: Holiday) -> dict[str, Any]:
    return {
        "day": holiday.day.isoformat(),
        "name": holiday.name,
        "holiday": holiday.kind.value,
        "region": holiday.region,
        "official": holiday.official,
    }


def _known() -> Conflict:
    return Conflict(_("Hari libur ini sudah tercatat."))
