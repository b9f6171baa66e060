"""Where the meetings of a scenario are held: buildings and rooms of the register."""

from uuid import UUID

from rakor.demo.story import Story
from rakor.errors import Invalid
from rakor.rooms import operations as rooms
from rakor.rooms.models import Building, Room
from rakor.rooms.rules import BuildingFacts, RoomFacts
from rakor.words import _


async def build(story: Story) -> None:
    """Have the buildings of a scenario with their rooms; what is there already is left alone."""
    for house in story.houses:
        if await Building.filter(name=house.name, agency__code=house.agency).exists():
            continue
        facts = BuildingFacts(name=house.name, agency=house.agency, address=house.address)
        building = await rooms.add_building(facts, by=None)
        for hall in house.rooms:
            said = {**hall.model_dump(), "building": building.id}
            await rooms.add_room(RoomFacts.model_validate(said), by=None)


async def room_named(name: str) -> UUID:
    """A room of the register. Refuses (Invalid) a name that no room has."""
    room = await Room.filter(name=name).first()
    if room is None:
        raise Invalid(_("Ruang {name} belum ada.").format(name=name))
    return room.id
