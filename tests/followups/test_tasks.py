"""One's tasks as a calendar: VTODO for what one's agency owes, and the address of it."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from rakor.accounts.models import Account
from rakor.followups import operations, queries
from rakor.followups.export import Todo, domain_of, todos
from rakor.followups.rules import FollowUpState
from rakor.live.models import Commitment

TASKS = "/api/v1/feeds/tasks"


@pytest.mark.postgres
async def test_what_the_agency_owes_is_a_task_with_date_and_state(engine, owed, as_person):
    owner = owed.people["owner"]
    await operations.report_progress(
        owed.late.id, FollowUpState.IN_PROGRESS, "Berjalan", percent=40, by=owner
    )
    await operations.report_progress(owed.earlier.id, FollowUpState.DONE, by=owed.people["chair"])
    url = queries.task_url(await operations.make_task_feed(by=owner)).removeprefix(
        "http://rakor.test"
    )
    async with as_person(None) as program:
        first = await program.get(url)
        again = await program.get(url, headers={"if-none-match": first.headers["etag"]})

    found = {
        str(each["uid"]).partition("@")[0]: each
        for each in Calendar.from_ical(first.content).walk("VTODO")
    }
    late, done = found[str(owed.late.id)], found[str(owed.earlier.id)]
    assert set(found) == {str(owed.late.id), str(owed.earlier.id)}
    decision = await owed.late.decision
    assert (late["status"], late["percent-complete"], late["due"].dt) == (
        "IN-PROCESS",
        40,
        decision.due,
    )
    assert (str(late["related-to"]), late["related-to"].params["RELTYPE"]) == (
        owed.meeting.uid,
        "PARENT",
    )
    assert (done["status"], done["percent-complete"], "completed" in done) == (
        "COMPLETED",
        100,
        True,
    )
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["referrer-policy"] == "no-referrer"


async def test_an_address_is_made_renewed_and_revoked(owed, as_person):
    async with as_person(owed.people["owner"]) as owner:
        none = (await owner.get(TASKS)).json()
        early = await owner.post(f"{TASKS}/renew", json={})
        made = await owner.post(TASKS, json={})
        twice = await owner.post(TASKS, json={})
        other = (await owner.post(f"{TASKS}/renew", json={})).json()
        old = await owner.get(made.json()["url"])
        new = await owner.get(other["url"])
        gone = (await owner.post(f"{TASKS}/revoke", json={})).json()
        closed = await owner.get(other["url"])
        back = await owner.post(TASKS, json={})

    assert (none["state"], early.status_code, made.status_code, twice.status_code) == (
        "none",
        409,
        201,
        409,
    )
    assert (old.status_code, new.status_code, gone["state"], closed.status_code) == (
        404,
        200,
        "revoked",
        404,
    )
    assert (back.status_code, back.json()["url"] != other["url"]) == (201, True)


async def test_a_closed_account_has_no_tasks(owed, as_person):
    owner = owed.people["owner"]
    url = queries.task_url(await operations.make_task_feed(by=owner))
    await Account.filter(person_id=owner.id).update(active=False)
    async with as_person(None) as program:
        assert (await program.get(url)).status_code == 404


async def test_the_page_says_the_address(owed, as_person):
    async with as_person(owed.people["owner"], page=True) as browser:
        before = (await browser.get("/follow-ups/calendar")).text
        made = await browser.post("/follow-ups/calendar", data={})
        page = (await browser.get("/follow-ups/calendar")).text
        for act in ("renew", "revoke"):
            assert (await browser.post(f"/follow-ups/calendar/{act}", data={})).status_code == 303

    assert (made.status_code, "webcal://" in before, "webcal://" in page) == (303, False, True)


@pytest.mark.parametrize("state", list(FollowUpState))
def test_every_state_is_one_of_the_standard_and_text_stays_in_its_line(state):
    todo = Todo(
        uid="1@x",
        summary="Satu\r\nBEGIN:VALARM\x00, dua; " + "panjang " * 60,
        meeting="Rapat",
        meeting_uid="m@x",
        owner="BKN",
        indicator="",
        note="",
        url="https://x/1",
        due=date(2030, 1, 1),
        state=state,
        percent=10,
        sequence=1,
        changed_at=datetime(2030, 1, 1, tzinfo=UTC),
        category="Tindak lanjut",
    )
    written = todos([todo], "Tugas")
    [task] = Calendar.from_ical(written).walk("VTODO")

    assert task["status"] in {"NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"}
    assert not task.subcomponents
    assert written == todos([todo], "Tugas")
    assert (domain_of("a@b"), domain_of("a")) == ("b", "rakor")


async def test_another_agency_s_promises_are_no_tasks_of_mine(owed):
    tasks = await queries.tasks_of(owed.people["guest"])

    assert b"BEGIN:VTODO" not in tasks.content
    assert await Commitment.all().count() > 0
