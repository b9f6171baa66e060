import asyncio

import pytest

from rakor import journal
from rakor.meetings import operations
from rakor.meetings.rules import State

from .conftest import FACTS, told

API = "/api/v1/meetings"


@pytest.mark.postgres
async def test_a_meeting_is_published_opened_and_closed(draft, rina, as_person):
    async with as_person(rina) as api:
        answers = [await api.post(f"{API}/{draft.id}/{verb}", json={}) for verb in VERBS]
    assert [(a.json()["status"], a.json()["seq"], a.json()["revision"]) for a in answers] == [
        ("scheduled", 2, 2),
        ("in_progress", 3, 3),
        ("finished", 4, 4),
    ]
    assert await told(draft, 1) == [
        ("meeting.published", "participants"),
        ("meeting.opened", "participants"),
        ("meeting.closed", "participants"),
    ]
    last = answers[-1].json()
    assert (last["sequence"], last["opened_at"] < last["closed_at"]) == (0, True)


VERBS = ("publish", "open", "close")


async def test_an_incomplete_meeting_is_not_published(rina, as_person):
    async with as_person(rina) as api:
        bare = {name: FACTS[name] for name in ("title", "starts_at", "ends_at")}
        meeting = (await api.post(API, json=bare)).json()["id"]
        answer = await api.post(f"{API}/{meeting}/publish")
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == ["venue.name", "online.join_url"]
    assert len(await journal.since(meeting, 0)) == 1


async def test_publishing_tells_participants_the_agenda_without_what_is_confidential(
    draft, rina, add_item
):
    await add_item(draft, "Pembukaan")
    await add_item(draft, "Anggaran", confidential=True)
    await operations.publish(draft.id, by=rina)
    entry = (await journal.since(draft.id, 3))[0]
    assert [item["title"] for item in entry.data["items"]] == ["Pembukaan"]


async def test_a_meeting_of_the_past_is_entered_too(rina, as_person):
    past = {
        **FACTS,
        "starts_at": "2012-10-24T09:00:00+08:00",
        "ends_at": "2012-10-24T12:00:00+08:00",
    }
    async with as_person(rina) as api:
        meeting = (await api.post(API, json=past)).json()["id"]
        answers = [await api.post(f"{API}/{meeting}/{verb}") for verb in VERBS]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


@pytest.mark.postgres
@pytest.mark.parametrize("verb", ["cancel", "postpone"])
async def test_calling_off_is_told_with_its_reason_and_a_new_sequence(
    scheduled, rina, as_person, verb
):
    async with as_person(rina) as api:
        answer = await api.post(f"{API}/{scheduled.id}/{verb}", json={"reason": "Ruang dipakai"})
    body = answer.json()
    entry = (await journal.since(scheduled.id, 2))[0]
    kind = {"cancel": "cancelled", "postpone": "postponed"}[verb]
    assert (body["status"], body["sequence"], body["reason"]) == (kind, 1, "Ruang dipakai")
    assert (entry.kind, entry.audience.value) == (f"meeting.{kind}", "participants")
    assert (entry.data["reason"], entry.data["sequence"]) == ("Ruang dipakai", 1)


@pytest.mark.postgres
async def test_a_postponed_meeting_is_scheduled_again_with_new_times(scheduled, rina, as_person):
    times = {"starts_at": "2030-04-01T09:00:00+07:00", "ends_at": "2030-04-01T12:00:00+07:00"}
    async with as_person(rina) as api:
        await api.post(f"{API}/{scheduled.id}/postpone")
        answer = await api.post(f"{API}/{scheduled.id}/reschedule", json=times)
    body = answer.json()
    assert (body["status"], body["starts_at"], body["sequence"]) == (
        "scheduled",
        times["starts_at"],
        2,
    )
    assert [kind for kind, _audience in await told(scheduled, 2)] == [
        "meeting.postponed",
        "meeting.changed",
        "meeting.rescheduled",
    ]


async def test_a_scheduled_meeting_is_moved_by_the_same_act(scheduled, rina, as_person):
    times = {
        "starts_at": "2030-04-01T09:00:00+09:00",
        "ends_at": "2030-04-01T12:00:00+09:00",
        "timezone": "Asia/Jayapura",
    }
    async with as_person(rina) as api:
        answer = await api.post(f"{API}/{scheduled.id}/reschedule", json=times)
    assert (answer.json()["sequence"], answer.json()["starts_at"]) == (1, times["starts_at"])
    assert [kind for kind, _audience in await told(scheduled, 2)] == ["meeting.rescheduled"]


ALLOWED = {
    "draft": {"publish", "cancel", "patch", "move"},
    "scheduled": {"cancel", "postpone", "open", "patch", "move"},
    "postponed": {"publish", "cancel", "patch", "move"},
    "in_progress": {"close", "patch"},
    "finished": set(),
    "cancelled": set(),
}


@pytest.mark.parametrize("state", State)
async def test_each_state_allows_its_acts_and_no_others(draft, rina, as_person, state):
    url = f"{API}/{draft.id}"
    allowed = set()
    async with as_person(rina) as api:
        for verb in ("publish", "cancel", "postpone", "open", "close", "patch", "move"):
            draft.state = state
            await draft.save()
            before = len(await journal.since(draft.id, 0))
            if verb == "patch":
                answer = await api.patch(url, json={"title": f"Rapat {before}"})
            elif verb == "move":
                answer = await api.patch(
                    url, json={"ends_at": f"2030-03-01T13:{before:02}:00+07:00"}
                )
            else:
                answer = await api.post(f"{url}/{verb}")
            written = len(await journal.since(draft.id, 0)) - before
            assert (answer.status_code, written) in ((200, 1), (409, 0))
            if answer.status_code == 200:
                allowed.add(verb)
    assert allowed == ALLOWED[state]


@pytest.mark.postgres
async def test_two_who_open_at_once_open_one_meeting(scheduled, rina, as_person):
    async with as_person(rina) as api:
        answers = await asyncio.gather(*(api.post(f"{API}/{scheduled.id}/open") for _n in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(await journal.since(scheduled.id, 0)) == 3


async def test_a_reason_is_words_and_not_too_many(scheduled, rina, as_person):
    async with as_person(rina) as api:
        answers = [
            await api.post(f"{API}/{scheduled.id}/cancel", json=body)
            for body in ({"reason": "x" * 1001}, {"reason": 3}, {"why": "x"}, {"reason": "\x07"})
        ]
        broken = await api.post(
            f"{API}/{scheduled.id}/cancel",
            content=b"{",
            headers={"content-type": "application/json"},
        )
    assert [answer.status_code for answer in answers] == [422, 422, 422, 422]
    assert broken.status_code == 400
    await scheduled.refresh_from_db()
    assert scheduled.state is State.SCHEDULED
