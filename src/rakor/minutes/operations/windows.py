"""How long an agency takes requests to correct its minutes, from the next ones on."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.minutes.models import CorrectionWindow
from rakor.minutes.queries import correction_days, find_keeping
from rakor.minutes.rules import WindowLength

MINUTES = journal.stream_of("minutes")


async def set_correction_window(agency_id: UUID, wished: WindowLength, *, by: User) -> int:
    """Say for how many days; minutes that went out before keep the window they had.

    Refuses (Forbidden) whoever does not keep the agency.
    """
    agency = await find_keeping(agency_id, by=by)
    async with journal.transaction() as record:
        await Agency.filter(id=agency.id).select_for_update().first()
        before = await correction_days(agency.id)
        if before != wished.days:
            await CorrectionWindow.update_or_create(
                defaults={"days": wished.days}, agency_id=agency.id
            )
            await record.entry(
                MINUTES,
                "correction_window.changed",
                by=by,
                subject=agency.id,
                before=before,
                days=wished.days,
            )
    return wished.days
