"""Buildings and rooms, which everybody who is signed in may look up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.rooms.models import Building, Equipment, Room
from rakor.rooms.queries.alternatives import has_all, without_room
from rakor.rooms.rules import EquipmentKind, Seating, Span
from rakor.words import _

WITH_ALL = ("building__agency", "owner")
MOST = 500


@dataclass(frozen=True, slots=True)
class Search:
    """What a room must have to be found."""

    q: str = ""
    seats: int = 0
    seating: Seating | None = None
    equipment: Mapping[EquipmentKind, int] = field(default_factory=dict)
    video: bool = False
    wheelchair: bool = False
    free: Span | None = None


def buildings() -> QuerySet[Building]:
    """All buildings with the agency that owns each."""
    return Building.all().select_related("agency")


async def find_building(building_id: UUID) -> Building:
    """A building with its agency; NotFound for any other."""
    found = await buildings().get_or_none(id=building_id)
    if found is None:
        raise NotFound(_("Gedung ini tidak ada."))
    return found


def rooms(q: str = "") -> QuerySet[Room]:
    """All rooms with building and owner; in whose names every word of `q` occurs."""
    found = Room.all().select_related(*WITH_ALL)
    for word in q.split()[:8]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(building__name__icontains=word)
            | Q(building__agency__short_name__icontains=word)
        )
    return found


async def find_room(room_id: UUID) -> Room:
    """A room with building and owner; NotFound for any other."""
    found = await rooms().get_or_none(id=room_id)
    if found is None:
        raise NotFound(_("Ruang ini tidak ada."))
    return found


async def rooms_found(search: Search) -> list[Room]:
    """The rooms that have all that is wanted, by house and name; three queries for any number."""
    found = rooms(search.q).filter(seats__gte=search.seats)
    if search.wheelchair:
        found = found.filter(wheelchair=True)
    if search.video:
        found = found.exclude(video="")
    if search.free is not None:
        found = found.filter(closed=False)
    rows = list(await found.order_by("building__name", "name", "id").limit(MOST))
    if search.seating is not None:
        plan = search.seating.value
        rows = [row for row in rows if row.plans.get(plan, 0) >= max(search.seats, 1)]
    if search.equipment:
        rows = await has_all(rows, search.equipment)
    return await without_room(rows, [search.free]) if search.free else rows


async def equipment_of(building_id: UUID) -> list[Equipment]:
    """All that a building has, what is movable last."""
    rows = Equipment.filter(building_id=building_id).select_related("room")
    return sorted(
        await rows, key=lambda row: (row.room is None, row.room and row.room.name, row.id)
    )


async def room_choices(user: User, now: UUID | None = None) -> list[tuple[str, str]]:
    """Rooms for a form to choose from as (key, name): those of one's own agency first.

    One that is closed is offered only where it is chosen already.
    """
    rows = await rooms().filter(Q(closed=False) | Q(id=now)).order_by("building__name", "name")

    def place(room: Room) -> bool:
        return user.agency_id not in (room.owner_id, room.building.agency_id)

    return [
        (
            str(room.id),
            _("{room}, {building} ({seats} kursi)").format(
                room=room.name, building=room.building.name, seats=room.seats
            ),
        )
        for room in sorted(rows, key=place)
    ]
