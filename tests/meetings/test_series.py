"""Series: their days, what is different on one of them, and splitting them."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.errors import Conflict, Invalid, Moved, NotFound
from rakor.meetings import operations, queries
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Occurrence, Quota
from rakor.meetings.operations import Changes, DayChanges, Facts, NewDay
from rakor.meetings.rules import DayState, Notify, Part, State, Window, read_day_key

from .conftest import FACTS, told

WEEKLY = {
    **FACTS,
    "starts_at": "2030-03-05T09:00:00+07:00",
    "ends_at": "2030-03-05T11:00:00+07:00",
    "recurrence": "FREQ=WEEKLY;COUNT=4",
}
FIRST, SECOND, THIRD, FOURTH = (datetime(2030, 3, day, 2, tzinfo=UTC) for day in (5, 12, 19, 26))
HOURS = timedelta(hours=2)


@pytest.fixture
async def weekly(rina) -> Meeting:
    """Four Tuesdays in March."""
    draft = await operations.draft_meeting(Facts.model_validate(WEEKLY), by=rina)
    return await operations.publish(draft.id, by=rina)


async def days(meeting: Meeting) -> list[tuple[datetime, DayState]]:
    found = await queries.days_of(meeting, Window(FIRST - timedelta(days=60)))
    return [(day.starts_at, day.state) for day in found]


async def last_entry(meeting: Meeting) -> journal.Entry:
    return (await journal.since(meeting.id, 0))[-1]


@pytest.mark.postgres
async def test_a_series_is_held_on_each_of_its_days(weekly, engine):
    fresh = await Meeting.get(id=weekly.id)
    assert fresh.recurrence == "FREQ=WEEKLY;COUNT=4"
    assert fresh.series_ends_at == FOURTH + HOURS
    assert await days(fresh) == [
        (day, DayState.SCHEDULED) for day in (FIRST, SECOND, THIRD, FOURTH)
    ]


@pytest.mark.postgres
async def test_one_day_is_moved_and_the_others_stay(weekly, rina, engine):
    changes = DayChanges(starts_at=SECOND + HOURS, ends_at=SECOND + 2 * HOURS, room="Aula")
    meeting, day = await operations.change_occurrence(weekly.id, SECOND, changes, by=rina)
    entry = await last_entry(meeting)
    assert (day.state, day.room, day.sequence, meeting.sequence) == (DayState.CHANGED, "Aula", 1, 1)
    assert await days(meeting) == [
        (FIRST, DayState.SCHEDULED),
        (SECOND + HOURS, DayState.CHANGED),
        (THIRD, DayState.SCHEDULED),
        (FOURTH, DayState.SCHEDULED),
    ]
    assert entry.kind == "occurrence.changed"
    assert {
        name: entry.data[name] for name in ("recurrence_id", "changed", "sequence", "notify")
    } == {
        "recurrence_id": "2030-03-12T02:00:00+00:00",
        "changed": ["ends_at", "room", "starts_at"],
        "sequence": 1,
        "notify": "now",
    }


async def test_a_change_that_changes_nothing_is_not_told(weekly, rina):
    _m, day = await operations.change_occurrence(weekly.id, SECOND, DayChanges(room=""), by=rina)
    assert (day.state, await Occurrence.all().count()) == (DayState.SCHEDULED, 0)
    assert (await last_entry(weekly)).kind == "meeting.published"


async def test_a_writer_who_has_not_seen_the_latest_day_is_told(weekly, rina):
    changes = DayChanges(room="Aula")
    await operations.change_occurrence(weekly.id, SECOND, changes, revision=0, by=rina)
    with pytest.raises(Moved):
        await operations.change_occurrence(
            weekly.id, SECOND, DayChanges(room="Balai"), revision=0, by=rina
        )
    await operations.change_occurrence(
        weekly.id, SECOND, DayChanges(room="Balai"), revision=1, by=rina
    )
    assert (await Occurrence.get()).room == "Balai"


@pytest.mark.postgres
async def test_a_day_is_called_off_and_comes_back(weekly, rina, engine):
    meeting, day = await operations.cancel_occurrence(
        weekly.id, THIRD, "Hari libur", notify=Notify.LATER, by=rina
    )
    entry = await last_entry(meeting)
    assert (day.state, day.reason) == (DayState.CANCELLED, "Hari libur")
    assert (entry.kind, entry.data["reason"], entry.data["notify"]) == (
        "occurrence.cancelled",
        "Hari libur",
        "later",
    )
    with pytest.raises(Conflict):
        await operations.cancel_occurrence(weekly.id, THIRD, by=rina)
    with pytest.raises(Conflict):
        await operations.change_occurrence(weekly.id, THIRD, DayChanges(room="A"), by=rina)
    meeting, day = await operations.restore_occurrence(weekly.id, THIRD, by=rina)
    assert (day.state, meeting.sequence) == (DayState.SCHEDULED, 2)
    assert (await last_entry(meeting)).kind == "occurrence.restored"
    assert await Occurrence.all().count() == 0
    with pytest.raises(Conflict):
        await operations.restore_occurrence(weekly.id, THIRD, by=rina)


async def test_the_last_day_that_remains_is_not_called_off(weekly, rina):
    for day in (FIRST, SECOND, THIRD):
        meeting, _day = await operations.cancel_occurrence(weekly.id, day, by=rina)
    assert meeting.series_ends_at == FOURTH + HOURS
    with pytest.raises(Conflict):
        await operations.cancel_occurrence(weekly.id, FOURTH, by=rina)
    assert (await Meeting.get(id=weekly.id)).sequence == 3


async def test_a_day_more_than_the_rule_gives(weekly, rina):
    at = FOURTH + timedelta(days=2)
    meeting, day = await operations.add_occurrence(weekly.id, NewDay(starts_at=at), by=rina)
    assert (day.state, day.ends_at, day.recurrence_id) == (DayState.ADDED, at + HOURS, at)
    assert (await days(meeting))[-1] == (at, DayState.ADDED)
    assert meeting.series_ends_at == at + HOURS
    with pytest.raises(Conflict):
        await operations.add_occurrence(weekly.id, NewDay(starts_at=at), by=rina)
    with pytest.raises(Conflict):
        await operations.add_occurrence(weekly.id, NewDay(starts_at=SECOND), by=rina)
    with pytest.raises(Invalid):
        await operations.add_occurrence(weekly.id, NewDay(starts_at=FIRST - HOURS), by=rina)


async def test_an_added_day_that_was_changed_is_again_as_it_was_added(weekly, rina):
    at = FOURTH + timedelta(days=2)
    await operations.add_occurrence(weekly.id, NewDay(starts_at=at), by=rina)
    with pytest.raises(Conflict):
        await operations.restore_occurrence(weekly.id, at, by=rina)
    changes = DayChanges(starts_at=at + HOURS, ends_at=at + 2 * HOURS, title="Lain")
    await operations.change_occurrence(weekly.id, at, changes, by=rina)
    await operations.cancel_occurrence(weekly.id, at, by=rina)
    _meeting, day = await operations.restore_occurrence(weekly.id, at, by=rina)
    assert (day.state, day.starts_at, day.ends_at, day.title) == (
        DayState.ADDED,
        at,
        at + HOURS,
        "",
    )


async def test_no_days_but_those_of_the_series(weekly, scheduled, rina):
    with pytest.raises(NotFound):
        await operations.cancel_occurrence(weekly.id, FIRST + HOURS, by=rina)
    with pytest.raises(Conflict):
        await operations.cancel_occurrence(scheduled.id, scheduled.starts_at, by=rina)
    with pytest.raises(Conflict):
        await operations.add_occurrence(scheduled.id, NewDay(starts_at=FOURTH), by=rina)


async def test_times_that_make_no_sense_are_refused(weekly, rina):
    with pytest.raises(Invalid):
        await operations.change_occurrence(
            weekly.id, SECOND, DayChanges(ends_at=SECOND - HOURS), by=rina
        )
    assert await Occurrence.all().count() == 0


async def test_a_day_that_is_over_stays_as_it_was(rina):
    past = {**WEEKLY, "starts_at": "2020-03-03T09:00:00+07:00"}
    past |= {"ends_at": "2020-03-03T11:00:00+07:00", "recurrence": "FREQ=WEEKLY"}
    draft = await operations.draft_meeting(Facts.model_validate(past), by=rina)
    meeting = await operations.publish(draft.id, by=rina)
    with pytest.raises(Conflict):
        await operations.cancel_occurrence(meeting.id, meeting.starts_at, by=rina)


async def test_a_series_that_is_called_off_or_begun_is_not_changed(weekly, rina):
    await operations.cancel(weekly.id, by=rina)
    for act in (
        operations.cancel_occurrence(weekly.id, SECOND, by=rina),
        operations.add_occurrence(weekly.id, NewDay(starts_at=FOURTH + HOURS), by=rina),
        operations.split_series(weekly.id, SECOND, Changes(), by=rina),
    ):
        with pytest.raises(Conflict):
            await act


async def test_a_postponed_series_is_published_again_first(weekly, rina):
    await operations.postpone(weekly.id, by=rina)
    with pytest.raises(Conflict):
        await operations.cancel_occurrence(weekly.id, SECOND, by=rina)


async def test_what_differs_goes_along_when_the_whole_series_moves(weekly, rina):
    await operations.cancel_occurrence(weekly.id, SECOND, "Libur", by=rina)
    await operations.change_occurrence(weekly.id, THIRD, DayChanges(room="Aula"), by=rina)
    day = timedelta(days=1)
    moved = await operations.change(
        weekly.id, Changes(starts_at=FIRST + day + HOURS, ends_at=FIRST + day + 2 * HOURS), by=rina
    )
    fresh = await Meeting.get(id=moved.id)
    assert fresh.recurrence == "FREQ=WEEKLY;COUNT=4"
    assert await days(fresh) == [
        (FIRST + day + HOURS, DayState.SCHEDULED),
        (SECOND + day + HOURS, DayState.CANCELLED),
        (THIRD + day + HOURS, DayState.CHANGED),
        (FOURTH + day + HOURS, DayState.SCHEDULED),
    ]
    assert (await Occurrence.get(state="changed")).room == "Aula"
    assert (await last_entry(fresh)).kind == "meeting.rescheduled"


async def test_a_rule_that_is_written_otherwise_is_no_change(weekly, rina):
    same = Changes(recurrence="RRULE:count=4;freq=weekly;interval=1")
    meeting = await operations.change(weekly.id, same, by=rina)
    assert (meeting.sequence, await told(meeting, 2)) == (0, [])


async def test_days_that_the_new_rule_has_not_are_dropped(weekly, rina):
    await operations.cancel_occurrence(weekly.id, SECOND, by=rina)
    await operations.cancel_occurrence(weekly.id, FOURTH, by=rina)
    meeting = await operations.change(weekly.id, Changes(recurrence="FREQ=WEEKLY;COUNT=3"), by=rina)
    assert (meeting.sequence, meeting.series_ends_at) == (3, THIRD + HOURS)
    assert [row.recurrence_id for row in await Occurrence.all()] == [SECOND]


async def test_a_series_becomes_a_meeting_that_is_held_once(weekly, rina):
    await operations.cancel_occurrence(weekly.id, SECOND, by=rina)
    meeting = await operations.change(weekly.id, Changes(recurrence=None), by=rina)
    assert (meeting.recurrence, meeting.series_ends_at) == ("", None)
    assert await Occurrence.all().count() == 0
    assert await days(meeting) == [(FIRST, DayState.SCHEDULED)]


async def test_the_rule_of_a_meeting_in_progress_stays(weekly, rina):
    await Meeting.filter(id=weekly.id).update(state=State.IN_PROGRESS)
    with pytest.raises(Conflict):
        await operations.change(weekly.id, Changes(recurrence=None), by=rina)


@pytest.mark.postgres
async def test_from_one_day_on_a_series_goes_on_as_another(
    weekly, rina, new_user, bkn, add_item, engine
):
    await add_item(weekly, "Pembukaan", minutes=10)
    chair = await new_user("Candra Ketua", bkn)
    await operations.assign(
        weekly.id, await operations.person_named(person=chair.id, by=rina), Part.CHAIR, by=rina
    )
    await Quota.create(meeting=weekly, agency=bkn, seats=3)
    await operations.cancel_occurrence(weekly.id, FOURTH, "Libur", by=rina)
    new = await operations.split_series(weekly.id, THIRD, Changes(room="Aula"), by=rina)
    old, new = await Meeting.get(id=weekly.id), await Meeting.get(id=new.id)
    assert old.recurrence == "FREQ=WEEKLY;UNTIL=20300319T015959Z"
    assert await days(old) == [(FIRST, DayState.SCHEDULED), (SECOND, DayState.SCHEDULED)]
    assert await days(new) == [(THIRD, DayState.SCHEDULED), (FOURTH, DayState.CANCELLED)]
    assert (new.recurrence, new.room, new.split_from_id) == ("FREQ=WEEKLY;COUNT=2", "Aula", old.id)
    assert (new.state, new.sequence, new.uid) == (State.SCHEDULED, 0, f"{new.id}@rakor.test")
    assert (old.sequence, old.room, old.series_ends_at) == (2, "Ruang Cendrawasih", SECOND + HOURS)
    assert [item.title for item in await AgendaItem.filter(meeting_id=new.id)] == ["Pembukaan"]
    assert {row.part for row in await MeetingPart.filter(meeting_id=new.id)} == {
        Part.ORGANIZER,
        Part.CHAIR,
    }
    assert [row.seats for row in await Quota.filter(meeting_id=new.id)] == [3]
    entry = await last_entry(old)
    assert (entry.kind, entry.data["into"], entry.data["recurrence_id"]) == (
        "series.split",
        str(new.id),
        "2030-03-19T02:00:00+00:00",
    )
    assert [kind for kind, _a in await told(new)] == ["meeting.drafted", "meeting.published"]


async def test_what_follows_a_split_may_be_on_another_weekday(weekly, rina):
    wednesday = THIRD + timedelta(days=1)
    changes = Changes(starts_at=wednesday, ends_at=wednesday + HOURS)
    new = await operations.split_series(weekly.id, THIRD, changes, by=rina)
    assert await days(new) == [
        (wednesday, DayState.SCHEDULED),
        (wednesday + timedelta(days=7), DayState.SCHEDULED),
    ]


async def test_what_cannot_be_the_beginning_of_another_series(weekly, rina):
    await operations.add_occurrence(weekly.id, NewDay(starts_at=THIRD + HOURS), by=rina)
    for at in (FIRST, THIRD + HOURS):
        with pytest.raises(Conflict):
            await operations.split_series(weekly.id, at, Changes(), by=rina)
    with pytest.raises(NotFound):
        await operations.split_series(weekly.id, THIRD + timedelta(hours=1), Changes(), by=rina)
    for at in (FIRST, SECOND):
        await operations.cancel_occurrence(weekly.id, at, by=rina)
    with pytest.raises(Conflict):
        await operations.split_series(weekly.id, THIRD, Changes(), by=rina)
    assert await Meeting.all().count() == 1


async def test_a_draft_is_split_into_a_draft(rina):
    draft = await operations.draft_meeting(Facts.model_validate(WEEKLY), by=rina)
    new = await operations.split_series(draft.id, THIRD, Changes(title="Lanjutan"), by=rina)
    assert (new.state, new.title) == (State.DRAFT, "Lanjutan")
    assert await told(new) == [("meeting.drafted", "staff")]


async def test_a_day_to_answer_by_is_before_the_meeting(weekly, rina):
    with pytest.raises(Invalid) as refused:
        await operations.change(weekly.id, Changes(answer_by=FIRST), by=rina)
    assert [error["field"] for error in refused.value.errors] == ["answer_by"]
    meeting = await operations.change(weekly.id, Changes(answer_by=FIRST - HOURS), by=rina)
    assert (meeting.answer_by, meeting.sequence) == (FIRST - HOURS, 0)


async def test_who_calls_the_meeting_counts_it_on_and_answers_stay(weekly, rina):
    meeting = await operations.change(weekly.id, Changes(called_by="chair"), by=rina)
    entry = await last_entry(meeting)
    assert (entry.kind, meeting.sequence, entry.data["asks_again"]) == ("meeting.changed", 1, False)


async def test_a_place_that_is_far_asks_again(weekly, rina):
    meeting = await operations.change(
        weekly.id, Changes(room="Makassar"), ask_again=True, notify=Notify.LATER, by=rina
    )
    entry = await last_entry(meeting)
    assert (entry.kind, meeting.sequence) == ("meeting.changed", 1)
    assert (entry.data["asks_again"], entry.data["notify"]) == (True, "later")


async def test_each_day_of_a_series_stands_on_its_own_day(weekly, scheduled, rina):
    await operations.cancel_occurrence(weekly.id, SECOND, by=rina)
    await operations.change_occurrence(
        weekly.id, THIRD, DayChanges(title="Khusus", room="Aula"), by=rina
    )
    found = await queries.occurrences_between(
        queries.visible_to(rina), Window(FIRST - timedelta(days=10), FOURTH)
    )
    assert [(each.starts_at, each.title) for each in found] == [
        (scheduled.starts_at, "Rapat Koordinasi Teknis"),
        (FIRST, "Rapat Koordinasi Teknis"),
        (THIRD, "Khusus"),
    ]
    assert found[-1].place == ["Aula", "Zoom"]
    assert found[0].ends_at == scheduled.ends_at


def test_the_key_of_a_day_is_its_start():
    assert read_day_key("20300312T020000Z") == SECOND
