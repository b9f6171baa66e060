"""Programmes and their events: who plans them, what joins them, rooms that go with them."""

from datetime import timedelta

import pytest

from rakor.accounts.rules import Role
from rakor.errors import Conflict, Forbidden, Invalid, Moved, NotFound
from rakor.journal import Entry
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Changes
from rakor.meetings.queries.wholes import whole_of
from rakor.meetings.rules import Part
from rakor.programmes import operations, queries
from rakor.programmes.models import Programme, ProgrammeSession, RundownLine
from rakor.programmes.operations.ground import stream_of
from rakor.programmes.rules import (
    LinkFacts,
    ProgrammeChanges,
    ProgrammeFacts,
    Rundown,
    SessionChanges,
    SessionFacts,
)
from rakor.rooms.models import Booking
from rakor.rooms.rules import BookingState

from .conftest import FIRST, HOUR, NINE


def session(hour=9, hours=1, day=0, **more) -> SessionFacts:
    begins = NINE + timedelta(days=day, hours=hour - 9)
    return SessionFacts.model_validate(
        {"title": f"Sesi {hour}", "starts_at": begins, "ends_at": begins + hours * HOUR, **more}
    )


async def kinds(programme: Programme) -> list[str]:
    rows = Entry.filter(stream=stream_of(programme.id)).order_by("seq")
    return [row.kind for row in await rows]


async def test_a_programme_is_planned_by_those_who_prepare_meetings_only(new_user, bpsdm, bkn):
    facts = ProgrammeFacts(title="Pekan", first_day=FIRST, last_day=FIRST)
    with pytest.raises(Forbidden):
        await operations.plan_programme(facts, by=await new_user("Peserta", bpsdm))
    organizer = await new_user("Penyusun", bpsdm, Role.ORGANIZER)
    theirs = ProgrammeFacts(title="Pekan", first_day=FIRST, last_day=FIRST, organizer=bkn.code)
    with pytest.raises(Forbidden):
        await operations.plan_programme(theirs, by=organizer)
    assert await Programme.all().count() == 0


async def test_a_programme_ends_after_it_begins_and_within_a_month(rina):
    for days in (-1, 31):
        facts = ProgrammeFacts(
            title="Pekan", first_day=FIRST, last_day=FIRST + timedelta(days=days)
        )
        with pytest.raises(Invalid):
            await operations.plan_programme(facts, by=rina)


async def test_organizers_of_others_do_not_see_it_and_admins_do(programme, new_user, bkn, admin):
    other = await new_user("Bagus", bkn, Role.ORGANIZER)
    with pytest.raises(NotFound):
        await queries.find(programme.id, to=other)
    assert (await queries.find_for_planning(programme.id, by=admin)).id == programme.id


async def test_whoever_sees_one_of_its_meetings_sees_the_programme_and_no_draft(
    programme, linked, new_user, bkn, rina
):
    meeting, _draft = await linked(0, 9, 2), await linked(1, 9, 2)
    guest = await new_user("Tamu", bkn)
    await meetings.assign(meeting.id, guest.person, Part.PARTICIPANT, by=rina)
    with pytest.raises(NotFound):
        await queries.find(programme.id, to=guest)
    await meetings.publish(meeting.id, by=rina)
    found = await queries.find(programme.id, to=guest)
    events = await queries.events_of(found, to=guest)
    assert [event.title for event in events] == [meeting.title]
    with pytest.raises(Forbidden):
        await queries.find_for_planning(programme.id, by=guest)


async def test_a_meeting_is_part_of_one_programme_at_most(programme, linked, rina):
    meeting = await linked(0, 9, 2)
    facts = ProgrammeFacts(title="Lain", first_day=FIRST, last_day=FIRST)
    other = await operations.plan_programme(facts, by=rina)
    with pytest.raises(Conflict):
        await operations.link_meeting(other.id, LinkFacts(meeting=meeting.id), by=rina)
    assert await ProgrammeSession.all().count() == 1
    whole = await whole_of(meeting.id)
    assert whole is not None
    assert (whole.title, whole.meetings) == ("Pekan Inovasi", (meeting.id,))


async def test_the_page_of_a_meeting_leads_to_its_programme(programme, linked, rina, as_person):
    meeting = await linked(0, 9, 2)
    async with as_person(rina, page=True) as browser:
        shown = await browser.get(f"/meetings/{meeting.id}")
    assert f'<a href="/programmes/{programme.id}">Pekan Inovasi</a>' in shown.text


async def test_a_meeting_outside_of_its_days_or_one_that_repeats_does_not_join(
    programme, held, rina
):
    late = await held(5, 9, 1)
    with pytest.raises(Invalid):
        await operations.link_meeting(programme.id, LinkFacts(meeting=late.id), by=rina)
    weekly = await held(0, 9, 1, recurrence="FREQ=WEEKLY;COUNT=3")
    with pytest.raises(Conflict):
        await operations.link_meeting(programme.id, LinkFacts(meeting=weekly.id), by=rina)
    assert await ProgrammeSession.all().count() == 0


async def test_sessions_of_one_track_never_overlap_and_those_of_others_may(programme, rina):
    await operations.add_session(programme.id, session(9, 2, track="Komisi A"), by=rina)
    with pytest.raises(Conflict):
        await operations.add_session(programme.id, session(10, 2, track="komisi a"), by=rina)
    await operations.add_session(programme.id, session(10, 2, track="Komisi B"), by=rina)
    events = await queries.events_of(programme, to=rina)
    (day,) = queries.by_day(programme, events)
    assert [[each.row.track for each in block.events] for block in day.blocks] == [
        ["Komisi A", "Komisi B"]
    ]


async def test_a_session_books_its_room_moves_it_and_lets_it_go(programme, hall, rina):
    row = await operations.add_session(programme.id, session(9, 2, register_room=hall.id), by=rina)
    booking = await Booking.get(id=row.booking_id)
    assert (booking.starts_at, booking.state, row.room) == (NINE, BookingState.BOOKED, "Aula")
    with pytest.raises(Conflict):
        await operations.add_session(
            programme.id, session(10, 2, register_room=hall.id, track="B"), by=rina
        )
    changes = SessionChanges(starts_at=NINE + 2 * HOUR, ends_at=NINE + 3 * HOUR)
    row = await operations.change_session(programme.id, row.id, changes, revision=1, by=rina)
    await booking.refresh_from_db()
    assert (booking.starts_at, row.sequence) == (NINE + 2 * HOUR, 1)
    await operations.call_off(programme.id, row.id, by=rina)
    await booking.refresh_from_db()
    assert booking.state is BookingState.FREED
    await operations.restore(programme.id, row.id, by=rina)
    again = await ProgrammeSession.get(id=row.id).select_related("booking")
    assert (again.booking.state, again.sequence) == (BookingState.BOOKED, 3)
    await operations.remove_session(programme.id, row.id, by=rina)
    assert await Booking.filter(state=BookingState.BOOKED).count() == 0
    assert await kinds(programme) == [
        "programme.planned",
        "programme.session_added",
        "programme.session_changed",
        "programme.session_cancelled",
        "programme.session_restored",
        "programme.event_removed",
    ]


async def test_of_a_meeting_only_its_track_is_changed_here(programme, linked, rina):
    await linked(0, 9, 2)
    row = await ProgrammeSession.get()
    with pytest.raises(Conflict):
        await operations.change_session(programme.id, row.id, SessionChanges(title="Lain"), by=rina)
    await operations.change_session(programme.id, row.id, SessionChanges(track="Pleno"), by=rina)
    assert (await ProgrammeSession.get()).track == "Pleno"


async def test_a_writer_who_has_not_seen_the_latest_revision_is_refused(programme, rina):
    await operations.change(programme.id, ProgrammeChanges(theme="Baru"), revision=1, by=rina)
    with pytest.raises(Moved):
        await operations.change(programme.id, ProgrammeChanges(theme="Lama"), revision=1, by=rina)
    assert (await Programme.get()).theme == "Baru"


async def test_days_are_not_cut_off_under_an_event(programme, linked, rina):
    await linked(1, 9, 2)
    with pytest.raises(Invalid):
        await operations.change(programme.id, ProgrammeChanges(last_day=FIRST), by=rina)


async def test_a_rundown_is_replaced_whole_and_refuses_who_has_not_seen_the_last(programme, rina):
    row = await operations.add_session(programme.id, session(9, 2), by=rina)
    said = Rundown.model_validate(
        {"lines": [{"title": "Pembukaan", "minutes": 30}, {"title": "VIP", "anchor": "09:45"}]}
    )
    event = await operations.set_rundown(programme.id, row.id, said, revision=1, by=rina)
    assert [(slot.starts_at, slot.gap) for slot in event.slots] == [
        (NINE, 0),
        (NINE + 0.75 * HOUR, 15),
    ]
    other = Rundown.model_validate({"lines": [{"title": "Lain"}]})
    with pytest.raises(Moved):
        await operations.set_rundown(programme.id, row.id, other, revision=1, by=rina)
    assert await RundownLine.all().order_by("position").values_list("title", flat=True) == [
        "Pembukaan",
        "VIP",
    ]


async def test_a_programme_that_is_removed_leaves_its_meetings_and_frees_its_rooms(
    programme, linked, hall, rina
):
    meeting = await linked(0, 9, 2)
    await operations.add_session(programme.id, session(13, 1, register_room=hall.id), by=rina)
    await operations.remove(programme.id, by=rina)
    assert await ProgrammeSession.all().count() == 0
    assert (await Booking.get()).state is BookingState.FREED
    await meetings.change(meeting.id, Changes(title="Tetap ada"), by=rina)
