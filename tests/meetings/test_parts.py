import pytest

from rakor import journal
from rakor.meetings.models import MeetingPart
from rakor.meetings.rules import Part

API = "/api/v1/meetings"


@pytest.mark.postgres
async def test_a_chair_is_named_by_address_and_sees_the_draft(
    draft, rina, new_user, bkn, as_person
):
    wira = await new_user("Wira", bkn)
    async with as_person(rina) as api:
        answer = await api.post(
            f"{API}/{draft.id}/parts", json={"email": "WIRA@example.go.id", "part": "chair"}
        )
        again = await api.post(
            f"{API}/{draft.id}/parts", json={"person": str(wira.id), "part": "chair"}
        )
    async with as_person(wira) as api:
        seen = await api.get(f"{API}/{draft.id}")
    body = answer.json()
    assert answer.status_code == 201
    assert body == {
        "id": body["id"],
        "seq": 2,
        "person": str(wira.id),
        "name": "Wira",
        "email": "wira@example.go.id",
        "agency": "BKN",
        "part": "chair",
    }
    assert (again.json()["id"], again.json().get("seq")) == (body["id"], None)
    assert seen.status_code == 200
    entry = (await journal.since(draft.id, 1))[0]
    assert (entry.kind, entry.audience.value) == ("part.assigned", "staff")
    assert entry.data == {"person": str(wira.id), "name": "Wira", "part": "chair"}


async def test_one_person_may_play_several_parts(draft, rina, as_person):
    async with as_person(rina) as api:
        for part in ("speaker", "opener"):
            await api.post(f"{API}/{draft.id}/parts", json={"person": str(rina.id), "part": part})
        listed = await api.get(f"{API}/{draft.id}/parts")
    assert [row["part"] for row in listed.json()["items"]] == ["organizer", "speaker", "opener"]


@pytest.mark.postgres
async def test_a_part_is_taken_away(draft, rina, new_user, bkn, as_person):
    wira = await new_user("Wira", bkn)
    url = f"{API}/{draft.id}/parts"
    async with as_person(rina) as api:
        row = (await api.post(url, json={"person": str(wira.id), "part": "chair"})).json()
        taken = await api.delete(f"{url}/{row['id']}")
        again = await api.delete(f"{url}/{row['id']}")
    async with as_person(wira) as api:
        seen = await api.get(f"{API}/{draft.id}")
    assert (taken.status_code, taken.json()["seq"]) == (200, 3)
    assert (again.status_code, seen.status_code) == (404, 404)


async def test_unknown_people_and_parts_are_named(draft, rina, as_person):
    wishes = [
        ({"email": "nobody@example.go.id", "part": "chair"}, "email"),
        ({"person": "00000000-0000-0000-0000-000000000000", "part": "chair"}, "person"),
        ({"part": "chair"}, "person"),
        ({"email": "x", "part": "chair"}, "email"),
        ({"person": str(rina.id), "part": "king"}, "part"),
    ]
    async with as_person(rina) as api:
        answers = [await api.post(f"{API}/{draft.id}/parts", json=wish) for wish, _f in wishes]
    assert [[e["field"] for e in answer.json()["errors"]] for answer in answers] == [
        [field] for _wish, field in wishes
    ]
    assert await MeetingPart.all().count() == 1


async def test_addresses_and_guests_are_for_those_who_plan(scheduled, cast, as_person):
    users = await cast(scheduled)
    seen = {}
    for name in ("secretariat", "participant"):
        async with as_person(users[name]) as api:
            rows = (await api.get(f"{API}/{scheduled.id}/parts")).json()["items"]
        seen[name] = [(row["part"], row["email"] is not None) for row in rows]
    officers = [Part.ORGANIZER, Part.CHAIR, Part.MINUTE_TAKER, Part.CHECK_IN_OFFICER]
    assert seen["participant"] == [(part, False) for part in officers]
    assert seen["secretariat"] == [(part, True) for part in [*officers, Part.PARTICIPANT]]


async def test_a_finished_meeting_may_still_get_its_chair(running, rina, as_person):
    wish = {"person": str(rina.id), "part": "chair"}
    async with as_person(rina) as api:
        await api.post(f"{API}/{running.id}/close")
        answer = await api.post(f"{API}/{running.id}/parts", json=wish)
    assert answer.status_code == 201


async def test_a_cancelled_meeting_needs_nobody(scheduled, rina, as_person):
    async with as_person(rina) as api:
        await api.post(f"{API}/{scheduled.id}/cancel")
        answer = await api.post(
            f"{API}/{scheduled.id}/parts", json={"person": str(rina.id), "part": "chair"}
        )
    assert answer.status_code == 409
