"""Series as people see and change them in pages."""

from datetime import UTC, datetime

import pytest

from rakor.meetings import operations
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.operations import Facts

from .conftest import FACTS

WEEKLY = {
    **FACTS,
    "starts_at": "2030-03-05T09:00:00+07:00",
    "ends_at": "2030-03-05T11:00:00+07:00",
    "recurrence": "FREQ=WEEKLY;COUNT=4",
}
SECOND, THIRD = "20300312T020000Z", "20300319T020000Z"
TYPED = {
    "title": "Rapat mingguan",
    "starts_at": "2030-03-05T09:00",
    "ends_at": "2030-03-05T11:00",
    "timezone": "Asia/Jakarta",
    "room": "Aula",
    "online.join_url": "https://zoom.example/1",
}


@pytest.fixture
async def weekly(rina) -> Meeting:
    draft = await operations.draft_meeting(Facts.model_validate(WEEKLY), by=rina)
    return await operations.publish(draft.id, by=rina)


@pytest.fixture
async def page(rina, as_person):
    async with as_person(rina, page=True) as browser:
        yield browser


CHOSEN = [
    ({"repeat": "none", "recurrence": "FREQ=DAILY"}, ""),
    ({"repeat": "weekly", "repeat_count": "3"}, "FREQ=WEEKLY;COUNT=3"),
    ({"repeat": "monthly", "repeat_until": "2030-09-01"}, "FREQ=MONTHLY;UNTIL=20300901T165959Z"),
    ({"repeat": "custom", "recurrence": "FREQ=MONTHLY;BYDAY=1TU"}, "FREQ=MONTHLY;BYDAY=1TU"),
    ({}, ""),
]


@pytest.mark.parametrize(("chosen", "kept"), CHOSEN)
async def test_how_a_meeting_repeats_is_chosen_without_script(page, chosen, kept):
    answer = await page.post("/meetings/new", data={**TYPED, **chosen})
    assert (answer.status_code, (await Meeting.get()).recurrence) == (303, kept)


@pytest.mark.parametrize(
    "chosen",
    [
        {"repeat": "weekly", "repeat_count": "3", "repeat_until": "2030-09-01"},
        {"repeat": "custom", "recurrence": ""},
        {"repeat": "custom", "recurrence": "FREQ=WEEKLY;BYDAY=WE"},
    ],
)
async def test_a_rule_that_makes_no_sense_comes_back_with_what_was_typed(page, chosen):
    answer = await page.post("/meetings/new", data={**TYPED, **chosen})
    assert (answer.status_code, await Meeting.all().count()) == (422, 0)
    assert 'id="e-recurrence"' in answer.text


@pytest.mark.parametrize(
    ("rule", "shown"),
    [
        ("FREQ=WEEKLY;COUNT=4", 'value="weekly" selected'),
        ("FREQ=MONTHLY;UNTIL=20300901", 'value="2030-09-01"'),
        ("FREQ=WEEKLY;UNTIL=20300401T010000Z", 'value="FREQ=WEEKLY;UNTIL=20300401T010000Z"'),
        ("FREQ=WEEKLY;BYDAY=TU", 'value="custom" selected'),
    ],
)
async def test_the_form_shows_the_rule_and_saving_it_changes_nothing(page, rina, rule, shown):
    facts = Facts.model_validate({**WEEKLY, "recurrence": rule})
    meeting = await operations.publish((await operations.draft_meeting(facts, by=rina)).id, by=rina)
    form = await page.get(f"/meetings/{meeting.id}/edit")
    assert shown in form.text
    how = {"repeat": "custom", "recurrence": meeting.recurrence}
    await page.post(f"/meetings/{meeting.id}/edit", data=how)
    assert (await Meeting.get()).sequence == 0


async def test_what_is_saved_for_later_leads_to_the_drafts(page, weekly):
    url = f"/meetings/{weekly.id}"
    later = await page.post(f"{url}/edit", data={"room": "Balai", "notify": "later"})
    asked = await page.post(f"{url}/edit", data={"room": "Aula", "ask_again": "true"})
    assert later.headers["location"] == f"{url}/notices"
    assert asked.headers["location"] == url
    assert (await Meeting.get()).sequence == 1


async def test_the_page_of_a_series_shows_its_next_days(page, weekly):
    text = (await page.get(f"/meetings/{weekly.id}")).text
    assert "setiap Selasa, 4 kali" in text
    assert text.count('<th role="rowheader"') == 4
    assert f"/meetings/{weekly.id}/occurrences/{SECOND}/split" in text


async def test_a_participant_sees_the_days_without_buttons(weekly, cast, as_person):
    users = await cast(weekly)
    async with as_person(users["participant"], page=True) as browser:
        days = await browser.get(f"/meetings/{weekly.id}/occurrences")
        form = await browser.get(f"/meetings/{weekly.id}/occurrences/{SECOND}")
    assert (days.status_code, form.status_code) == (200, 403)
    assert "Batalkan hari ini" not in days.text
    assert "Tambah satu hari" not in days.text


async def test_one_day_is_changed_called_off_and_restored_in_pages(page, weekly):
    url = f"/meetings/{weekly.id}"
    day = f"{url}/occurrences/{SECOND}"
    typed = {"revision": "0", "starts_at": "2030-03-12T13:00", "ends_at": "2030-03-12T15:00"}
    changed = await page.post(day, data={**typed, "title": "Pleno", "notify": "now"})
    assert (changed.status_code, changed.headers["location"]) == (303, url)
    row = await Occurrence.get()
    assert (row.starts_at, row.title) == (datetime(2030, 3, 12, 6, tzinfo=UTC), "Pleno")
    stale = await page.post(day, data={**typed, "room": "A"})
    assert stale.status_code == 412
    off = await page.post(f"{day}/cancel", data={"reason": "Libur", "notify": "later"})
    assert off.headers["location"] == f"{url}/notices"
    again = await page.post(f"{day}/cancel", data={"reason": "Libur"})
    assert (again.status_code, "Hari ini sudah dibatalkan." in again.text) == (409, True)
    assert "Pulihkan hari ini" in (await page.get(day)).text
    await page.post(f"{day}/restore", data={})
    assert await Occurrence.all().count() == 0


async def test_a_day_is_added_in_a_page(page, weekly):
    url = f"/meetings/{weekly.id}/occurrences"
    for starts, status in [("2030-03-28T09:00", 303), ("2030-03-28T09:00", 409), ("", 422)]:
        answer = await page.post(url, data={"starts_at": starts, "ends_at": "", "room": "Aula"})
        assert answer.status_code == status
    assert (await Occurrence.get()).ends_at == datetime(2030, 3, 28, 4, tzinfo=UTC)


async def test_from_a_day_on_a_series_is_another_in_a_page(page, weekly):
    url = f"/meetings/{weekly.id}/occurrences/{THIRD}/split"
    form = await page.get(url)
    assert 'value="2030-03-19T09:00"' in form.text
    typed = {"starts_at": "2030-03-20T09:00", "ends_at": "2030-03-20T11:00"}
    done = await page.post(url, data={**typed, "repeat": "weekly", "repeat_count": "2"})
    new = await Meeting.get(split_from_id=weekly.id)
    assert (done.status_code, done.headers["location"]) == (303, f"/meetings/{new.id}")
    assert (new.recurrence, new.starts_at.day) == ("FREQ=WEEKLY;COUNT=2", 20)


async def test_a_meeting_that_is_held_once_has_no_such_pages(page, scheduled):
    day = f"/meetings/{scheduled.id}/occurrences/20300301T020000Z"
    assert [(await page.get(each)).status_code for each in (day, day + "/split")] == [409, 409]
    assert (await page.get(f"/meetings/{scheduled.id}/occurrences/x")).status_code == 404


async def test_the_days_are_shown_page_by_page(page, rina):
    facts = Facts.model_validate({**WEEKLY, "recurrence": "FREQ=DAILY"})
    meeting = await operations.draft_meeting(facts, by=rina)
    first = await page.get(f"/meetings/{meeting.id}/occurrences")
    assert "?after=20300403T020000Z" in first.text
    rest = await page.get(f"/meetings/{meeting.id}/occurrences?after=20300403T020000Z")
    assert "4 April 2030" in rest.text


async def test_the_calendar_shows_each_day_on_its_own(page, weekly, rina):
    await operations.cancel_occurrence(weekly.id, datetime(2030, 3, 12, 2, tzinfo=UTC), by=rina)
    text = (await page.get("/calendar?month=2030-03")).text
    # Once in the table, once in the list of small screens.
    assert text.count(f'href="/meetings/{weekly.id}"') == 2 * 3


async def test_the_list_says_how_a_series_repeats(page, weekly):
    assert "setiap Selasa, 4 kali" in (await page.get("/meetings")).text
