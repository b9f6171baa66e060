"""Moving a meeting from the calendar: what would happen is said, and then it happens once."""

from datetime import UTC, datetime

import pytest

import rakor.invitations.queries  # noqa: F401 - invitations say who is asked
from rakor import journal
from rakor.invitations.models import Invitation
from rakor.meetings import operations
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.operations import Changes, Facts

from .conftest import FACTS
from .test_calendar import invite

THEN = {"starts_at": "2030-03-06T10:00", "ends_at": "2030-03-06T13:00", "zone": "Asia/Jakarta"}
FRIDAY = "starts_at=2030-03-08T11:00&ends_at=2030-03-08T14:00"


@pytest.fixture
async def page(rina, as_person):
    async with as_person(rina, page=True) as browser:
        yield browser


async def kinds(meeting):
    return [entry.kind for entry in await journal.since(meeting.id, 0)]


@pytest.mark.postgres
async def test_what_would_happen_is_said_and_nothing_is_stored(page, scheduled, bkn, new_agency):
    for agency in (bkn, bkn, await new_agency("LAN")):
        await invite(scheduled, agency)
    before = await kinds(scheduled)
    text = (await page.get(f"/meetings/{scheduled.id}/move/effect?{FRIDAY}")).text
    assert "Jumat, 8 Maret 2030, 11.00–14.00 WIB" in text
    assert "bersamaan dengan salat Jumat" in text
    assert "2 K/L (3 undangan) diberi tahu dan diminta menjawab lagi." in text
    await scheduled.refresh_from_db()
    assert (scheduled.starts_at, await kinds(scheduled)) == (
        datetime(2030, 3, 1, 2, tzinfo=UTC), before,
    )  # fmt: skip


async def test_what_was_to_think_of_already_is_not_said_again(page, scheduled):
    # The present time is on a Friday too, from nine to twelve.
    text = (await page.get(f"/meetings/{scheduled.id}/move/effect?{FRIDAY}")).text
    assert text.count("salat Jumat") == 1
    same = "starts_at=2030-03-01T09:00&ends_at=2030-03-01T12:00"
    text = (await page.get(f"/meetings/{scheduled.id}/move/effect?{same}")).text
    assert "Pilih waktu yang baru" in text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("starts_at=2030-03-08T11:00&ends_at=2030-03-08T10:00", "note-r"),
        ("starts_at=x&ends_at=", "note-r"),
        ("starts_at=9999-12-31T23:00&ends_at=9999-12-31T23:30", "note-r"),
        ("starts_at=0001-01-01T00:00&ends_at=0001-01-01T01:00", "note-r"),
        ("", "note-r"),
    ],
)
async def test_times_that_make_no_sense_are_said_to_be_so(page, scheduled, query, says):
    answer = await page.get(f"/meetings/{scheduled.id}/move/effect?{query}")
    assert answer.status_code == 200
    assert says in answer.text


@pytest.mark.postgres
async def test_a_meeting_is_moved_like_in_its_form(page, scheduled, bkn):
    await invite(scheduled, bkn)
    back = "/calendar?view=week&date=2030-03-06"
    answer = await page.post(
        f"/meetings/{scheduled.id}/move",
        data={**THEN, "revision": str(scheduled.revision), "back": back},
    )
    assert (answer.status_code, answer.headers["location"]) == (303, back)
    moved = await Meeting.get(id=scheduled.id)
    assert (moved.starts_at, moved.ends_at, moved.timezone, moved.sequence) == (
        datetime(2030, 3, 6, 3, tzinfo=UTC),
        datetime(2030, 3, 6, 6, tzinfo=UTC),
        "Asia/Jakarta",
        scheduled.sequence + 1,
    )
    assert (await kinds(scheduled))[-1] == "meeting.rescheduled"


async def test_whoever_has_not_seen_the_last_change_is_refused(page, scheduled, rina):
    seen = scheduled.revision
    await operations.change(scheduled.id, Changes(title="Lain"), by=rina)
    answer = await page.post(f"/meetings/{scheduled.id}/move", data={**THEN, "revision": str(seen)})
    assert answer.status_code == 412
    assert "Data ini sudah diubah orang lain." in answer.text
    assert 'value="2030-03-06T10:00"' in answer.text
    assert (await kinds(scheduled))[-1] == "meeting.changed"


@pytest.mark.postgres
async def test_of_a_series_only_that_day_is_moved(page, rina):
    facts = {**FACTS, "recurrence": "FREQ=WEEKLY;COUNT=4"}
    meeting = await operations.draft_meeting(Facts.model_validate(facts), by=rina)
    await operations.publish(meeting.id, by=rina)
    day = "20300308T020000Z"
    form = await page.get(f"/meetings/{meeting.id}/move?day={day}&{FRIDAY}")
    assert "Hanya hari ini yang pindah" in form.text
    answer = await page.post(
        f"/meetings/{meeting.id}/move", data={**THEN, "day": day, "revision": "0"}
    )
    assert answer.headers["location"] == f"/meetings/{meeting.id}"
    row = await Occurrence.get(meeting_id=meeting.id)
    assert (row.recurrence_id, row.starts_at) == (
        datetime(2030, 3, 8, 2, tzinfo=UTC), datetime(2030, 3, 6, 3, tzinfo=UTC),
    )  # fmt: skip
    assert (await Meeting.get(id=meeting.id)).starts_at == datetime(2030, 3, 1, 2, tzinfo=UTC)
    again = await page.post(
        f"/meetings/{meeting.id}/move", data={**THEN, "day": day, "revision": "0"}
    )
    assert again.status_code == 412


async def test_a_whole_series_is_moved_in_its_form(page, rina):
    facts = {**FACTS, "recurrence": "FREQ=WEEKLY;COUNT=4"}
    meeting = await operations.draft_meeting(Facts.model_validate(facts), by=rina)
    here = f"/meetings/{meeting.id}/move"
    assert (await page.get(here)).headers["location"] == f"/meetings/{meeting.id}/edit"
    answers = [
        await page.post(here, data={**THEN, "revision": "1"}, follow_redirects=False),
        await page.get(f"{here}?day=x"),
        await page.get(f"{here}?day=20300302T020000Z"),
    ]
    assert [each.status_code for each in answers] == [303, 404, 404]
    assert (await Meeting.get(id=meeting.id)).starts_at == datetime(2030, 3, 1, 2, tzinfo=UTC)


async def test_a_draft_of_what_is_told_is_read_before_it_goes_out(page, scheduled, bkn):
    await invite(scheduled, bkn)
    typed = {**THEN, "revision": str(scheduled.revision), "notify": "later"}
    answer = await page.post(f"/meetings/{scheduled.id}/move", data=typed)
    assert answer.headers["location"] == f"/meetings/{scheduled.id}/notices"
    assert (await journal.since(scheduled.id, 0))[-1].data["notify"] == "later"
    assert await Invitation.filter(meeting_id=scheduled.id).count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"back": "https://evil.example/"}, {"back": "//evil.example"}, {"zone": "Mars/Olympus"},
        {"revision": "x"}, {"starts_at": ""}, {"ends_at": "2030-03-06T09:00"}, {"day": "x" * 30},
        {"colour": "red"},
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused_and_moves_nothing(page, scheduled, wrong):
    typed = {**THEN, "revision": str(scheduled.revision), **wrong}
    answer = await page.post(f"/meetings/{scheduled.id}/move", data=typed)
    assert answer.status_code == 422
    assert (await kinds(scheduled))[-1] == "meeting.published"


async def test_a_meeting_that_is_over_says_that_it_stays(page, running, rina):
    await operations.close(running.id, by=rina)
    shown = await page.get(f"/meetings/{running.id}/move")
    assert (shown.status_code, "tidak dapat diubah lagi" in shown.text) == (200, True)
    answer = await page.post(
        f"/meetings/{running.id}/move", data={**THEN, "revision": str(running.revision + 1)}
    )
    assert answer.status_code == 409
