import pytest

from rakor import journal
from rakor.meetings import operations
from rakor.meetings.models import AgendaItem
from rakor.meetings.rules import ItemState

from .conftest import FACTS, told

API = "/api/v1/meetings"


async def states(meeting):
    rows = await AgendaItem.filter(meeting_id=meeting.id).order_by("position")
    return [(row.title, row.state.value) for row in rows]


@pytest.mark.postgres
async def test_items_are_added_at_the_end(draft, rina, as_person):
    url = f"{API}/{draft.id}/agenda"
    async with as_person(rina) as api:
        first = await api.post(url, json={"title": "Pembukaan", "minutes": 15, "presenter": "Wira"})
        await api.post(url, json={"title": "Penutup"})
        listed = await api.get(url)
    body = first.json()
    assert first.status_code == 201
    assert body == {
        "id": body["id"],
        "revision": 1,
        "seq": 2,
        "position": 1,
        "title": "Pembukaan",
        "minutes": 15,
        "presenter": "Wira",
        "description": "",
        "confidential": False,
        "status": "pending",
        "started_at": None,
        "finished_at": None,
    }
    assert [item["title"] for item in listed.json()["items"]] == ["Pembukaan", "Penutup"]
    assert await told(draft, 1) == [("agenda.added", "staff"), ("agenda.added", "staff")]


async def test_an_item_changes_against_its_revision(scheduled, rina, as_person, add_item):
    item = await add_item(scheduled, "Pembukan")
    url = f"{API}/{scheduled.id}/agenda/{item.id}"
    async with as_person(rina) as api:
        right = await api.patch(url, json={"title": "Pembukaan"}, headers={"if-match": '"1"'})
        late = await api.patch(url, json={"title": "X"}, headers={"if-match": '"1"'})
        same = await api.patch(url, json={"title": "Pembukaan"})
    assert (right.status_code, right.json()["revision"]) == (200, 2)
    assert (late.status_code, same.json()["revision"]) == (412, 2)
    entry = (await journal.since(scheduled.id, 3))[0]
    assert (entry.kind, entry.data["changed"]) == ("agenda.changed", ["title"])
    assert entry.data["items"][0]["title"] == "Pembukaan"


async def test_what_becomes_confidential_is_gone_for_participants_first(
    scheduled, rina, as_person, add_item
):
    item = await add_item(scheduled, "Anggaran")
    url = f"{API}/{scheduled.id}/agenda/{item.id}"
    async with as_person(rina) as api:
        await api.patch(url, json={"confidential": True})
        await api.patch(url, json={"title": "Anggaran 2031"})
        await api.patch(url, json={"confidential": False})
    entries = await journal.since(scheduled.id, 3)
    assert [(e.kind, e.audience.value, sorted(e.data)) for e in entries] == [
        ("agenda.removed", "participants", ["gone"]),
        ("agenda.changed", "staff", ["changed", "items"]),
        ("agenda.changed", "staff", ["changed", "items"]),
        ("agenda.changed", "participants", ["changed", "items"]),
    ]


@pytest.mark.postgres
async def test_the_order_names_every_item_once(scheduled, rina, as_person, add_item):
    items = [await add_item(scheduled, title) for title in ("A", "B", "C")]
    secret = await add_item(scheduled, "D", confidential=True)
    keys = [str(item.id) for item in (items[2], secret, items[0], items[1])]
    url = f"{API}/{scheduled.id}/agenda/order"
    async with as_person(rina) as api:
        wrong = [
            await api.post(url, json={"items": wish})
            for wish in (keys[:3], [*keys, keys[0]], [keys[0]] * 4, [])
        ]
        right = await api.post(url, json={"items": keys})
    assert [answer.status_code for answer in wrong] == [422] * 4
    assert [item["title"] for item in right.json()["items"]] == ["C", "D", "A", "B"]
    assert [title for title, _state in await states(scheduled)] == ["C", "D", "A", "B"]
    assert await told(scheduled, 6) == [
        ("agenda.ordered", "participants"),
        ("agenda.ordered", "staff"),
    ]
    open_entry = (await journal.since(scheduled.id, 6))[0]
    assert {item["title"] for item in open_entry.data["items"]} == {"A", "B", "C"}


@pytest.mark.postgres
async def test_starting_an_item_finishes_the_one_before(running, rina, as_person, add_item):
    one, two = [await add_item(running, title) for title in ("Satu", "Dua")]
    url = f"{API}/{running.id}/agenda"
    async with as_person(rina) as api:
        first = await api.post(f"{url}/{one.id}/start")
        again = await api.post(f"{url}/{one.id}/start")
        second = await api.post(f"{url}/{two.id}/start")
        closed = await api.post(f"{API}/{running.id}/close")
    assert (first.json()["status"], again.status_code) == ("active", 409)
    assert second.json()["seq"] == 8
    assert [kind for kind, _audience in await told(running, 5)] == [
        "agenda.started",
        "agenda.finished",
        "agenda.started",
        "agenda.finished",
        "meeting.closed",
    ]
    done = [(item["status"], item["finished_at"] is None) for item in closed.json()["agenda"]]
    assert done == [("done", False), ("done", False)]


async def test_an_item_taken_up_again_keeps_its_first_start(running, rina, as_person, add_item):
    item = await add_item(running, "Satu")
    url = f"{API}/{running.id}/agenda/{item.id}"
    async with as_person(rina) as api:
        first = (await api.post(f"{url}/start")).json()
        await api.post(f"{url}/finish")
        again = (await api.post(f"{url}/start")).json()
    assert (again["status"], again["finished_at"]) == ("active", None)
    assert again["started_at"] == first["started_at"]


@pytest.mark.parametrize("verb", ["start", "finish", "skip"])
async def test_items_are_taken_up_during_the_meeting_only(
    scheduled, rina, as_person, add_item, verb
):
    item = await add_item(scheduled, "Satu")
    async with as_person(rina) as api:
        answer = await api.post(f"{API}/{scheduled.id}/agenda/{item.id}/{verb}")
    assert answer.status_code == 409
    assert await states(scheduled) == [("Satu", ItemState.PENDING)]


@pytest.mark.postgres
async def test_an_item_that_was_taken_up_stays(running, rina, as_person, add_item):
    kept, left = [await add_item(running, title) for title in ("Satu", "Dua")]
    url = f"{API}/{running.id}/agenda"
    async with as_person(rina) as api:
        await api.post(f"{url}/{kept.id}/start")
        refused = await api.delete(f"{url}/{kept.id}")
        skipped = await api.post(f"{url}/{left.id}/skip")
        removed = await api.delete(f"{url}/{left.id}")
        again = await api.delete(f"{url}/{left.id}")
    assert (refused.status_code, skipped.json()["status"]) == (409, "skipped")
    assert (removed.status_code, again.status_code) == (200, 404)
    assert await states(running) == [("Satu", "active")]
    entry = (await journal.since(running.id, 7))[0]
    assert (entry.kind, entry.data) == (
        "agenda.removed",
        {"gone": [str(left.id)], "title": "Dua"},
    )


async def test_items_of_another_meeting_are_not_found(running, draft, rina, as_person, add_item):
    other = await operations.draft_meeting(operations.Facts.model_validate(FACTS), by=rina)
    item = await add_item(other, "Satu")
    url = f"{API}/{running.id}/agenda/{item.id}"
    async with as_person(rina) as api:
        answers = [
            await api.patch(url, json={"title": "X"}),
            await api.delete(url),
            await api.post(f"{url}/start"),
        ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


WRONG = [
    ({"title": ""}, "title"),
    ({"title": "x" * 501}, "title"),
    ({"title": "Satu", "minutes": -1}, "minutes"),
    ({"title": "Satu", "minutes": 1.5}, "minutes"),
    ({"title": "Satu", "minutes": 10**12}, "minutes"),
    ({"title": "Satu", "confidential": "maybe"}, "confidential"),
    ({"title": "Satu", "description": "x" * 10_001}, "description"),
    ({"title": "Satu", "state": "done"}, "state"),
    ({}, "title"),
]


@pytest.mark.parametrize(("wrong", "field"), WRONG)
async def test_what_makes_no_sense_is_named(draft, rina, as_person, wrong, field):
    async with as_person(rina) as api:
        answer = await api.post(f"{API}/{draft.id}/agenda", json=wrong)
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (422, [field])
    assert await AgendaItem.all().count() == 0
