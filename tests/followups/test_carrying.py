"""What one meeting hands on to the next: open promises, changes, figures, and sheets."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor.documents.reading_sheets import read_sheets
from rakor.followups import operations, queries
from rakor.followups.models import Progress
from rakor.followups.rules import FollowUpState
from rakor.meetings.models import Meeting

S = FollowUpState


async def report(owed, promise, state: S, at: datetime, note: str = "x") -> None:
    made = await operations.report_progress(promise.id, state, note, by=owed.people["chair"])
    await Progress.filter(id=made.id).update(at=at)


async def test_what_changed_since_the_meeting_before_and_in_this_one(owed):
    closed, opened = datetime(2023, 6, 6, 5, tzinfo=UTC), datetime(2023, 7, 13, 2, tzinfo=UTC)
    await Meeting.filter(id=owed.before.id).update(closed_at=closed)
    await Meeting.filter(id=owed.meeting.id).update(
        opened_at=opened, closed_at=opened + timedelta(hours=3)
    )
    meeting = await Meeting.get(id=owed.meeting.id)
    await report(owed, owed.earlier, S.ACKNOWLEDGED, closed - timedelta(hours=1))
    await report(owed, owed.earlier, S.IN_PROGRESS, closed + timedelta(days=3), "Mulai")
    between = await queries.changed_since(meeting)
    await report(owed, owed.earlier, S.DONE, opened + timedelta(hours=1), "Selesai")
    await report(owed, owed.secret, S.IN_PROGRESS, opened + timedelta(hours=2))
    await report(owed, owed.late, S.IN_PROGRESS, opened + timedelta(days=9))
    after = await queries.changed_since(meeting)
    whole = await queries.changed_since(meeting, confidential=True)

    assert [(c.number, c.before, c.after, c.during, c.notes) for c in between] == [
        (1, S.ACKNOWLEDGED, S.IN_PROGRESS, False, ("Mulai",))
    ]
    assert [(c.meeting, c.before, c.after, c.during, c.notes) for c in after] == [
        ("Rakornas", S.ACKNOWLEDGED, S.DONE, True, ("Mulai", "Selesai"))
    ]
    assert {c.follow_up for c in whole} == {owed.earlier.id, owed.secret.id}


async def test_a_participant_reads_of_changes_what_they_may_see(owed, as_person):
    now = datetime.now(UTC) - timedelta(minutes=1)
    await report(owed, owed.secret, S.IN_PROGRESS, now)
    await report(owed, owed.earlier, S.IN_PROGRESS, now)
    url = f"/meetings/{owed.meeting.id}/follow-ups"
    seen = {}
    for who in ("guest", "chair"):
        async with as_person(owed.people[who]) as program:
            items = (await program.get(f"/api/v1{url}/changes")).json()["items"]
            seen[who] = {item["follow_up"] for item in items}
    async with as_person(owed.people["guest"], page=True) as browser:
        page = (await browser.get(url)).text

    earlier, secret = str(owed.earlier.id), str(owed.secret.id)
    assert seen == {"guest": {earlier}, "chair": {earlier, secret}}
    assert "Berubah dalam rapat ini" in page


async def test_the_rest_of_a_series_carries_on_what_was_open(owed, as_person):
    rest = await Meeting.get(id=owed.meeting.id)
    rest.follow_up_of, rest.split_from = None, owed.before
    await rest.save()

    assert await queries.predecessors(rest) == [owed.before.id]


@pytest.mark.postgres
async def test_the_list_is_a_sheet_too_and_formulas_stay_text(engine, owed, as_person):
    note = "=HYPERLINK(1)"
    await operations.report_progress(owed.late.id, S.IN_PROGRESS, note, by=owed.people["owner"])
    async with as_person(owed.people["guest"]) as guest:
        book = await guest.get("/api/v1/follow-ups.xlsx")
        lines = await guest.get(f"/api/v1/meetings/{owed.meeting.id}/follow-ups.csv?agency=BKN")
        strange = await guest.get("/api/v1/follow-ups.csv?limit=1")

    sheets = read_sheets(book.content, "a.xlsx")
    assert [len(sheets[0].rows), len(sheets)] == [4, 2]
    assert note in str(sheets[0].rows)
    assert "'=HYPERLINK" in lines.text
    assert lines.text.count("Keputusan") == 2
    assert strange.status_code == 422


async def test_the_board_draws_weeks_and_shares(owed, as_person):
    for promise, state in ((owed.late, S.DONE), (owed.soon, S.PENDING_VERIFICATION)):
        await operations.report_progress(promise.id, state, by=owed.people["chair"])
    async with as_person(owed.people["chair"], page=True) as browser:
        page = (await browser.get("/follow-ups")).text
        detail = (await browser.get(f"/follow-ups/{owed.soon.id}")).text

    assert 'class="chart"' in page
    assert "Kemajuan setiap instansi" in page
    assert "Nyatakan selesai" in detail
