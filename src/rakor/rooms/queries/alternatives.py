"""What is free instead: other rooms at that time, and other times of that room."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q

from rakor.rooms.models import Booking, Equipment, Room
from rakor.rooms.rules import (
    LIVE,
    LOOKED,
    EquipmentKind,
    Span,
    blocked,
    first_taken,
    nearest,
    next_free,
)

# So much further than a meeting a booking may reach, by the minutes to set up and to clean.
WIDEST = timedelta(hours=12)
NEAR = 200


async def busy_in(
    rooms: Iterable[UUID], window: Span, but: Collection[UUID] = ()
) -> dict[UUID, list[Booking]]:
    """The bookings that stand in these rooms and touch a span; one query.

    A hold whose time is over does not stand, also before the clock has seen it.
    """
    found: dict[UUID, list[Booking]] = {key: [] for key in rooms}
    rows = Booking.filter(
        ~Q(state="held", hold_until__lte=datetime.now(UTC)),
        room_id__in=list(found),
        state__in=list(LIVE),
        blocked_from__lt=window.until,
        blocked_until__gt=window.since,
    )
    for row in await rows.select_related("agency").order_by("blocked_from", "id"):
        if row.id not in but:
            found[row.room_id].append(row)
    return found


def around(spans: Sequence[Span]) -> Span:
    """All that the bookings of these meetings may touch."""
    return Span(min(spans).since - WIDEST, max(each.until for each in spans) + WIDEST)


async def without_room(
    rooms: Sequence[Room], spans: Sequence[Span], but: Collection[UUID] = ()
) -> list[Room]:
    """Those of these rooms that are free at all of these times."""
    if not rooms:
        return []
    busy = await busy_in((room.id for room in rooms), around(spans), but)

    def free(room: Room) -> bool:
        wanted = [blocked(*span, *room.around) for span in spans]
        return not first_taken(wanted, [row.span for row in busy[room.id]])

    return [room for room in rooms if free(room)]


async def has_all(rooms: Sequence[Room], wanted: Mapping[EquipmentKind, int]) -> list[Room]:
    """Those of these rooms that have the equipment, or to which their house can bring it."""
    houses = {room.building_id for room in rooms}
    rows = await Equipment.filter(building_id__in=list(houses), kind__in=list(wanted))

    def count(room: Room, kind: EquipmentKind) -> int:
        return sum(
            row.count
            for row in rows
            if row.kind == kind
            and (
                row.room_id == room.id
                or (row.room_id is None and row.building_id == room.building_id)
            )
        )

    return [room for room in rooms if all(count(room, kind) >= n for kind, n in wanted.items())]


async def free_rooms(
    room: Room,
    spans: Sequence[Span],
    seats: int,
    equipment: Mapping[EquipmentKind, int],
    but: Collection[UUID] = (),
) -> list[Room]:
    """Up to three rooms that would do instead at all of these times: in the same house first, then
    of the same agency or region, the nearest in size.
    """
    house = room.building
    near = Q(building_id=house.id) | Q(building__agency_id=house.agency_id)
    if house.region:
        near |= Q(building__region=house.region)
    found = Room.filter(near, closed=False, seats__gte=seats).exclude(id=room.id)
    rows = await found.select_related("building").order_by("seats", "id").limit(NEAR)
    rows = await has_all(rows, equipment) if equipment else list(rows)
    return nearest(
        await without_room(rows, spans, but),
        size=lambda each: each.seats,
        here=lambda each: each.building_id == house.id,
        wanted=seats,
    )


async def free_times(room: Room, span: Span, but: Collection[UUID] = ()) -> list[Span]:
    """The next times at which this room is free for as long; its building is loaded."""
    window = Span(span.since - WIDEST, span.until + LOOKED + WIDEST)
    busy = (await busy_in([room.id], window, but))[room.id]
    taken = [row.span for row in busy]
    return next_free(span, taken, room.building.timezone, around=room.around)
