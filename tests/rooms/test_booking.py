"""Holding, asking, giving and refusing rooms, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from tortoise.exceptions import IntegrityError

from rakor.database import new_id
from rakor.errors import Conflict, Forbidden, Invalid, NotFound
from rakor.journal import Entry, since
from rakor.rooms import operations, queries
from rakor.rooms.models import Booking
from rakor.rooms.operations.placing import stream_of
from rakor.rooms.rules import (
    LIVE,
    BookingState,
    BookingTimes,
    EquipmentRows,
    RoomFacts,
    Span,
)

from .conftest import HOUR, MORNING, facts

pytestmark = pytest.mark.postgres


async def kinds(room) -> list[str]:
    return [entry.kind for entry in await since(stream_of(room.id), 0)]


async def test_a_room_is_booked_at_once_or_asked_for(melati, cendrawasih, keeper, bagus):
    free = await operations.book(melati.id, facts(), by=bagus)
    asked = await operations.book(cendrawasih.id, facts(), by=bagus)
    own = await operations.book(cendrawasih.id, facts(MORNING + 24 * HOUR), by=keeper)
    assert [free.state, asked.state, own.state] == ["booked", "asked", "booked"]
    assert asked.blocked_from == MORNING - timedelta(minutes=30)
    assert asked.blocked_until == MORNING + timedelta(hours=2, minutes=15)
    assert [each.booking.id for each in await queries.waiting_for(keeper)] == [asked.id]
    assert (await operations.approve(asked.id, by=keeper)).state is BookingState.BOOKED
    assert await queries.waiting_for(keeper) == []
    assert await kinds(cendrawasih) == ["booking.asked", "booking.booked", "booking.approved"]
    assert "purpose" not in str((await Entry.filter(kind="booking.asked").first()).data)


async def test_what_is_taken_is_refused_with_who_and_what_is_free_instead(
    house, melati, cendrawasih, keeper, bagus, rina
):
    small = await operations.add_room(
        RoomFacts(building=house.id, name="Anggrek", seats=20), by=None
    )
    await operations.book(melati.id, facts(purpose="Seleksi pejabat"), by=bagus)
    for asker, told in ((rina, ""), (bagus, "Seleksi pejabat"), (keeper, "Seleksi pejabat")):
        with pytest.raises(Conflict) as refused:
            await operations.book(melati.id, facts(MORNING + HOUR, people=10), by=asker)
        (collision,) = refused.value.extra["collisions"]
        assert (collision["agency"], collision["purpose"]) == ("Badan Kepegawaian Negara", told)
        rooms = refused.value.extra["rooms"]
        assert [room["id"] for room in rooms] == [str(small.id), str(cendrawasih.id)]
        # From 11.00 on in Jakarta, then at the hour that was wanted.
        starts = [time["starts_at"] for time in refused.value.extra["times"]]
        assert starts == [MORNING + 2 * HOUR, MORNING + 25 * HOUR, MORNING + 49 * HOUR]


async def test_setting_up_and_cleaning_belong_to_a_booking(cendrawasih, keeper):
    await operations.book(cendrawasih.id, facts(), by=keeper)
    with pytest.raises(Conflict):
        await operations.book(cendrawasih.id, facts(MORNING + 2 * HOUR), by=keeper)
    later = facts(MORNING + 2 * HOUR + timedelta(minutes=45))
    assert (await operations.book(cendrawasih.id, later, by=keeper)).state == "booked"


async def test_a_hold_ends_by_itself_and_is_asked_for_before(melati, cendrawasih, bagus, keeper):
    soon = datetime.now(UTC) + timedelta(seconds=30)
    held = await operations.book(cendrawasih.id, facts(hold=True), by=bagus)
    assert (held.state, held.hold_until > soon) == ("held", True)
    assert (await operations.ask(held.id, by=bagus)).state is BookingState.ASKED
    with pytest.raises(Conflict):
        await operations.ask(held.id, by=bagus)
    brief = await operations.book(melati.id, facts(hold=True, hold_until=soon), by=bagus)
    with pytest.raises(Conflict):
        await operations.book(melati.id, facts(), by=keeper)
    await Booking.filter(id=brief.id).update(hold_until=datetime.now(UTC) - timedelta(seconds=1))
    assert (await operations.book(melati.id, facts(), by=keeper)).state == "booked"
    assert await kinds(melati) == ["booking.held", "booking.expired", "booking.booked"]
    other = await operations.book(melati.id, facts(MORNING + 9 * HOUR, hold=True), by=bagus)
    await Booking.filter(id=other.id).update(hold_until=datetime.now(UTC) - timedelta(seconds=1))
    assert await operations.expire_holds() == 1
    assert (await Booking.get(id=other.id)).state is BookingState.EXPIRED
    with pytest.raises(Conflict):
        await operations.ask(other.id, by=bagus)


async def test_moving_asks_again_and_freeing_lets_others_in(cendrawasih, melati, bagus, keeper):
    row = await operations.book(cendrawasih.id, facts(), by=bagus)
    await operations.approve(row.id, by=keeper)
    times = BookingTimes(starts_at=MORNING + HOUR, ends_at=MORNING + 3 * HOUR)
    moved = await operations.move(row.id, times, by=bagus)
    assert (moved.state, moved.starts_at) == (BookingState.ASKED, MORNING + HOUR)
    elsewhere = await operations.move(
        row.id, times.model_copy(update={"room": melati.id}), by=bagus
    )
    assert (elsewhere.room_id, elsewhere.state) == (melati.id, BookingState.BOOKED)
    assert elsewhere.blocked_from == MORNING + HOUR
    await operations.free(row.id, by=bagus)
    assert (await operations.book(melati.id, facts(), by=keeper)).state == "booked"
    with pytest.raises(Conflict):
        await operations.move(row.id, times, by=bagus)


async def test_only_keepers_decide_and_only_owners_free(cendrawasih, keeper, bagus, rina, new_user):
    row = await operations.book(cendrawasih.id, facts(), by=bagus)
    with pytest.raises(Forbidden):
        await operations.approve(row.id, by=bagus)
    with pytest.raises(NotFound):
        await operations.free(row.id, by=rina)
    with pytest.raises(Forbidden):
        await operations.free(row.id, by=keeper)
    refused = await operations.refuse(row.id, "Ruang diperbaiki.", by=keeper)
    assert (refused.state, refused.reason) == (BookingState.REFUSED, "Ruang diperbaiki.")
    with pytest.raises(Conflict):
        await operations.approve(row.id, by=keeper)
    guest = await new_user("Tamu")
    with pytest.raises(Forbidden):
        await operations.book(cendrawasih.id, facts(), by=guest)


async def test_times_people_and_plans_that_make_no_sense_are_refused(melati, cendrawasih, bagus):
    for said, field in (
        ({"ends_at": MORNING - HOUR}, "ends_at"),
        ({"ends_at": MORNING + 800 * HOUR}, "ends_at"),
        ({"people": 13}, "people"),
        ({"seating": "u_shape"}, "seating"),
        ({"hold": True, "hold_until": MORNING}, "hold_until"),
        ({"starts_at": MORNING - 90_000 * HOUR, "ends_at": MORNING - 89_999 * HOUR}, "ends_at"),
    ):
        with pytest.raises(Invalid) as refused:
            await operations.book(melati.id, facts(**said), by=bagus)
        assert refused.value.errors[0]["field"] == field
    with pytest.raises(Invalid):
        await operations.book(cendrawasih.id, facts(people=41, seating="u_shape"), by=bagus)
    row = await operations.book(cendrawasih.id, facts(people=40, seating="u_shape"), by=bagus)
    assert row.seating == "u_shape"


async def test_equipment_that_is_lent_out_is_not_lent_twice(house, melati, cendrawasih, bagus):
    rows = [
        {"kind": "microphone", "count": 2},
        {"kind": "microphone", "count": 1, "room": cendrawasih.id},
    ]
    said = EquipmentRows.model_validate({"items": rows})
    await operations.keep_equipment(house.id, said, by=None)
    want = {"equipment": {"microphone": 2}}
    first = await operations.book(cendrawasih.id, facts(**want), by=bagus)  # brings one
    with pytest.raises(Conflict) as refused:
        await operations.book(melati.id, facts(**want), by=bagus)
    assert refused.value.extra["equipment"] == "microphone"
    assert (await operations.book(melati.id, facts(equipment={"microphone": 1}), by=bagus)).state
    assert (await operations.book(melati.id, facts(MORNING + 9 * HOUR, **want), by=bagus)).state
    assert first.equipment == {"microphone": 2}
    found = await queries.rooms_found(
        queries.Search(
            equipment={"microphone": 3}, free=Span(MORNING + 30 * HOUR, MORNING + 31 * HOUR)
        )
    )
    assert [room.id for room in found] == [cendrawasih.id]


async def test_the_database_itself_refuses_a_second_booking(melati, bagus, rina):
    row = await operations.book(melati.id, facts(), by=bagus)
    twin = Booking(
        **{name: getattr(row, name) for name in Booking._meta.db_fields} | {"id": new_id()}
    )
    with pytest.raises(IntegrityError):
        await twin.save(force_create=True)
    twin.state = BookingState.FREED
    await twin.save(force_create=True)
    with pytest.raises(IntegrityError):
        await Booking.filter(id=twin.id).update(state="held")
    assert await Booking.filter(state__in=list(LIVE)).count() == 1
    before = await queries.bookings_between(Span(MORNING, MORNING + HOUR), to=rina, room=melati.id)
    assert [(each.booking.id, each.purpose) for each in before] == [(row.id, "")]


async def test_a_room_that_is_wanted_is_not_closed(melati, bagus, keeper):
    row = await operations.book(melati.id, facts(), by=bagus)
    with pytest.raises(Conflict):
        await operations.close_room(melati.id, by=keeper)
    await operations.free(row.id, by=bagus)
    await operations.close_room(melati.id, by=keeper)
    with pytest.raises(Conflict):
        await operations.book(melati.id, facts(), by=bagus)
    assert await queries.rooms_found(queries.Search(free=Span(MORNING, MORNING + HOUR))) == []
    await operations.open_room(melati.id, by=keeper)
    assert await operations.book(melati.id, facts(), by=bagus)
