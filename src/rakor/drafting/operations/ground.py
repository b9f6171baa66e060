"""What acts on a request begin with: the meeting, locked, and its request as it is then."""

from uuid import UUID

from rakor.database import lock_row
from rakor.drafting.models import Approval
from rakor.drafting.queries.approval import Standing, standing_of
from rakor.errors import Conflict, NotFound
from rakor.meetings.models import Meeting
from rakor.words import _


async def locked_standing(meeting_id: UUID) -> Standing:
    """Where a meeting stands; nobody else changes it or its request until the transaction ends."""
    await lock_row(Meeting, meeting_id)
    meeting = await Meeting.get_or_none(id=meeting_id).select_related("organizer", "follow_up_of")
    if meeting is None:
        raise NotFound(_("Rapat ini tidak ada, atau Anda tidak diundang."))
    return await standing_of(meeting)


def asked_in(standing: Standing) -> Approval:
    """The request that counts. Refuses (Conflict) where there is none."""
    if standing.approval is None or not standing.counts:
        raise Conflict(_("Persetujuan rapat ini tidak sedang diminta."))
    return standing.approval
