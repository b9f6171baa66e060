"""How long corrections are taken, by agency; and which reviewers read confidential items."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.accounts.rules import Role
from rakor.errors import Forbidden
from rakor.minutes import operations, queries
from rakor.minutes.models import CorrectionWindow, Minutes, MinutesReview
from rakor.minutes.operations.windows import MINUTES
from rakor.minutes.rules import Reviewers, WindowLength


@pytest.fixture
async def keeper(held, new_user, bpsdm):
    return await new_user("Sita Sekretariat", bpsdm, Role.SECRETARIAT)


def days_left(minutes: Minutes) -> int:
    return round((minutes.corrections_until - datetime.now(UTC)) / timedelta(days=1))


@pytest.mark.postgres
async def test_an_agency_says_how_long_and_what_went_out_keeps_its_days(held, keeper, bpsdm):
    await operations.set_correction_window(bpsdm.id, WindowLength(days=14), by=keeper)
    key = held.meeting.id
    await operations.draft(key, by=held.taker)
    await operations.submit(key, by=held.taker)
    assert days_left(await operations.approve(key, by=held.chair)) == 14
    assert days_left(await operations.distribute(key, by=held.taker)) == 14
    await operations.set_correction_window(bpsdm.id, WindowLength(days=3), by=keeper)
    await operations.set_correction_window(bpsdm.id, WindowLength(days=3), by=keeper)
    assert days_left(await Minutes.get()) == 14
    assert [(e.kind, e.subject, e.data) for e in await journal.since(MINUTES, 0)] == [
        ("correction_window.changed", bpsdm.id, {"before": 7, "days": 14}),
        ("correction_window.changed", bpsdm.id, {"before": 14, "days": 3}),
    ]
    assert (await CorrectionWindow.get()).days == 3


async def test_it_is_set_on_a_page_and_by_programs_by_its_keepers(held, keeper, bpsdm, as_person):
    url = f"/agencies/{bpsdm.id}/correction-window"
    async with as_person(keeper, page=True) as browser:
        page = await browser.get(url)
        done = await browser.post(url, data={"days": "21"})
        wrong = await browser.post(url, data={"days": "0"})
    async with as_person(keeper) as program:
        told = (await program.get(f"/api/v1{url}")).json()
        put = (await program.put(f"/api/v1{url}", json={"days": 10})).json()
    async with as_person(held.guest) as program:
        refused = [await program.get(f"/api/v1{url}")]
        refused.append(await program.put(f"/api/v1{url}", json={"days": 1}))
    assert ('value="7"' in page.text, done.status_code, wrong.status_code) == (True, 303, 422)
    assert (told["days"], put["days"]) == (21, 10)
    assert [each.status_code for each in refused] == [403, 403]
    with pytest.raises(Forbidden):
        await operations.set_correction_window(bpsdm.id, WindowLength(days=1), by=held.stranger)


@pytest.mark.postgres
@pytest.mark.parametrize("chosen", [True, False])
async def test_a_reviewer_reads_secrets_only_where_named_for_them(held, new_user, bkn, chosen):
    outside = await new_user("Penelaah Luar", bkn, Role.PARTICIPANT)
    second = await new_user("Penelaah Kedua", bkn, Role.PARTICIPANT)
    key = held.meeting.id
    await operations.draft(key, by=held.taker)
    named = [{"person": str(outside.id), "confidential": chosen}, {"person": str(second.id)}]
    await operations.name_reviewers(key, Reviewers(reviewers=named), by=held.taker)
    await operations.submit(key, by=held.taker)
    found = await queries.reading(key, to=outside)
    titles = [notes.title for notes in found.document.discussion]
    assert ("Rahasia dapur" in titles, found.sees_all) == (chosen, chosen)
    paper = await operations.paper(key, "md", by=outside)
    assert ("Sangat rahasia" in paper.content.decode()) is chosen
    (planned,) = [e for e in await journal.since(key, 0) if e.kind == "minutes_review.planned"]
    assert planned.data["confidential"] == ([str(outside.id)] if chosen else [])
    await operations.initial(key, by=outside)
    after = await queries.reading(key, to=second)
    assert "Rahasia dapur" not in [notes.title for notes in after.document.discussion]


async def test_the_form_names_them_among_the_reviewers_only(held, as_person):
    await operations.draft(held.meeting.id, by=held.taker)
    url = f"{held.page}/reviewers"
    desk, guest = held.desk.person.email, held.guest.person.email
    async with as_person(held.taker, page=True) as browser:
        wrong = await browser.post(url, data={"reviewers": desk, "confidential": "x@y.go.id"})
        both = {"reviewers": f"{desk}\n{guest}", "confidential": guest.upper()}
        done = await browser.post(url, data=both)
        page = await browser.get(url)
    rows = await MinutesReview.all().order_by("position")
    assert (wrong.status_code, done.status_code) == (422, 303)
    assert [row.confidential for row in rows] == [False, True]
    assert "membaca butir rahasia" in page.text
