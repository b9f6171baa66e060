"""How long agencies take requests to correct their minutes."""

from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.directory.rules import check_may_keep
from rakor.errors import NotFound
from rakor.minutes.models import CorrectionWindow
from rakor.minutes.rules import USUAL_DAYS
from rakor.words import _


async def correction_days(agency_id: UUID) -> int:
    """For how many days an agency takes them, or the usual."""
    kept = await CorrectionWindow.get_or_none(agency_id=agency_id)
    return kept.days if kept else USUAL_DAYS


async def find_keeping(agency_id: UUID, *, by: User) -> Agency:
    """An agency for somebody who keeps it; Forbidden for everybody else."""
    agency = await Agency.get_or_none(id=agency_id, merged_into_id=None)
    check_may_keep(by, agency)
    if agency is None:
        raise NotFound(_("Instansi ini tidak dikenal."))
    return agency
