"""Counts at a busy door: told at once to whoever comes alone, else a moment later by a clock."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from rakor import database, journal
from rakor.app import TABLES
from rakor.attendance import jobs, operations, queries
from rakor.attendance.models import CountDue, Head, Scan
from rakor.attendance.operations import due
from rakor.attendance.rules import Wish
from rakor.errors import Conflict, Forbidden, NotFound
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, State

numbers = count()


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """However slow this machine is, what was told lately was told lately."""
    monkeypatch.setattr(due, "PACE", 60.0)


def wish(**facts: object) -> Wish:
    return Wish(**{"nonce": f"due-{next(numbers)}", **facts})


@pytest.fixture
def come_together(meeting, invite, dewi, bkn):
    """`await come_together(n)`: so many are scanned at the same moment."""

    async def come(many: int) -> None:
        people = [await invite(f"Orang {n}", bkn) for n in range(many)]
        wishes = [wish(invitation=each.id) for each in people]
        await asyncio.gather(*[operations.check_in(meeting.id, each, by=dewi) for each in wishes])

    return come


@pytest.fixture
def crowd(meeting, come_together):
    """`await crowd()`: one comes alone, then five at once; gives what was told by then."""

    async def come() -> list[str]:
        await come_together(1)
        await come_together(5)
        return await said(meeting)

    return come


async def said(meeting: Meeting) -> list[str]:
    return [entry.kind for entry in await journal.since(meeting.id, 0)]


async def heads_told(meeting: Meeting) -> int:
    return int((await queries.attendance_state(meeting.id))["heads"])


async def test_whoever_comes_alone_is_told_at_once(meeting, invite, dewi, bkn):
    for n in range(3):
        person = await invite(f"Orang {n}", bkn)
        await operations.check_in(meeting.id, wish(invitation=person.id), by=dewi)
        assert await heads_told(meeting) == n + 1
    assert not await CountDue.all().exists()


@pytest.mark.postgres
async def test_many_at_once_are_told_by_the_clock_once(meeting, crowd):
    before = await crowd()
    assert before.count(queries.RECORDED) == 1
    assert await heads_told(meeting) == 1
    assert (await queries.counts(meeting.id))["heads"] == 6
    # Two workers look at the same moment.
    await asyncio.gather(operations.tell_due(), operations.tell_due())
    assert await queries.attendance_state(meeting.id) == await queries.counts(meeting.id)
    await operations.tell_due()
    assert (await said(meeting)).count(queries.RECORDED) == 2
    assert not await CountDue.all().exists()


async def test_what_is_told_otherwise_is_not_due_any_more(meeting, crowd, dewi, invite, bkn):
    await crowd()
    guest = await invite("Terakhir", bkn)
    await operations.check_in(meeting.id, wish(invitation=guest.id), by=dewi)
    assert await heads_told(meeting) == 7
    assert not await CountDue.all().exists()


async def test_a_process_that_ends_between_forgets_nothing(db, meeting, crowd):
    await crowd()
    await database.close()
    await database.connect(db, TABLES)
    with journal.bells.watch(meeting.id) as waiter:
        clock = asyncio.create_task(jobs.keep_counts())
        try:
            assert await waiter.wait(20)
        finally:
            await journal.end([clock])
    assert await queries.attendance_state(meeting.id) == await queries.counts(meeting.id)


@pytest.mark.postgres
async def test_desks_tell_themselves_when_no_clock_runs(meeting, crowd, come_together):
    await crowd()
    await CountDue.filter(meeting_id=meeting.id).update(
        since=datetime.now(UTC) - timedelta(seconds=30)
    )
    await come_together(2)
    assert await heads_told(meeting) == 8
    assert await queries.attendance_state(meeting.id) == await queries.counts(meeting.id)


async def test_a_quorum_reached_in_the_last_moment_of_a_meeting_is_written_after_it(
    meeting, invite, crowd, bpsdm
):
    await invite("Tidak datang", bpsdm)
    kinds = await crowd()
    assert kinds.count("quorum.reached") == 0
    late = await invite("Wakil BPSDM", bpsdm)
    # Somebody who was written down as busily as the others.
    head = await Head.filter(meeting_id=meeting.id).order_by("-id").first()
    await Head.filter(id=head.id).update(agency_id=bpsdm.id, invitation_id=late.id)
    row = await CountDue.get(meeting_id=meeting.id)
    await Meeting.filter(id=meeting.id).update(
        state=State.FINISHED, closed_at=row.since + timedelta(milliseconds=5)
    )
    await operations.tell_due()
    assert (await said(meeting)).count("quorum.reached") == 1
    told = await queries.attendance_state(meeting.id)
    assert (told["heads"], told["inside"]) == (6, 6)
    assert datetime.fromisoformat(told["quorum"]["since"]) == row.since


async def test_a_meeting_that_is_gone_is_forgotten(meeting, crowd):
    await CountDue.create(meeting_id=database.new_id(), since=datetime.now(UTC))
    await operations.tell_due()
    assert not await CountDue.all().exists()


@pytest.mark.postgres
async def test_officers_who_ask_together_are_refused_alone(
    meeting, invite, dewi, new_user, rina, bkn
):
    stranger, guest = await new_user("Orang Lain"), await new_user("Tamu Rapat")
    await MeetingPart.create(meeting=meeting, person_id=guest.id, part=Part.PARTICIPANT)
    person = await invite("Sari", bkn)
    done = await asyncio.gather(
        *[
            operations.check_in(meeting.id, wish(invitation=person.id), by=by)
            for by in (stranger, guest, dewi)
        ],
        return_exceptions=True,
    )
    assert [type(each) for each in done[:2]] == [NotFound, Forbidden]
    assert done[2].head is not None
    assert await Scan.all().count() == 1
    await Meeting.filter(id=meeting.id).update(state=State.CANCELLED)
    with pytest.raises(Conflict):
        await operations.check_in(meeting.id, wish(invitation=person.id), by=dewi)
    with pytest.raises(NotFound):
        await operations.check_in(database.new_id(), wish(invitation=person.id), by=dewi)
