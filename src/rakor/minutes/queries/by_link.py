"""Minutes for whoever holds a personal link: what everybody in the meeting reads, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from rakor.followups.queries import LOADED, Promise, owed_by, promises
from rakor.live.queries import Guest, guest_of
from rakor.meetings.models import Meeting
from rakor.minutes.export.values import for_participants
from rakor.minutes.models import MinutesCorrection
from rakor.minutes.queries.reading import Reading, document_of, in_force


@dataclass(frozen=True, slots=True)
class LinkReading:
    """The guest, the minutes that count, and what the guest's agency promised in the meeting.

    `reading` never holds confidential items: of a link nobody knows in whose hands it is.
    """

    guest: Guest
    reading: Reading
    owed: Sequence[Promise]
    asked: Sequence[MinutesCorrection]

    @property
    def asks(self) -> bool:
        """Whether they are somebody, and not a mailbox for which nobody asks."""
        return self.guest.user is not None


async def read_by_link(token: str) -> LinkReading:
    """The minutes by a personal link, once the chair has approved them.

    Refuses (NotFound) a link that was revoked, and (Forbidden) an invitation that was withdrawn
    and, in a closed meeting, a mailbox.
    """
    guest = await guest_of(token)
    minutes = await in_force(guest.meeting.id)
    document = for_participants(document_of(minutes)) if minutes else None
    versions = [minutes] if minutes else []
    reading = Reading(guest.meeting, frozenset(), minutes, document, versions)
    return LinkReading(guest, reading, await _owed(guest), await _asked(guest))


async def _owed(guest: Guest) -> list[Promise]:
    agency = guest.invitation.agency_id
    if agency is None:
        return []
    rows = owed_by(guest.meeting.id, agency).select_related(*LOADED)
    return await promises(
        await rows.order_by("decision__number", "id"), today=_today(guest.meeting)
    )


async def _asked(guest: Guest) -> list[MinutesCorrection]:
    if guest.user is None:
        return []
    rows = MinutesCorrection.filter(minutes__meeting_id=guest.meeting.id, by_id=guest.user.id)
    return await rows.select_related("minutes").order_by("at", "id")


def _today(meeting: Meeting) -> date:
    return datetime.now(UTC).astimezone(ZoneInfo(meeting.timezone)).date()
