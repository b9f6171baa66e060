"""Two agencies become one: their houses, rooms and bookings stand as they did, under one name."""

import pytest

from rakor.accounts.rules import Role
from rakor.directory import operations as directory
from rakor.directory.rules import AgencyFacts
from rakor.errors import Conflict, NotFound
from rakor.rooms import operations
from rakor.rooms.models import Booking, Building, Room
from rakor.rooms.rules import BookingState
from tests.rooms.conftest import facts

pytestmark = pytest.mark.postgres


@pytest.fixture
async def merged(house, melati, cendrawasih, keeper, bagus, bpsdm):
    """BPSDM had one room booked and was asked by BKN for another, then BKN took it over."""
    ours = await operations.book(melati.id, facts(), by=keeper)
    asked = await operations.book(cendrawasih.id, facts(), by=bagus)
    await directory.merge_agencies(bpsdm.id, "BKN", confirmed="BPSDM", by=None)
    return ours, asked


async def test_houses_rooms_and_bookings_go_over_to_the_agency_that_stays(merged, bkn, bpsdm):
    for model, column in ((Building, "agency_id"), (Room, "owner_id"), (Booking, "agency_id")):
        assert await model.filter(**{column: bpsdm.id}).count() == 0
        assert await model.filter(**{column: bkn.id}).count() == await model.all().count()
    assert await Booking.all().count() == 2


async def test_a_booking_keeps_its_room_and_its_hours(merged, melati, bagus):
    ours, _asked = merged
    assert dict(await Booking.get(id=ours.id).values("state", "starts_at", "revision")) == {
        "state": BookingState.BOOKED,
        "starts_at": ours.starts_at,
        "revision": ours.revision,
    }
    with pytest.raises(Conflict):
        await operations.book(melati.id, facts(), by=bagus)


async def test_who_was_asked_is_now_of_the_agency_that_stays(merged, new_user, bkn):
    _ours, asked = merged
    lan = await directory.add_agency(AgencyFacts(code="LAN", name="LAN"), by=None)
    with pytest.raises(NotFound):
        await operations.approve(asked.id, by=await new_user("Tamu", lan, Role.SECRETARIAT))
    await operations.approve(asked.id, by=await new_user("Sekretaris", bkn, Role.SECRETARIAT))
    assert (await Booking.get(id=asked.id)).state is BookingState.BOOKED
