"""Who has which room when, with the meeting where the reader may know it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Subquery

from rakor.accounts.models import User
from rakor.meetings.models import RoomUse
from rakor.meetings.queries.finding import visible_to
from rakor.rooms.models import Booking, Room
from rakor.rooms.queries import Seen, bookings_between
from rakor.rooms.rules import Span


@dataclass(frozen=True, slots=True)
class Taken:
    """A booking as one reader sees it: `title` is "" where they may not know what it is for."""

    booking: Booking
    title: str
    href: str


async def taken_in(rooms: Sequence[Room], window: Span, *, to: User) -> dict[UUID, list[Taken]]:
    """The bookings of these rooms in a span of time, in order; two queries.

    Whoever may see the meeting is led to it; those who have the booking or keep the room, to that.
    """
    keys = {room.id for room in rooms}
    found = await bookings_between(window, to=to, rooms=keys)
    uses = RoomUse.filter(
        booking_id__in=[each.booking.id for each in found],
        meeting_id__in=Subquery(visible_to(to).values("id")),
    )
    titles = {
        booking: (str(meeting), str(title))
        for booking, meeting, title in await uses.values_list(
            "booking_id", "meeting_id", "meeting__title"
        )
    }
    by_room: defaultdict[UUID, list[Taken]] = defaultdict(list)
    for each in found:
        by_room[each.booking.room_id].append(_taken(each, titles.get(each.booking.id)))
    return by_room


def _taken(seen: Seen, meeting: tuple[str, str] | None) -> Taken:
    if meeting is not None:
        key, title = meeting
        return Taken(seen.booking, title, f"/meetings/{key}")
    opens = seen.own or seen.keeps
    return Taken(seen.booking, seen.purpose, f"/rooms/bookings/{seen.booking.id}" if opens else "")
