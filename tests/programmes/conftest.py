"""A programme over two days with a meeting on each, and a house with rooms."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.programmes import operations
from rakor.programmes.models import Programme
from rakor.programmes.rules import LinkFacts, ProgrammeFacts
from rakor.rooms import operations as rooms
from rakor.rooms.models import Room
from rakor.rooms.rules import BuildingFacts, RoomFacts

FIRST = date(2031, 4, 1)
NINE = datetime(2031, 4, 1, 2, tzinfo=UTC)  # 09.00 WIB
HOUR = timedelta(hours=1)


@pytest.fixture
async def hall(bpsdm: Agency) -> Room:
    house = BuildingFacts(name="Gedung F", agency="BPSDM", region="31", timezone="Asia/Jakarta")
    building = await rooms.add_building(house, by=None)
    facts = RoomFacts(building=building.id, name="Aula", seats=200)
    return await rooms.add_room(facts, by=None)


@pytest.fixture
async def programme(rina: User) -> Programme:
    facts = ProgrammeFacts(
        title="Pekan Inovasi",
        first_day=FIRST,
        last_day=FIRST + timedelta(days=1),
        timezone="Asia/Jakarta",
        place="Gedung F",
    )
    return await operations.plan_programme(facts, by=rina)


@pytest.fixture
def held(rina: User):
    """Makes a draft: `await held(1, 9, 2)` is on the second day from 09.00 to 11.00 WIB."""

    async def make(day: int, hour: int, hours: int, **more) -> Meeting:
        begins = NINE + timedelta(days=day, hours=hour - 9)
        said = {
            "title": f"Rapat hari {day} jam {hour}",
            "mode": "in_person",
            "starts_at": begins,
            "ends_at": begins + hours * HOUR,
            "timezone": "Asia/Jakarta",
            "room": "Ruang Melati",
            **more,
        }
        return await meetings.draft_meeting(Facts.model_validate(said), by=rina)

    return make


@pytest.fixture
def linked(programme: Programme, rina: User, held):
    """Makes a meeting that is an event of the programme."""

    async def make(day: int, hour: int, hours: int, track: str = "", **more) -> Meeting:
        meeting = await held(day, hour, hours, **more)
        await operations.link_meeting(
            programme.id, LinkFacts(meeting=meeting.id, track=track), by=rina
        )
        return meeting

    return make
