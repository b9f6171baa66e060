"""Soft leases, earlier versions restored, and no closing over unsaved words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rakor.errors import Conflict
from rakor.journal import since
from rakor.live import operations, queries
from rakor.live.models import NoteLease, UnsavedNote
from rakor.live.rules.leases import check_all_saved, may_hold
from rakor.meetings import operations as meetings

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
SOON, LATE = NOW + timedelta(seconds=9), NOW - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("holder", "until", "take_over", "held"),
    [
        ("mine", SOON, False, True),
        ("mine", LATE, False, True),
        ("theirs", SOON, False, False),
        ("theirs", NOW, False, True),
        ("theirs", SOON, True, True),
    ],
)
def test_a_lease_is_held_by_one_page_until_it_runs_out_or_is_taken(holder, until, take_over, held):
    assert may_hold(holder, until, "mine", NOW, take_over=take_over) is held


def test_a_meeting_is_not_closed_over_unsaved_words_unless_it_must_be():
    waiting = [{"name": "Sari", "title": "Kuota"}, {"name": "Bimo", "title": "Kuota"}]
    check_all_saved([], force=False)
    check_all_saved(waiting, force=True)
    with pytest.raises(Conflict, match="Bimo, Sari") as refused:
        check_all_saved(waiting, force=False)
    assert refused.value.extra == {"unsaved": waiting}


async def writing_in(meeting) -> list[dict[str, Any]]:
    return (await queries.writing([meeting.id])).get(meeting.id, [])


def lease_of(meeting, item) -> str:
    return f"/api/v1/meetings/{meeting.id}/agenda/{item.id}/notes/lease"


async def test_whoever_writes_first_is_told_to_the_next_who_may_take_over(
    as_person, meeting, item, rina, chair
):
    async with as_person(rina) as one, as_person(chair) as other:
        first = await one.put(lease_of(meeting, item), json={"page": "r1"})
        second = await other.put(lease_of(meeting, item), json={"page": "c1"})
        taken = await other.put(lease_of(meeting, item), json={"page": "c1", "take_over": True})
        again = await one.put(lease_of(meeting, item), json={"page": "r1"})

    told = [(answer.json()["name"], answer.json()["mine"]) for answer in (first, second)]
    assert told == [("Rina Halim", True), ("Rina Halim", False)]
    told = [(answer.json()["name"], answer.json()["mine"]) for answer in (taken, again)]
    assert told == [("Candra Pimpinan", True), ("Candra Pimpinan", False)]
    (row,) = await writing_in(meeting)
    assert (row["item"], row["name"], row["page"]) == (str(item.id), "Candra Pimpinan", "c1")


async def test_a_lease_ends_by_itself_and_by_leaving(as_person, meeting, item, rina, chair):
    async with as_person(rina) as one, as_person(chair) as other:
        await one.put(lease_of(meeting, item), json={"page": "r1"})
        await NoteLease.all().update(until=datetime.now(UTC) - timedelta(seconds=1))
        assert await writing_in(meeting) == []
        taken = await other.put(lease_of(meeting, item), json={"page": "c1"})
        left = await one.delete(lease_of(meeting, item), params={"page": "c1"})
        still = await writing_in(meeting)
        await other.delete(lease_of(meeting, item), params={"page": "c1"})

    assert (taken.json()["mine"], left.status_code, len(still)) == (True, 204, 1)
    assert await writing_in(meeting) == []


async def test_saving_is_never_refused_for_a_lease_and_holds_it(meeting, item, rina, chair):
    before = len(await since(meeting.id, 0))
    await operations.take_lease(meeting.id, item.id, "c1", by=chair)
    assert len(await since(meeting.id, 0)) == before
    note = await operations.save_note(meeting.id, item.id, "Saya juga", 0, page="r1", by=rina)
    assert (note.revision, (await NoteLease.get()).page) == (1, "c1")
    await operations.release_lease(meeting.id, item.id, "c1", by=chair)
    await operations.save_note(meeting.id, item.id, "Saya saja", 1, page="r1", by=rina)
    assert (await NoteLease.get()).page == "r1"


async def test_a_meeting_closes_when_all_is_saved_or_nobody_waits(
    as_person, meeting, item, rina, chair
):
    await meetings.open(meeting.id, by=rina)
    close = f"/api/v1/meetings/{meeting.id}/close"
    async with as_person(rina) as one, as_person(chair) as other:
        await one.put(lease_of(meeting, item), json={"page": "r1", "unsaved": True})
        refused = await other.post(close, json={})
        on_page = await other.post(f"/meetings/{meeting.id}/close", data={})
        await other.put(lease_of(meeting, item), json={"page": "c1", "take_over": True})
        still = await other.post(close, json={})
        await one.put(lease_of(meeting, item), json={"page": "r1", "unsaved": False})
        await other.put(lease_of(meeting, item), json={"page": "c1", "unsaved": True})
        closed = await other.post(close, json={"force": True})

    assert [refused.status_code, on_page.status_code, still.status_code] == [409] * 3
    (waiting,) = refused.json()["unsaved"]
    assert (waiting["name"], waiting["title"]) == ("Rina Halim", "Kompetensi ASN")
    assert (closed.status_code, closed.json()["status"]) == (200, "finished")
    assert (await NoteLease.all().count(), await UnsavedNote.all().count()) == (0, 0)


async def test_an_earlier_version_comes_back_as_the_next_one(as_person, meeting, item, rina):
    for n, words in enumerate(("Satu", "Dua", "Tiga")):
        await operations.save_note(meeting.id, item.id, words, n, by=rina)
    notes = f"/api/v1/meetings/{meeting.id}/agenda/{item.id}/notes"
    async with as_person(rina) as api:
        first = await api.get(f"{notes}/revisions/1")
        back = await api.post(f"{notes}/revisions/1/restore", json={})
        same = await api.post(f"{notes}/revisions/4/restore", json={})
        never = await api.post(f"{notes}/revisions/9/restore", json={})
        all_of_them = await api.get(f"{notes}/revisions")

    assert first.json()["body"] == back.json()["body"] == all_of_them.json()["items"][0]["body"]
    assert [row["revision"] for row in all_of_them.json()["items"]] == [4, 3, 2, 1]
    assert (back.json()["revision"], same.json()["revision"], never.status_code) == (4, 4, 404)
    entry = (await since(meeting.id, 0))[-1]
    assert (entry.kind, entry.data["restored"], entry.data["note"]["revision"]) == (
        "note.saved",
        1,
        4,
    )


@pytest.mark.parametrize("wish", [{}, {"page": ""}, {"page": "x" * 41}, {"page": "a", "b": 1}])
async def test_a_lease_that_says_nothing_is_refused(as_person, meeting, item, rina, wish):
    async with as_person(rina) as api:
        assert (await api.put(lease_of(meeting, item), json=wish)).status_code == 422
    assert await NoteLease.all().count() == 0
