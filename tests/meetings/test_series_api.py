"""Series through the door of programs."""

import pytest

from rakor.meetings.models import Meeting

from .conftest import FACTS

API = "/api/v1/meetings"
WEEKLY = {
    **FACTS,
    "starts_at": "2030-03-05T09:00:00+07:00",
    "ends_at": "2030-03-05T11:00:00+07:00",
    "recurrence": "FREQ=WEEKLY;COUNT=4",
    "answer_by": "2030-03-01T16:00:00+07:00",
    "called_by": "chair",
    "shows_roster": True,
}
SECOND = "20300312T020000Z"


@pytest.fixture
async def api(rina, as_person):
    async with as_person(rina) as client:
        yield client


@pytest.fixture
async def url(api) -> str:
    """A published series of four Tuesdays."""
    made = (await api.post(API, json=WEEKLY)).json()
    await api.post(f"{API}/{made['id']}/publish", json={})
    return f"{API}/{made['id']}"


async def test_a_series_says_how_it_repeats(api, url):
    told = (await api.get(url)).json()
    names = ("recurrence", "answer_by", "called_by", "shows_roster", "split_from", "sequence")
    assert {name: told[name] for name in names} == {
        "recurrence": "FREQ=WEEKLY;COUNT=4",
        "answer_by": "2030-03-01T16:00:00+07:00",
        "called_by": "chair",
        "shows_roster": True,
        "split_from": None,
        "sequence": 0,
    }


async def test_the_days_of_a_series_are_listed_page_by_page(api, url):
    first = (await api.get(f"{url}/occurrences", params={"limit": 3})).json()
    rest = await api.get(f"{url}/occurrences", params={"limit": 3, "cursor": first["next"]})
    assert first["items"][1] == {
        "recurrence_id": SECOND,
        "revision": 0,
        "status": "scheduled",
        "starts_at": "2030-03-12T09:00:00+07:00",
        "ends_at": "2030-03-12T11:00:00+07:00",
        "title": "Rapat Koordinasi Teknis",
        "room": "Ruang Cendrawasih",
        "venue": {"name": "", "address": "", "region": ""},
        "reason": "",
        "sequence": 0,
    }
    assert [day["recurrence_id"] for day in first["items"]] == [
        "20300305T020000Z",
        SECOND,
        "20300319T020000Z",
    ]
    assert [day["recurrence_id"] for day in rest.json()["items"]] == ["20300326T020000Z"]
    assert rest.json()["next"] is None


async def test_the_days_of_a_span_of_time(api, url):
    span = {"from": "2030-03-12T10:00:00+07:00", "to": "2030-03-20T00:00:00+07:00"}
    found = (await api.get(f"{url}/occurrences", params=span)).json()["items"]
    assert [day["recurrence_id"] for day in found] == [SECOND, "20300319T020000Z"]
    wrong = await api.get(f"{url}/occurrences", params={"cursor": "x"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "cursor")


async def test_a_meeting_that_is_held_once_is_its_only_day(api, scheduled):
    found = (await api.get(f"{API}/{scheduled.id}/occurrences")).json()
    assert [day["recurrence_id"] for day in found["items"]] == ["20300301T020000Z"]


async def test_a_day_is_changed_called_off_and_restored(api, url):
    day = f"{url}/occurrences/{SECOND}"
    changes = {"starts_at": "2030-03-12T13:00:00+07:00", "ends_at": "2030-03-12T15:00:00+07:00"}
    changed = await api.patch(day, json=changes | {"venue": {"name": "Balai"}})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"1"')
    assert {
        name: changed.json()[name] for name in ("status", "starts_at", "venue", "sequence")
    } == {
        "status": "changed",
        "starts_at": "2030-03-12T13:00:00+07:00",
        "venue": {"name": "Balai", "address": "", "region": ""},
        "sequence": 1,
    }
    late = await api.patch(day, json={"room": "A"}, headers={"if-match": '"0"'})
    off = await api.post(f"{day}/cancel?notify=later", json={"reason": "Libur"})
    again = await api.post(f"{day}/cancel", json={})
    back = await api.post(f"{day}/restore", json={})
    assert [each.status_code for each in (late, off, again, back)] == [412, 200, 409, 200]
    assert (off.json()["status"], off.json()["reason"]) == ("cancelled", "Libur")
    assert (back.json()["status"], back.json()["starts_at"], back.json()["sequence"]) == (
        "scheduled",
        "2030-03-12T09:00:00+07:00",
        3,
    )


@pytest.mark.parametrize("day", ["20300313T020000Z", "tomorrow", "20309999T020000Z"])
async def test_other_days_are_not_found(api, url, day):
    assert (await api.post(f"{url}/occurrences/{day}/cancel", json={})).status_code == 404


async def test_a_day_is_added(api, url):
    new = {"starts_at": "2030-03-28T09:00:00+07:00", "title": "Pleno"}
    made = await api.post(f"{url}/occurrences", json=new)
    assert (made.status_code, made.json()["status"], made.json()["title"]) == (
        201,
        "added",
        "Pleno",
    )
    assert made.json()["ends_at"] == "2030-03-28T11:00:00+07:00"
    assert (await api.post(f"{url}/occurrences", json=new)).status_code == 409


async def test_a_series_goes_on_as_another(api, url):
    wish = {"from": "20300319T020000Z", "title": "Tahap kedua"}
    new = await api.post(f"{url}/split", json=wish)
    old = (await api.get(url)).json()
    assert (new.status_code, new.json()["split_from"], new.json()["title"]) == (
        201,
        old["id"],
        "Tahap kedua",
    )
    assert (new.json()["recurrence"], old["recurrence"]) == (
        "FREQ=WEEKLY;COUNT=2",
        "FREQ=WEEKLY;UNTIL=20300319T015959Z",
    )
    assert new.json()["starts_at"] == "2030-03-19T09:00:00+07:00"
    wrong = await api.post(f"{url}/split", json={"from": "x"})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "from")


@pytest.mark.parametrize(
    ("query", "status"),
    [("notify=later", 200), ("notify=none", 422), ("ask_again=true", 200), ("other=1", 422)],
)
async def test_how_a_change_is_told_is_asked_in_the_address(api, url, query, status):
    assert (await api.patch(f"{url}?{query}", json={"room": "Aula"})).status_code == status
    meeting = await Meeting.get()
    assert meeting.sequence == int(query == "ask_again=true")


async def test_a_series_is_in_the_list_of_each_of_its_days(api, url):
    for day, n in [("2030-03-26", 1), ("2030-03-27", 0)]:
        found = await api.get(API, params={"from": day, "to": "2030-04-30"})
        assert len(found.json()["items"]) == n


async def test_a_rule_is_refused_by_its_field(api, url):
    for rule in ["FREQ=WEEKLY;BYDAY=WE", "x" * 401, "FREQ=HOURLY"]:
        refused = await api.patch(url, json={"recurrence": rule})
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "recurrence")
    once = await api.patch(url, json={"recurrence": None})
    assert (once.status_code, once.json()["recurrence"], once.json()["sequence"]) == (200, None, 1)
