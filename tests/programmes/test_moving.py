"""Moving a programme: all of it or nothing, rooms included, and only with the consent to tell."""

from datetime import timedelta

import pytest

from rakor.errors import Conflict, Invalid
from rakor.invitations import operations as invitations
from rakor.invitations.models import Invitation
from rakor.invitations.operations import Wish
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.programmes import operations
from rakor.programmes.models import Programme, ProgrammeSession
from rakor.programmes.rules import MoveFacts
from rakor.rooms import operations as rooms
from rakor.rooms.models import Booking
from rakor.rooms.rules import BookingFacts

from .conftest import FIRST, HOUR, NINE
from .test_sessions import session

DAY = timedelta(days=1)


async def test_every_event_moves_by_the_same_time_through_the_same_room(
    programme, linked, hall, rina
):
    first = await linked(0, 9, 2, register_room=hall.id)
    second = await linked(1, 9, 2, register_room=hall.id)
    row = await operations.add_session(programme.id, session(13, 1, register_room=hall.id), by=rina)
    for facts in (MoveFacts(days=1), MoveFacts(days=-1), MoveFacts(days=1, minutes=30)):
        await operations.move(programme.id, facts, by=rina)
    by_key = {each.id: each for each in await Meeting.all()}
    shift = DAY + HOUR / 2
    assert by_key[first.id].starts_at == NINE + shift
    assert by_key[second.id].starts_at == NINE + DAY + shift
    row = await ProgrammeSession.get(id=row.id).select_related("booking")
    assert row.starts_at == row.booking.starts_at == NINE + 4 * HOUR + shift
    moved = await Programme.get()
    assert (moved.first_day, moved.last_day) == (FIRST + DAY, FIRST + 2 * DAY)


async def test_what_cannot_be_held_is_listed_and_nothing_is_changed(programme, linked, hall, rina):
    first = await linked(0, 9, 2, register_room=hall.id)
    second = await linked(1, 9, 2)
    taken = BookingFacts(starts_at=NINE + 2 * DAY, ends_at=NINE + 2 * DAY + HOUR, purpose="Lain")
    await rooms.book(hall.id, taken, by=rina)
    before = {each.id: each.starts_at for each in await Booking.all()}
    with pytest.raises(Conflict) as refused:
        await operations.move(programme.id, MoveFacts(days=2), by=rina)
    assert [each["title"] for each in refused.value.extra["refused"]] == [first.title]
    assert {each.id: each.starts_at for each in await Booking.all()} == before
    starts = {each.id: each.starts_at for each in await Meeting.all()}
    assert starts == {first.id: NINE, second.id: NINE + DAY}
    assert (await Programme.get()).first_day == FIRST


async def test_those_invited_are_told_only_with_consent(programme, linked, rina):
    meeting = await linked(0, 9, 2)
    await invitations.invite(meeting.id, [Wish(email="a@bkn.example.go.id")], by=rina)
    await meetings.publish(meeting.id, by=rina)
    await Invitation.all().update(sent_sequence=0)
    with pytest.raises(Conflict) as refused:
        await operations.move(programme.id, MoveFacts(days=1), by=rina)
    assert refused.value.extra["told"] == 1
    moving = await operations.move(programme.id, MoveFacts(days=1, confirmed=True), by=rina)
    assert moving.told == 1
    moved = await Meeting.get()
    assert (moved.starts_at, moved.sequence) == (NINE + DAY, 1)


async def test_what_was_called_off_stays_and_no_time_is_no_move(programme, linked, rina):
    meeting = await linked(0, 9, 2)
    await meetings.publish(meeting.id, by=rina)
    await meetings.cancel(meeting.id, "Batal", by=rina)
    await operations.move(programme.id, MoveFacts(days=1), by=rina)
    assert (await Meeting.get()).starts_at == NINE
    with pytest.raises(Invalid):
        await operations.move(programme.id, MoveFacts(), by=rina)


async def test_a_move_into_no_year_of_ours_is_refused(programme, linked, rina):
    await linked(0, 9, 2)
    for _n in range(16):
        await operations.move(programme.id, MoveFacts(days=3660), by=rina)
    with pytest.raises(Invalid):
        await operations.move(programme.id, MoveFacts(days=3660), by=rina)
