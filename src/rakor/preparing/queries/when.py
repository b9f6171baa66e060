"""When the next meeting could be, and whether its room is free then."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rakor.directory.queries import calendar_between, today
from rakor.errors import NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import region_of
from rakor.meetings.rules import Mode
from rakor.preparing.rules import Proposed, proposals
from rakor.rooms.models import Room
from rakor.rooms.queries import find_room
from rakor.rooms.queries.alternatives import free_rooms, without_room
from rakor.rooms.rules import Span
from rakor.words.dates import zone

# No proposal is further from today, or from the earlier meeting, than this.
REACH = timedelta(days=240)


@dataclass(frozen=True, slots=True)
class RoomThen:
    """The room of the earlier meeting at another time, and what is free instead."""

    room: Room
    free: bool
    others: list[Room] = field(default_factory=list)


async def next_times(meeting: Meeting) -> list[Proposed]:
    """Times for the meeting after this one, holidays avoided."""
    first = max(today(), meeting.starts_at.astimezone(zone(meeting.timezone)).date())
    calendar = await calendar_between(first, first + REACH)
    region = await region_of(meeting)
    return proposals(
        meeting.starts_at, meeting.ends_at, meeting.timezone, calendar, region, today()
    )


async def room_then(meeting: Meeting, starts: datetime, ends: datetime) -> RoomThen | None:
    """Whether the room of a meeting is free at another time; None where it had none."""
    if meeting.register_room_id is None or meeting.mode is Mode.ONLINE or ends <= starts:
        return None
    try:
        room = await find_room(meeting.register_room_id)
    except NotFound:
        return None
    span = Span(starts, ends)
    if not room.closed and await without_room([room], [span]):
        return RoomThen(room, free=True)
    return RoomThen(room, free=False, others=await free_rooms(room, [span], 0, {}))
