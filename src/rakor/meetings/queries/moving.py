"""What another time for a meeting would mean, before anybody decides it."""

from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from rakor.accounts.models import User
from rakor.meetings.models import Meeting, RoomUse
from rakor.meetings.queries.asked import asked_to
from rakor.meetings.queries.checks import checks_of
from rakor.meetings.rules import Day, Mode, State, check_movable, check_times
from rakor.rooms.queries import find_room, free_rooms
from rakor.rooms.queries.alternatives import around, busy_in
from rakor.rooms.rules import Span, blocked, first_taken
from rakor.words import _, dates


@dataclass(frozen=True, slots=True)
class Effect:
    """What a new time would do: who would be told, what there is to think of, where it collides.

    `room` says that the room is taken then, `instead` which others are free; `booked` is the room
    that goes along. Of the time that it has now nothing is said.
    """

    starts_at: datetime
    ends_at: datetime
    moved: bool
    agencies: int = 0
    seats: int = 0
    thoughts: list[str] = field(default_factory=list)
    room: str = ""
    instead: list[str] = field(default_factory=list)
    booked: str = ""


def at_time(meeting: Meeting, day: Day | None, starts_at: datetime, ends_at: datetime) -> Meeting:
    """The meeting as if it were held then, and only then; it is nowhere stored."""
    then = copy(meeting)
    then.starts_at, then.ends_at, then.recurrence = starts_at, ends_at, ""
    if day is not None and (day.room or day.venue_name):
        then.room, then.venue_name = day.room, day.venue_name
        then.venue_region = day.venue_region
    return then


async def effect_of(
    meeting: Meeting, day: Day | None, starts_at: datetime, ends_at: datetime, *, to: User
) -> Effect:
    """What it would mean to hold a meeting, or one day of a series, at another time.

    Thoughts are the checks that the new time has and the present one has not. Refuses (Conflict) a
    meeting that cannot be moved any more, and (Invalid) times that make no sense.
    """
    check_movable(meeting.state)
    check_times(starts_at, ends_at)
    now = day or Day(meeting.starts_at, meeting.starts_at, meeting.ends_at)
    if (starts_at, ends_at) == (now.starts_at, now.ends_at):
        return Effect(starts_at, ends_at, moved=False)
    present = at_time(meeting, day, now.starts_at, now.ends_at)
    known = {each.says for each in await checks_of(present, to=to)}
    then = await checks_of(at_time(meeting, day, starts_at, ends_at), to=to)
    told = meeting.state is not State.DRAFT
    agencies, seats = await asked_to(meeting.id) if told else (0, 0)
    thoughts = [each.says for each in then if each.says not in known]
    effect = Effect(starts_at, ends_at, True, agencies, seats, thoughts)
    return await _with_room(effect, meeting, now)


async def _with_room(effect: Effect, meeting: Meeting, day: Day) -> Effect:
    """Whether the room of the register is free then, apart from what this day has of it."""
    elsewhere = bool(day.room or day.venue_name)
    if meeting.register_room_id is None or meeting.mode is Mode.ONLINE or elsewhere:
        return effect
    room = await find_room(meeting.register_room_id)
    own = await RoomUse.filter(meeting_id=meeting.id, recurrence_id=day.recurrence_id).values_list(
        "booking_id", flat=True
    )
    mine = {UUID(str(key)) for key in own}
    span = Span(effect.starts_at, effect.ends_at)
    busy = (await busy_in([room.id], around([span]), mine))[room.id]
    taken = first_taken([blocked(*span, *room.around)], [row.span for row in busy])
    if not taken:
        return replace(effect, booked=room.name)
    row = busy[taken[0][1]]
    time = dates.day_and_time(row.starts_at, row.ends_at, room.building.timezone)
    sentence = _("Ruang {room} sudah dipakai {agency} pada {time}.")
    plan = room.plans.get(meeting.seating.value, room.seats) if meeting.seating else room.seats
    others = await free_rooms(room, [span], plan, {}, mine)
    return replace(
        effect,
        room=sentence.format(room=room.name, agency=row.agency.name, time=time),
        instead=[each.name for each in others],
    )
