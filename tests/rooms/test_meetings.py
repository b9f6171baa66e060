"""A meeting has a room of the register: held, booked, moved, freed with it."""

from datetime import timedelta

import pytest

from rakor.errors import Conflict, Invalid
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, RoomUse
from rakor.meetings.operations import Changes, DayChanges, Facts, NewDay, Times
from rakor.rooms import operations
from rakor.rooms.models import Booking
from rakor.rooms.rules import BookingState

from .conftest import HOUR, MORNING, facts

pytestmark = pytest.mark.postgres
DAY, WEEK = timedelta(days=1), timedelta(days=7)


async def draft(place, by, starts=MORNING, **said) -> Meeting:
    wish = {
        "title": "Rapat koordinasi",
        "mode": "in_person",
        "starts_at": starts,
        "ends_at": starts + 2 * HOUR,
        "timezone": "Asia/Jakarta",
        "register_room": place.id,
        **said,
    }
    return await meetings.draft_meeting(Facts.model_validate(wish), by=by)


async def booked(meeting) -> list[tuple[str, str]]:
    """When its days to come have the room, in days after the first morning, and how it stands."""
    uses = await RoomUse.filter(meeting_id=meeting.id).select_related("booking")
    rows = sorted((use.booking for use in uses), key=lambda row: row.starts_at)
    return [((row.starts_at - MORNING) / DAY, row.state.value) for row in rows]


async def test_a_meeting_holds_books_moves_and_frees_its_room(cendrawasih, keeper, rina):
    meeting = await draft(cendrawasih, rina)
    assert (meeting.room, meeting.venue_name) == ("Cendrawasih", "Gedung F")
    assert await booked(meeting) == [(0, "held")]
    await meetings.publish(meeting.id, by=rina)
    assert await booked(meeting) == [(0, "asked")]
    row = await Booking.get()
    assert (row.purpose, row.follows_plan, row.hold_until) == ("Rapat koordinasi", True, None)
    await operations.approve(row.id, by=keeper)
    await meetings.change(meeting.id, Changes(theme="Tema"), by=rina)
    assert await booked(meeting) == [(0, "booked")]
    times = Times(starts_at=MORNING + DAY, ends_at=MORNING + DAY + HOUR)
    await meetings.reschedule(meeting.id, times, by=rina)
    assert await booked(meeting) == [(1, "asked")]
    with pytest.raises(Conflict):
        await operations.free(row.id, by=rina)
    await meetings.postpone(meeting.id, "Menunggu", by=rina)
    assert (await Booking.get()).state is BookingState.FREED
    await meetings.publish(meeting.id, by=rina)
    assert await booked(meeting) == [(1, "asked")]
    await meetings.cancel(meeting.id, "Batal", by=rina)
    states = [each.state.value for each in await Booking.all().order_by("id")]
    assert states == ["freed", "freed"]


async def test_what_was_refused_is_asked_for_again_only_when_it_moves(cendrawasih, keeper, rina):
    meeting = await draft(cendrawasih, rina)
    await meetings.publish(meeting.id, by=rina)
    await operations.refuse((await Booking.get()).id, "Diperbaiki", by=keeper)
    await meetings.change(meeting.id, Changes(title="Judul lain"), by=rina)
    assert await booked(meeting) == [(0, "refused")]
    times = Times(starts_at=MORNING + DAY, ends_at=MORNING + DAY + HOUR)
    await meetings.reschedule(meeting.id, times, by=rina)
    assert await booked(meeting) == [(1, "asked")]


async def test_a_room_that_others_have_leaves_the_meeting_as_it_was(
    melati, cendrawasih, bagus, rina
):
    await operations.book(melati.id, facts(MORNING + DAY), by=bagus)
    with pytest.raises(Conflict) as refused:
        await draft(melati, rina, MORNING + DAY)
    assert refused.value.extra["rooms"][0]["id"] == str(cendrawasih.id)
    assert await Meeting.all().count() == 0
    meeting = await draft(melati, rina)
    await meetings.publish(meeting.id, by=rina)
    times = Times(starts_at=MORNING + DAY, ends_at=MORNING + DAY + HOUR)
    with pytest.raises(Conflict):
        await meetings.reschedule(meeting.id, times, by=rina)
    kept = await Meeting.get(id=meeting.id)
    assert (kept.starts_at, kept.sequence) == (MORNING, 0)
    assert await booked(meeting) == [(0, "booked")]
    await meetings.change(meeting.id, Changes(register_room=cendrawasih.id), by=rina)
    assert (await Meeting.get(id=meeting.id)).room == "Cendrawasih"
    assert (await Booking.filter(room=melati, purpose="Rapat koordinasi")) == []
    await meetings.change(meeting.id, Changes(register_room=None), by=rina)
    assert await booked(meeting) == []
    assert (await Meeting.get(id=meeting.id)).room == "Cendrawasih"


async def test_each_day_of_a_series_is_booked_all_or_none(melati, bagus, rina):
    weekly = {"recurrence": "FREQ=WEEKLY;COUNT=4"}
    taken = [await operations.book(melati.id, facts(MORNING + n * WEEK), by=bagus) for n in (1, 3)]
    with pytest.raises(Conflict) as refused:
        await draft(melati, rina, **weekly)
    days = [each["starts_at"] for each in refused.value.extra["collisions"]]
    assert days == [MORNING + WEEK, MORNING + 3 * WEEK]
    assert refused.value.detail == "Ruang Melati tidak bebas pada 2 dari 4 hari."
    for row in taken:
        await operations.free(row.id, by=bagus)
    meeting = await draft(melati, rina, **weekly)
    await meetings.publish(meeting.id, by=rina)
    assert await booked(meeting) == [(0, "booked"), (7, "booked"), (14, "booked"), (21, "booked")]
    keys = {use.booking_id for use in await RoomUse.all()}
    # Each day takes the place of the next: they step aside for one another.
    times = Times(starts_at=MORNING + WEEK, ends_at=MORNING + WEEK + HOUR)
    await meetings.reschedule(meeting.id, times, by=rina)
    assert [day for day, _state in await booked(meeting)] == [7, 14, 21, 28]
    assert {use.booking_id for use in await RoomUse.all()} == keys


async def test_single_days_of_a_series_keep_their_bookings(melati, rina):
    meeting = await draft(melati, rina, recurrence="FREQ=WEEKLY;COUNT=4")
    await meetings.publish(meeting.id, by=rina)
    moved = DayChanges(starts_at=MORNING + 8 * DAY, ends_at=MORNING + 8 * DAY + HOUR)
    await meetings.change_occurrence(meeting.id, MORNING + WEEK, moved, by=rina)
    await meetings.cancel_occurrence(meeting.id, MORNING + 2 * WEEK, by=rina)
    assert [day for day, _state in await booked(meeting)] == [0, 8, 21]
    await meetings.change_occurrence(
        meeting.id, MORNING + 3 * WEEK, DayChanges(room="Aula"), by=rina
    )
    assert [day for day, _state in await booked(meeting)] == [0, 8]
    await meetings.restore_occurrence(meeting.id, MORNING + 2 * WEEK, by=rina)
    await meetings.add_occurrence(meeting.id, NewDay(starts_at=MORNING + 2 * DAY), by=rina)
    assert [day for day, _state in await booked(meeting)] == [0, 2, 8, 14]
    new = await meetings.split_series(meeting.id, MORNING + 2 * WEEK, Changes(), by=rina)
    assert [day for day, _state in await booked(meeting)] == [0, 2, 8]
    assert [day for day, _state in await booked(new)] == [14]
    await meetings.cancel(meeting.id, by=rina)
    assert await Booking.filter(state=BookingState.BOOKED).count() == 1


async def test_a_closed_meeting_does_not_tell_the_keeper_what_it_is_about(melati, rina):
    meeting = await draft(melati, rina, security_class="confidential", title="Mutasi pejabat")
    assert (await Booking.get()).purpose == "Rapat tertutup"
    await meetings.change(meeting.id, Changes(security_class="public"), by=rina)
    assert (await Booking.get()).purpose == "Mutasi pejabat"


async def test_rooms_and_plans_that_are_not_there_are_refused(melati, cendrawasih, rina):
    for said in (
        {"register_room": rina.id},
        {"register_room": melati.id, "seating": "banquet"},
    ):
        with pytest.raises(Invalid):
            await draft(melati, rina, **said)
    typed = await draft(cendrawasih, rina, room="Sayap kiri", seating="u_shape")
    assert (typed.room, typed.venue_name) == ("Sayap kiri", "Gedung F")
    assert (await Booking.get()).seating == "u_shape"
    online = await draft(melati, rina, mode="online", online={"join_url": "https://x.example/1"})
    assert await booked(online) == []
