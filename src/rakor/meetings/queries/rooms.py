"""How the bookings of a meeting stand."""

from datetime import UTC, datetime

from rakor.meetings.models import Meeting, RoomUse
from rakor.rooms.models import Booking


async def bookings_of(meeting: Meeting, limit: int = 500) -> list[Booking]:
    """What a meeting has of its room on the days to come, with room and house; the next first.

    Of a meeting that is held once also when it is over.
    """
    uses = RoomUse.filter(meeting_id=meeting.id).select_related("booking__room__building")
    if meeting.recurrence:
        uses = uses.filter(booking__ends_at__gt=datetime.now(UTC))
    rows = await uses.order_by("booking__starts_at").limit(limit)
    return [row.booking for row in rows]
