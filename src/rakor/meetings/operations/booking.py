"""The room of a meeting: held with its draft, booked when it is published, moved and freed with it.

All of it is in the transaction of the act on the meeting: either the meeting is then and there, or
nothing changed and it is said what collides.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.queries import region_names
from rakor.errors import Invalid, NotFound
from rakor.meetings import queries, rules
from rakor.meetings.models import Meeting, RoomUse
from rakor.meetings.rules import Day, Mode, State, Window
from rakor.rooms import operations as rooms
from rakor.rooms.models import Booking, Room
from rakor.rooms.operations.booking import HOLD
from rakor.rooms.operations.placing import lock_rooms
from rakor.rooms.queries import find_room
from rakor.rooms.rules import LIVE, BookingState, Span, seats_in
from rakor.words import _

# So far ahead, from its first day, a series is booked; what comes after with its next change.
AHEAD = timedelta(days=366)
# Changes of a meeting after which its room is looked at again.
MATTERS = frozenset(
    {
        "starts_at",
        "ends_at",
        "timezone",
        "recurrence",
        "register_room",
        "seating",
        "mode",
        "title",
        "security_class",
        "organizer",
    }
)
HOLDS = frozenset({State.DRAFT, State.SCHEDULED, State.IN_PROGRESS})
# What people read of a room, and the columns that say it.
WRITTEN = ("room", "venue_name", "venue_address", "venue_region")


async def choose_room(meeting: Meeting, room_id: UUID | None, typed: Collection[str]) -> None:
    """Give a meeting a room of the register, or none; its name and house become what people read.

    What was `typed` anew beside it stays as it was typed. Refuses (Invalid) a room that is not
    there or closed.
    """
    meeting.register_room_id = room_id
    if room_id is None:
        meeting.seating = None  # type: ignore[assignment]
        return
    try:
        room = await find_room(room_id)
    except NotFound:
        raise Invalid.field("register_room", _("Ruang ini tidak ada.")) from None
    if room.closed:
        raise Invalid.field("register_room", _("Ruang ini sudah ditutup."))
    seats_in(room.seats, room.plans, meeting.seating)
    for name, value in zip(WRITTEN, await _said(room), strict=True):
        if name not in typed:
            setattr(meeting, name, value)


async def _said(room: Room) -> tuple[str, str, str, str]:
    """The room as letters and calendars name it: itself, its house, where that is."""
    house = room.building
    name = ", ".join(filter(None, (room.name, room.floor)))[:120]
    region = (await region_names([house.region])).get(house.region, "")[:100]
    return name, house.name, house.address, region


def typed_over(meeting: Meeting, columns: Mapping[str, Any]) -> set[str]:
    """What was written about the place that is neither empty nor what stands there already."""
    return {
        name for name in WRITTEN if columns.get(name) and columns[name] != getattr(meeting, name)
    }


async def settle_rooms(meeting: Meeting, *, by: User, cleared: bool = False) -> None:
    """Make the bookings agree with the days of a meeting: new, moved, freed.

    `cleared` says that it had a room until now. Refuses (Conflict) when others have the room on one
    of these days, saying on which and what is free instead.
    """
    if meeting.register_room_id is None and not cleared:
        return
    uses = await RoomUse.filter(meeting_id=meeting.id).select_related("booking").order_by("id")
    days, now = await _days(meeting), datetime.now(UTC)
    known = [use for use in uses if use.booking.ends_at > now or not meeting.recurrence]
    pairs, gone = _paired(known, days)
    await lock_rooms([meeting.register_room_id, *(use.booking.room_id for use in known)])
    for use in known:
        await use.booking.refresh_from_db()
    await rooms.release([use.booking for use in gone], by=by)
    await _book(meeting, pairs, by=by)
    ids = [use.id for use in gone if use.booking.ends_at > now]
    if ids:
        await RoomUse.filter(id__in=ids).delete()


async def _days(meeting: Meeting) -> list[Day]:
    """The days on which the meeting needs its room: those to come, and the only one of another.

    A day that is held elsewhere needs none.
    """
    wants = meeting.register_room_id is not None and meeting.mode is not Mode.ONLINE
    if not wants or meeting.state not in HOLDS:
        return []
    now = datetime.now(UTC)
    window = Window(now, max(now, meeting.starts_at) + AHEAD)
    found = await queries.days_of(meeting, window)
    coming = meeting.recurrence or meeting.state is State.DRAFT
    return [
        day
        for day in found
        if day.takes_place
        and not (day.room or day.venue_name)
        and (day.ends_at > now or not coming)
    ]


def _paired(
    uses: list[RoomUse], days: list[Day]
) -> tuple[list[tuple[Day, RoomUse | None]], list[RoomUse]]:
    """Each day with what it was booked by: its own, else the first that has lost its day."""
    own = {use.recurrence_id: use for use in uses}
    wanted = {day.recurrence_id for day in days}
    left = [use for use in uses if use.recurrence_id not in wanted]
    pairs: list[tuple[Day, RoomUse | None]] = []
    for day in days:
        use = own.get(day.recurrence_id)
        pairs.append((day, use or (left.pop(0) if left else None)))
    return pairs, left


async def _book(meeting: Meeting, pairs: list[tuple[Day, RoomUse | None]], *, by: User) -> None:
    """Book what is not yet as it should be, all of it or nothing."""
    if meeting.register_room_id is None:
        return
    then = BookingState.HELD if meeting.state is State.DRAFT else BookingState.ASKED
    about = _about(meeting)
    wanted: list[tuple[Day, RoomUse | None, rooms.Wish]] = []
    for day, use in pairs:
        row = use.booking if use else None
        if row is not None and _stays(row, meeting, day, about, then):
            continue
        live = row if row is not None and row.state in LIVE else None
        wanted.append((day, use, rooms.Wish(Span(day.starts_at, day.ends_at), live)))
    wishes = [wish for _day, _use, wish in wanted]
    rows = await rooms.place(meeting.register_room_id, wishes, about, then, by=by)
    await RoomUse.filter(id__in=[use.id for _day, use, _wish in wanted if use]).delete()
    for (day, _use, _wish), row in zip(wanted, rows, strict=True):
        await RoomUse.create(
            meeting_id=meeting.id, recurrence_id=day.recurrence_id, booking_id=row.id
        )


def _stays(
    row: Booking, meeting: Meeting, day: Day, about: rooms.About, then: BookingState
) -> bool:
    """Whether a booking is as it should be; one that was refused is not asked for again."""
    there = (row.room_id, row.starts_at, row.ends_at)
    if there != (meeting.register_room_id, day.starts_at, day.ends_at):
        return False
    if row.state is BookingState.REFUSED:
        return True
    said = (row.purpose, row.agency_id, row.seating)
    if said != (about.purpose, about.agency_id, about.seating):
        return False
    booked = (BookingState.ASKED, BookingState.BOOKED)
    return row.state is then if then is BookingState.HELD else row.state in booked


def _about(meeting: Meeting) -> rooms.About:
    closed = meeting.security_class in rules.NAMED_ONLY
    return rooms.About(
        # Whoever keeps the room need not know of a meeting that only those who are named know.
        _("Rapat tertutup") if closed else meeting.title,
        meeting.organizer.id,
        seating=meeting.seating,
        follows_plan=True,
        hold_until=datetime.now(UTC) + HOLD,
    )
