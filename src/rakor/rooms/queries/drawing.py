"""The register of rooms as it is drawn: a page of rooms with what stands in each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from rakor.accounts.models import User
from rakor.rooms.models import Equipment, Room
from rakor.rooms.queries.rooms import WITH_ALL, buildings

PAGE = 40


@dataclass(slots=True)
class RoomPage:
    """Some rooms of the register with their equipment, and the buildings to choose from."""

    rooms: list[Room]
    more: bool
    houses: list[tuple[str, str]]
    equipment: dict[UUID, list[Equipment]] = field(default_factory=dict)


async def page_of_rooms(user: User, *, building: UUID | None = None, page: int = 1) -> RoomPage:
    """The rooms that take bookings, those of one's own agency first; four queries.

    Of one building or of all, by building and name.
    """
    asked = Room.filter(closed=False)
    if building is not None:
        asked = asked.filter(building_id=building)
    names = await asked.values_list(
        "id", "owner_id", "building__agency_id", "building__name", "name"
    )
    ordered = sorted(names, key=lambda row: (user.agency_id not in row[1:3], *row[3:], str(row[0])))
    here = [row[0] for row in ordered[(page - 1) * PAGE : page * PAGE]]
    found = {row.id: row for row in await Room.filter(id__in=here).select_related(*WITH_ALL)}
    rooms = [found[key] for key in here]
    houses = await buildings().order_by("name", "id").values_list("id", "name")
    return RoomPage(
        rooms,
        len(ordered) > page * PAGE,
        [(str(key), str(name)) for key, name in houses],
        await _equipment_in(here),
    )


async def _equipment_in(rooms: Sequence[UUID]) -> dict[UUID, list[Equipment]]:
    """What stands in each of these rooms."""
    found: defaultdict[UUID, list[Equipment]] = defaultdict(list)
    for row in await Equipment.filter(room_id__in=list(rooms)).order_by("kind", "id"):
        if row.room_id is not None:
            found[row.room_id].append(row)
    return found
