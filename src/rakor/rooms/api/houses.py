"""Buildings and rooms for programs."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.rooms import operations, queries
from rakor.rooms.models import Building, Equipment, Room
from rakor.rooms.queries import Search
from rakor.rooms.rules import (
    BuildingChanges,
    BuildingFacts,
    EquipmentKind,
    EquipmentRow,
    EquipmentRows,
    RoomChanges,
    RoomFacts,
    Seating,
    Span,
    check_span,
)
from rakor.rooms.rules.facts import Moment
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Line, Shape, Written


class BuildingAnswer(Written):
    """A building; `agency` is the code of the one that owns it."""

    id: UUID
    revision: int
    name: str
    agency: str
    address: str
    region: str
    timezone: str


class BuildingItems(Items):
    """One page of the buildings."""

    items: list[BuildingAnswer]


class RoomAnswer(Written):
    """A room; `plans` are its seats by how they stand, `owner` decides on its bookings."""

    id: UUID
    revision: int
    building: UUID
    owner: str
    name: str
    floor: str
    seats: int
    plans: dict[Seating, int]
    video: str
    wheelchair: bool
    set_up_minutes: int
    clean_up_minutes: int
    needs_approval: bool
    closed: bool


class RoomItems(Items):
    """The rooms that have what is wanted; they come whole, so `next` is null."""

    items: list[RoomAnswer]


class EquipmentAnswer(Answer, EquipmentRow):
    """So many of a kind; without a room, movable within the building."""


class EquipmentItems(Items):
    """All that a building has; it comes whole, so `next` is null."""

    items: list[EquipmentAnswer]


class Nothing(Shape):
    """An act without particulars."""


class RoomQuestion(Shape):
    """Which rooms: by name, seats, what they have, and those free from one moment to another."""

    q: Annotated[Line, Field(max_length=100)] = ""
    seats: Annotated[int, Field(ge=0, le=100_000)] = 0
    seating: Seating | None = None
    equipment: EquipmentKind | None = None
    video: bool = False
    wheelchair: bool = False
    free_from: Moment | None = None
    free_until: Moment | None = None

    def search(self) -> Search:
        free = None
        if self.free_from and self.free_until:
            check_span(self.free_from, self.free_until)
            free = Span(self.free_from, self.free_until)
        return Search(
            self.q,
            self.seats,
            self.seating,
            {self.equipment: 1} if self.equipment else {},
            self.video,
            self.wheelchair,
            free,
        )


def building_answer(row: Building) -> BuildingAnswer:
    return BuildingAnswer(
        id=row.id,
        revision=row.revision,
        name=row.name,
        agency=row.agency.code,
        address=row.address,
        region=row.region,
        timezone=row.timezone,
    )


def room_answer(row: Room) -> RoomAnswer:
    return RoomAnswer(
        id=row.id,
        revision=row.revision,
        building=row.building_id,
        owner=row.owner.code,
        name=row.name,
        floor=row.floor,
        seats=row.seats,
        plans={Seating(plan): count for plan, count in row.plans.items()},
        video=row.video,
        wheelchair=row.wheelchair,
        set_up_minutes=row.set_up_minutes,
        clean_up_minutes=row.clean_up_minutes,
        needs_approval=row.needs_approval,
        closed=row.closed,
    )


def key_of(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


async def list_buildings(request: Request) -> Response:
    page = await page_of(queries.buildings(), query_of(request, Paging), newest_first=False)
    return answer(BuildingItems(items=[building_answer(row) for row in page], next=page.next))


async def add_building(request: Request) -> Response:
    building = await operations.add_building(await read(request, BuildingFacts), by=request.user)
    return answer(building_answer(building), 201)


async def show_building(request: Request) -> Response:
    return answer(building_answer(await queries.find_building(key_of(request))))


async def change_building(request: Request) -> Response:
    building = await operations.change_building(
        key_of(request),
        await read(request, BuildingChanges),
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(building_answer(building))


async def list_equipment(request: Request) -> Response:
    building = await queries.find_building(key_of(request))
    return answer(_equipment(await queries.equipment_of(building.id)))


async def keep_equipment(request: Request) -> Response:
    rows = await read(request, EquipmentRows)
    await operations.keep_equipment(key_of(request), rows, by=request.user)
    return answer(_equipment(await queries.equipment_of(key_of(request))))


def _equipment(rows: list[Equipment]) -> EquipmentItems:
    items = [EquipmentAnswer(kind=row.kind, count=row.count, room=row.room_id) for row in rows]
    return EquipmentItems(items=items)


async def list_rooms(request: Request) -> Response:
    found = await queries.rooms_found(query_of(request, RoomQuestion).search())
    return answer(RoomItems(items=[room_answer(row) for row in found]))


async def add_room(request: Request) -> Response:
    room = await operations.add_room(await read(request, RoomFacts), by=request.user)
    return answer(room_answer(room), 201)


async def show_room(request: Request) -> Response:
    return answer(room_answer(await queries.find_room(key_of(request))))


async def change_room(request: Request) -> Response:
    room = await operations.change_room(
        key_of(request),
        await read(request, RoomChanges),
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(room_answer(room))


async def close_room(request: Request) -> Response:
    return answer(room_answer(await operations.close_room(key_of(request), by=request.user)))


async def open_room(request: Request) -> Response:
    return answer(room_answer(await operations.open_room(key_of(request), by=request.user)))


HOUSE = "/buildings/{id:uuid}"
ROOM = "/rooms/{id:uuid}"
CHANGED = (404, 409, 412)

endpoints = [
    Endpoint(
        "GET", "/buildings", list_buildings, "List buildings", asks=Paging, gives=BuildingItems
    ),
    Endpoint(
        "POST",
        "/buildings",
        add_building,
        "Add a building",
        takes=BuildingFacts,
        gives=BuildingAnswer,
        status=201,
    ),
    Endpoint("GET", HOUSE, show_building, "Show a building", gives=BuildingAnswer),
    Endpoint(
        "PATCH",
        HOUSE,
        change_building,
        "Change a building",
        takes=BuildingChanges,
        gives=BuildingAnswer,
        refuses=CHANGED,
    ),
    Endpoint(
        "GET",
        HOUSE + "/equipment",
        list_equipment,
        "List what stands in a building",
        gives=EquipmentItems,
    ),
    Endpoint(
        "PUT",
        HOUSE + "/equipment",
        keep_equipment,
        "Say all that stands in a building, anew",
        takes=EquipmentRows,
        gives=EquipmentItems,
    ),
    Endpoint(
        "GET",
        "/rooms",
        list_rooms,
        "List rooms that have what is wanted and are free",
        asks=RoomQuestion,
        gives=RoomItems,
    ),
    Endpoint(
        "POST", "/rooms", add_room, "Add a room", takes=RoomFacts, gives=RoomAnswer, status=201
    ),
    Endpoint("GET", ROOM, show_room, "Show a room", gives=RoomAnswer),
    Endpoint(
        "PATCH",
        ROOM,
        change_room,
        "Change a room",
        takes=RoomChanges,
        gives=RoomAnswer,
        refuses=CHANGED,
    ),
    Endpoint(
        "POST",
        ROOM + "/close",
        close_room,
        "Take no more bookings for a room",
        takes=Nothing,
        gives=RoomAnswer,
    ),
    Endpoint(
        "POST",
        ROOM + "/open",
        open_room,
        "Take bookings for a room again",
        takes=Nothing,
        gives=RoomAnswer,
    ),
]
