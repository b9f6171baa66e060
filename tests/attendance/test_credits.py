from datetime import timedelta

import pytest

from rakor.attendance import operations, queries
from rakor.attendance.models import AttendancePlan, TrainingCredit
from rakor.attendance.rules import Direction, WalkIn, Wish
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State


@pytest.fixture
async def ratna(new_user, meeting: Meeting):
    """Whoever prepares the meeting."""
    user = await new_user("Ratnasari Halim")
    await MeetingPart.create(meeting=meeting, person_id=user.id, part=Part.SECRETARIAT)
    return user


@pytest.fixture
async def course(meeting: Meeting, invite, dewi, bkn):
    """A meeting of eight hours that is over: Sari stayed to the end, Tono left at once."""
    await AttendancePlan.create(meeting=meeting, training_hours=8)
    sari, tono = await invite("Sari", bkn), await invite("Tono", bkn)
    at = meeting.starts_at
    for n, (who, direction, when) in enumerate(
        (
            (sari, Direction.IN, at),
            (tono, Direction.IN, at),
            (tono, Direction.OUT, at + timedelta(minutes=1)),
        )
    ):
        wish = Wish(f"n{n}", invitation=who.id, direction=direction, at=when)
        await operations.check_in(meeting.id, wish, by=dewi)
    await operations.check_in(meeting.id, Wish("g", walk_in=WalkIn("Budi", "BKN")), by=dewi)
    meeting.state = State.FINISHED
    await meeting.save()
    return meeting


async def test_everybody_who_came_gets_the_hours_once(course, ratna):
    assert await operations.credit(course.id, by=ratna) == 3
    assert await operations.credit(course.id, by=ratna) == 0
    rows = await queries.credits_of(course)
    year = course.starts_at.year
    ends = [row.number.removeprefix(f"JP/{year}/{course.id.hex[-8:].upper()}/") for row in rows]
    assert ends == ["0001", "0002", "0003"]
    assert {(row.hours, row.year) for row in rows} == {(8, year)}


async def test_whoever_was_there_too_short_gets_none(course, ratna):
    await operations.credit(course.id, by=ratna, least_minutes=5)
    assert {row.name for row in await queries.credits_of(course)} == {"Sari", "Budi"}


async def test_hours_taken_back_stay_in_the_record_and_are_not_given_again(course, ratna):
    await operations.credit(course.id, by=ratna)
    row = await TrainingCredit.get(name="Sari")
    with pytest.raises(Invalid):
        await operations.take_back(row.id, "  ", by=ratna)
    await operations.take_back(row.id, "Pulang sebelum ujian.", by=ratna)
    with pytest.raises(Conflict):
        await operations.take_back(row.id, "Sekali lagi.", by=ratna)
    assert await operations.credit(course.id, by=ratna) == 0

    [year] = await queries.years_of(row.person_id)
    assert (year.hours, year.missing) == (0, 20)
    assert [(each.revoked, each.reason) for each in year.credits] == [
        (True, "Pulang sebelum ujian.")
    ]


async def test_a_meeting_that_gives_none_or_is_not_over_credits_nobody(course, meeting, ratna):
    await AttendancePlan.filter(meeting_id=meeting.id).update(training_hours=0)
    with pytest.raises(Conflict):
        await operations.credit(course.id, by=ratna)
    await AttendancePlan.filter(meeting_id=meeting.id).update(training_hours=8)
    await Meeting.filter(id=meeting.id).update(state=State.IN_PROGRESS)
    with pytest.raises(Conflict):
        await operations.credit(course.id, by=ratna)


async def test_hours_of_others_are_read_by_those_who_keep_their_agency(course, ratna, new_user):
    await operations.credit(course.id, by=ratna)
    row = await TrainingCredit.get(name="Sari")
    stranger = await new_user("Orang Lain")
    with pytest.raises(Forbidden):
        await queries.find_learner(row.person_id, by=stranger)
    with pytest.raises(Forbidden):
        await queries.find_credit(row.id, by=stranger)
