"""A house with three rooms, one of which its owner gives away only when asked."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency
from rakor.rooms import operations
from rakor.rooms.models import Building, Room
from rakor.rooms.rules import BookingFacts, BuildingFacts, RoomFacts

# A Tuesday, 09.00 in Jakarta.
MORNING = datetime(2031, 4, 1, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def facts(starts=MORNING, long=2, **said) -> BookingFacts:
    return BookingFacts.model_validate(
        {"starts_at": starts, "ends_at": starts + long * HOUR, "purpose": "Rapat tim", **said}
    )


@pytest.fixture
async def house(bpsdm: Agency) -> Building:
    said = BuildingFacts(name="Gedung F", agency="BPSDM", region="31", timezone="Asia/Jakarta")
    return await operations.add_building(said, by=None)


@pytest.fixture
async def melati(house: Building) -> Room:
    """A small room without anything, free for whoever comes first."""
    return await operations.add_room(RoomFacts(building=house.id, name="Melati", seats=12), by=None)


@pytest.fixture
async def cendrawasih(house: Building) -> Room:
    """The large room: half an hour to set it up, a quarter to clean it, given when asked."""
    said = {
        "building": house.id,
        "name": "Cendrawasih",
        "seats": 90,
        "plans": {"theatre": 90, "u_shape": 40},
        "video": "Kamera dan dua layar",
        "wheelchair": True,
        "set_up_minutes": 30,
        "clean_up_minutes": 15,
        "needs_approval": True,
    }
    return await operations.add_room(RoomFacts.model_validate(said), by=None)


@pytest.fixture
async def keeper(new_user, bpsdm: Agency) -> User:
    """The secretariat of the agency that owns the house."""
    return await new_user("Tuan Rumah", bpsdm, Role.SECRETARIAT)


@pytest.fixture
async def bagus(new_user, bkn: Agency) -> User:
    """An organizer of another agency."""
    return await new_user("Bagus Prakosa", bkn, Role.ORGANIZER)
