"""Who is connected to each meeting, told to everybody who follows it at most once a second."""

import asyncio
import logging
from collections.abc import Callable, Iterable

from rakor.live import queries
from rakor.live.socket.room import Room
from rakor.live.socket.wire import frame

CLOCK = 1.0  # seconds

log = logging.getLogger(__name__)


async def tell_presence(rooms: Callable[[], Iterable[Room]]) -> None:
    """Until cancelled: whoever follows a meeting is told how many others do when that changes."""
    while True:
        await asyncio.sleep(CLOCK)
        for room in list(rooms()):
            if not room.presence_changed:
                continue
            try:
                await _tell(room)
            except Exception as error:
                log.warning("Who is present cannot be read, trying again: %s", error)


async def _tell(room: Room) -> None:
    room.presence_changed = False
    here = list(room.members)
    people = {member.user.id for member in here}
    inside = await queries.in_the_room(room.meeting_id, people)
    agencies = {member.user.agency_id for member in here} - {None}
    message = frame(
        t="presence",
        count=len(here),
        room=inside,
        online=len(people) - inside,
        agencies=len(agencies),
    )
    for member in room.members:
        if member.ready:
            member.give(message)
