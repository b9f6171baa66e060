"""Whoever prepares a meeting hears of it by mail when its room is gone."""

from datetime import timedelta

import pytest

from rakor import journal
from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Agency
from rakor.mail.models import OutgoingMail
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.rooms import operations as rooms
from rakor.rooms.models import Booking, Room
from rakor.rooms.rules import BuildingFacts, RoomFacts
from rakor.scheduling import jobs
from tests.accounts.conftest import text_of
from tests.scheduling.conftest import MONDAY


@pytest.fixture
async def cendrawasih(bpsdm: Agency) -> Room:
    said = BuildingFacts(name="Gedung F", agency="BPSDM", region="31", timezone="Asia/Jakarta")
    house = await rooms.add_building(said, by=None)
    facts = {"building": house.id, "name": "Cendrawasih", "seats": 90, "needs_approval": True}
    return await rooms.add_room(RoomFacts.model_validate(facts), by=None)


@pytest.fixture
async def keeper(new_user, bpsdm: Agency) -> User:
    return await new_user("Tuan Rumah", bpsdm, Role.SECRETARIAT)


async def draft(room: Room, by: User, **more) -> Meeting:
    facts = {
        "title": "Rapat tim",
        "mode": "in_person",
        "starts_at": MONDAY,
        "ends_at": MONDAY + timedelta(hours=2),
        "timezone": "Asia/Jakarta",
        "register_room": str(room.id),
    }
    return await meetings.draft_meeting(Facts.model_validate(facts | more), by=by)


async def told() -> list[tuple[str, str]]:
    """Every letter as subject and recipient, once the follower has done its work, twice."""
    for _again in range(2):
        await journal.follow(jobs.followers[1])
    return await OutgoingMail.all().order_by("id").values_list("subject", "to_address")


async def test_the_keepers_reason_reaches_whoever_prepares_the_meeting(cendrawasih, keeper, rina):
    meeting = await draft(cendrawasih, rina)
    await meetings.publish(meeting.id, by=rina)
    await rooms.refuse((await Booking.get()).id, "Dipakai pelantikan.", by=keeper)
    assert await told() == [("Ruang tidak diberikan: Rapat tim", "rina.halim@example.go.id")]
    said = text_of(await OutgoingMail.get())
    assert "Pengelola tidak memberikan Cendrawasih untuk rapat Rapat tim." in said
    assert "Dipakai pelantikan." in said
    assert f"/meetings/{meeting.id}/edit" in said


async def test_a_hold_that_ends_is_told_unless_the_meeting_is_over(cendrawasih, keeper, rina):
    await draft(cendrawasih, rina)
    gone = await draft(cendrawasih, rina, starts_at=MONDAY + timedelta(days=1), title="Batal saja",
                       ends_at=MONDAY + timedelta(days=1, hours=1))  # fmt: skip
    await Meeting.filter(id=gone.id).update(state="cancelled")
    await Booking.all().update(hold_until=MONDAY - timedelta(days=5000))
    await rooms.expire_holds()
    assert await told() == [("Ruang tidak lagi ditahan: Rapat tim", "rina.halim@example.go.id")]


async def test_who_refuses_the_room_of_an_own_meeting_is_not_written_to(cendrawasih, keeper):
    meeting = await draft(cendrawasih, keeper)
    await meetings.publish(meeting.id, by=keeper)
    await rooms.refuse((await Booking.get()).id, "Bocor", by=keeper)
    assert await told() == []


async def test_of_a_closed_meeting_nothing_is_said(cendrawasih, keeper, rina):
    meeting = await draft(cendrawasih, rina, security_class="confidential")
    await meetings.publish(meeting.id, by=rina)
    await rooms.refuse((await Booking.get()).id, "Bocor", by=keeper)
    assert await told() == [("Ruang tidak diberikan: rapat tertutup", "rina.halim@example.go.id")]
