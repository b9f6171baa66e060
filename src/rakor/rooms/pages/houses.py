"""Forms of keepers: a building with what stands in it, a room."""

from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.pages.agencies import zone_choices
from rakor.directory.pages.ground import Filled
from rakor.directory.queries import agency_meant, agency_options, region_meant, region_options
from rakor.errors import Forbidden
from rakor.rooms import operations, queries, rules
from rakor.rooms.models import Building, Room
from rakor.rooms.pages.ground import ONE, equipment_kinds, key_of
from rakor.rooms.rules import (
    BuildingChanges,
    BuildingFacts,
    EquipmentRows,
    RoomChanges,
    RoomFacts,
    Seating,
)
from rakor.rooms.rules.facts import Minutes, Seats
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, read
from rakor.web.shapes import Line, Shape
from rakor.words import _

SPARE = 3


class BuildingForm(Filled):
    """The form of a building; owner and region are typed by code or name."""

    name: Annotated[Line, Field(min_length=1, max_length=200)]
    agency: Annotated[Line, Field(max_length=200)] | None = None
    address: Annotated[Line, Field(max_length=300)] = ""
    region: Annotated[Line, Field(max_length=120)] = ""
    timezone: Line | None = None

    async def meant(self) -> dict[str, Any]:
        region = await region_meant(self.region) if self.region else ""
        zone = {"timezone": self.timezone} if self.timezone else {}
        return {"name": self.name, "address": self.address, "region": region, **zone}


class RoomForm(Filled):
    """The form of a room; a plan that is left open is one the room does not have."""

    name: Annotated[Line, Field(min_length=1, max_length=120)]
    floor: Annotated[Line, Field(max_length=40)] = ""
    seats: Seats
    plans: dict[Seating, Line] = Field(default_factory=dict)
    video: Annotated[Line, Field(max_length=200)] = ""
    wheelchair: bool = False
    set_up_minutes: Minutes = 0
    clean_up_minutes: Minutes = 0
    needs_approval: bool = False
    owner: Annotated[Line, Field(max_length=200)] | None = None

    async def meant(self) -> dict[str, Any]:
        said = self.model_dump(exclude={"revision", "plans", "owner"})
        said["plans"] = {plan.value: count for plan, count in self.plans.items() if count}
        if self.owner:
            said["owner"] = (await agency_meant(self.owner, "owner")).code
        return said


async def new_building(request: Request) -> Response:
    return await _building(request, None)


async def _building(request: Request, building: Building | None) -> Response:
    """The form of a building; a keeper of none is told so."""
    if building is None and not request.user.keeps_directory:
        raise Forbidden(_("Hanya pengelola instansi pemilik yang mengubah ruangnya."))
    rows = await queries.equipment_of(building.id) if building else []
    rooms = await queries.rooms().filter(building_id=building.id) if building else []
    if building is not None:
        rules.check_keeps(request.user, building.agency)
    return show(
        request,
        "rooms/building.html",
        building=building,
        rooms=rooms,
        agencies=await agency_options("", 20),
        regions=await region_options(),
        zones=zone_choices(building.timezone if building else settings().timezone),
        rows=[(row.kind.value, row.count, row.room_id or "") for row in rows]
        + [("", "", "")] * SPARE,
        kinds=equipment_kinds(),
    )


async def add_building(request: Request) -> Response:
    said = await read(request, BuildingForm)
    given = await said.meant()
    if said.agency:
        given["agency"] = (await agency_meant(said.agency, "agency")).code
    building = await operations.add_building(checked(BuildingFacts, given), by=request.user)
    return see(f"/rooms/buildings/{building.id}", _("Gedung ditambahkan. Tambahkan ruangnya."))


async def edit_building(request: Request) -> Response:
    return await _building(request, await queries.find_building(key_of(request)))


async def change_building(request: Request) -> Response:
    said = await read(request, BuildingForm)
    changes = checked(BuildingChanges, await said.meant())
    await operations.change_building(
        key_of(request), changes, revision=said.revision, by=request.user
    )
    return see(f"/rooms/buildings/{key_of(request)}", _("Perubahan disimpan."))


class TypedRow(Shape):
    """One row of the form of equipment."""

    kind: Line = ""
    count: Line = ""
    room: Line = ""


class TypedRows(Shape):
    """The rows of the form; blank ones count for nothing."""

    items: dict[str, TypedRow] = Field(default_factory=dict)


async def keep_equipment(request: Request) -> Response:
    typed = await read(request, TypedRows)
    rows = [
        {"kind": row.kind, "count": row.count or "1", "room": row.room or None}
        for _place, row in sorted(typed.items.items(), key=lambda each: int(each[0]))
        if row.kind
    ]
    said = checked(EquipmentRows, {"items": rows})
    await operations.keep_equipment(key_of(request), said, by=request.user)
    return see(f"/rooms/buildings/{key_of(request)}#perlengkapan", _("Perubahan disimpan."))


async def new_room(request: Request) -> Response:
    building = await queries.find_building(key_of(request))
    rules.check_keeps(request.user, building.agency)
    return await _room(request, building, None)


async def _room(request: Request, building: Building, room: Room | None) -> Response:
    typed = room.plans if room else {}
    return show(
        request,
        "rooms/room_form.html",
        building=building,
        room=room,
        agencies=await agency_options("", 20),
        plans=[
            (plan.value, word, typed.get(plan.value, "")) for plan, word in rules.SEATINGS.items()
        ],
    )


async def add_room(request: Request) -> Response:
    said = await read(request, RoomForm)
    facts = checked(RoomFacts, {**await said.meant(), "building": key_of(request)})
    room = await operations.add_room(facts, by=request.user)
    return see(f"/rooms/{room.id}", _("Ruang ditambahkan."))


async def edit_room(request: Request) -> Response:
    room = await queries.find_room(key_of(request))
    if not rules.keeps(request.user, room.owner):
        rules.check_keeps(request.user, room.building.agency)
    return await _room(request, room.building, room)


async def change_room(request: Request) -> Response:
    said = await read(request, RoomForm)
    changes = checked(RoomChanges, await said.meant())
    await operations.change_room(key_of(request), changes, revision=said.revision, by=request.user)
    return see(f"/rooms/{key_of(request)}", _("Perubahan disimpan."))


async def close_room(request: Request) -> Response:
    await operations.close_room(key_of(request), by=request.user)
    return see(f"/rooms/{key_of(request)}", _("Ruang ditutup."))


async def open_room(request: Request) -> Response:
    await operations.open_room(key_of(request), by=request.user)
    return see(f"/rooms/{key_of(request)}", _("Ruang dibuka lagi."))


HOUSE = "/rooms/buildings/{id:uuid}"

routes: list[BaseRoute] = [
    *form("/rooms/buildings/new", new_building, add_building),
    *form(HOUSE, edit_building, change_building),
    act(HOUSE + "/equipment", keep_equipment),
    *form(HOUSE + "/rooms", new_room, add_room),
    *form(ONE + "/edit", edit_room, change_room),
    act(ONE + "/close", close_room),
    act(ONE + "/open", open_room),
]
