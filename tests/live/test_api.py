"""Notes, decisions, tickets and the long poll through the door of programs."""

import asyncio
import logging

import pytest

from rakor import journal
from rakor.directory.models import Office
from rakor.errors import NotSignedIn
from rakor.live import operations, queries
from rakor.live.models import Commitment, Decision, Note
from rakor.live.rules import DecisionChanges, View
from rakor.meetings import operations as meetings
from rakor.meetings.operations import ItemChanges, ItemFacts
from tests.live.conftest import FACTS

HELLO = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Halo"}]}],
}


SCRIPT = {"type": "doc", "content": [{"type": "script"}]}


def notes_of(meeting, item) -> str:
    return f"/api/v1/meetings/{meeting.id}/agenda/{item.id}/notes"


def paragraphs(*words: str) -> str:
    return "\n\n".join(words)


def words_of(body) -> list[str]:
    return [block["content"][0]["text"] for block in body["content"]]


async def test_a_note_is_saved_told_and_kept_in_every_revision(as_person, meeting, item, rina):
    async with as_person(rina) as api:
        empty = (await api.get(notes_of(meeting, item))).json()
        first = await api.put(notes_of(meeting, item), json={"body": HELLO, "base_revision": 0})
        await api.put(notes_of(meeting, item), json={"body": "Baru", "base_revision": 1})
        kept = (await api.get(notes_of(meeting, item) + "/revisions")).json()

    assert (empty["revision"], empty["body"]["content"]) == (0, [])
    assert first.status_code == 200
    said = first.json()
    entry = (await journal.since(meeting.id, said["seq"] - 1))[0]
    assert (entry.kind, entry.audience) == ("note.saved", journal.Audience.PARTICIPANTS)
    assert entry.data["note"] == {
        "item": str(item.id),
        "body": HELLO,
        "revision": 1,
        "by": "Rina Halim",
        "at": entry.data["note"]["at"],
    }
    assert (said["item"], said["body"], said["revision"]) == (str(item.id), HELLO, 1)
    assert [each["revision"] for each in kept["items"]] == [2, 1]
    assert kept["next"] is None


async def test_the_same_words_again_change_nothing(as_person, meeting, item, rina):
    async with as_person(rina) as api:
        for _n in range(2):
            again = await api.put(
                notes_of(meeting, item), json={"body": "Sama", "base_revision": 0}
            )

    assert (again.status_code, again.json()["revision"]) == (200, 1)
    assert "seq" not in again.json()


async def test_two_who_write_in_different_blocks_are_joined(as_person, meeting, item, rina, chair):
    async with as_person(rina) as one, as_person(chair) as other:
        await one.put(
            notes_of(meeting, item), json={"body": paragraphs("a", "b", "c"), "base_revision": 0}
        )
        await one.put(
            notes_of(meeting, item), json={"body": paragraphs("A", "b", "c"), "base_revision": 1}
        )
        joined = await other.put(
            notes_of(meeting, item), json={"body": paragraphs("a", "b", "C"), "base_revision": 1}
        )

    assert (joined.status_code, joined.json()["revision"]) == (200, 3)
    assert words_of(joined.json()["body"]) == ["A", "b", "C"]


async def test_two_who_write_in_the_same_block_both_see_both_versions(
    as_person, meeting, item, rina, chair
):
    async with as_person(rina) as one, as_person(chair) as other:
        await one.put(notes_of(meeting, item), json={"body": "Rina menulis", "base_revision": 0})
        refused = await other.put(
            notes_of(meeting, item), json={"body": "Candra menulis", "base_revision": 0}
        )

    problem = refused.json()
    assert (refused.status_code, problem["status"]) == (409, 409)
    assert words_of(problem["theirs"]["body"]) == ["Rina menulis"]
    assert (problem["theirs"]["revision"], problem["theirs"]["by"]) == (1, "Rina Halim")
    assert words_of(problem["yours"]["body"]) == ["Candra menulis"]
    assert (await Note.get(item_id=item.id)).revision == 1


@pytest.mark.postgres
async def test_many_who_save_at_once_lose_nothing(as_person, meeting, item, rina, engine):
    async with as_person(rina) as api:
        base = paragraphs(*[f"{n}" for n in range(0, 20, 2)])
        await api.put(notes_of(meeting, item), json={"body": base, "base_revision": 0})

        async def write(n: int):
            blocks = base.split("\n\n")
            blocks[n] = f"diubah {n}"
            return await api.put(
                notes_of(meeting, item), json={"body": paragraphs(*blocks), "base_revision": 1}
            )

        answers = await asyncio.gather(*[write(n) for n in range(10)])

    assert [each.status_code for each in answers] == [200] * 10
    note = await Note.get(item_id=item.id)
    assert words_of(note.body) == [f"diubah {n}" for n in range(10)]
    assert note.revision == 11


@pytest.mark.parametrize(
    ("wish", "status", "field"),
    [
        ({"body": "x"}, 422, "base_revision"),
        ({"body": "x", "base_revision": 7}, 422, "base_revision"),
        ({"body": "x", "base_revision": -1}, 422, "base_revision"),
        (
            {"body": {"type": "doc", "content": [{"type": "script"}]}, "base_revision": 0},
            422,
            "body",
        ),
        ({"body": "x", "base_revision": 0, "more": 1}, 422, "more"),
        ({"body": "x\n\n" * 4_000, "base_revision": 0}, 413, None),
        ({"body": "x" * 200_001, "base_revision": 0}, 422, "body"),
    ],
)
async def test_a_note_that_cannot_be_stored_is_refused_by_name(
    as_person, meeting, item, rina, wish, status, field
):
    async with as_person(rina) as api:
        refused = await api.put(notes_of(meeting, item), json=wish)

    assert refused.status_code == status
    if field:
        assert field in [each["field"] for each in refused.json()["errors"]]
    assert not await Note.exists()


async def test_a_note_is_not_written_after_the_close(as_person, meeting, item, rina):
    await meetings.open(meeting.id, by=rina)
    await meetings.close(meeting.id, by=rina)
    async with as_person(rina) as api:
        refused = await api.put(notes_of(meeting, item), json={"body": "x", "base_revision": 0})

    assert refused.status_code == 409


async def test_decisions_are_numbered_and_remember_who_owes_them(
    as_person, meeting, item, rina, bkn, bpsdm
):
    office = await Office.create(title="Kepala BKN", agency=bkn)
    await meetings.open(meeting.id, by=rina)
    async with as_person(rina) as api:
        made = await api.post(
            f"/api/v1/meetings/{meeting.id}/decisions",
            json={
                "agenda_item": str(item.id),
                "text": "Peta jalan disepakati",
                "owners": [str(office.id), "BPSDM"],
                "supporting": ["BKN"],
                "due": "2027-03-31",
                "indicator": "Satu dokumen",
                "horizon": "middle",
                "funding_sources": ["apbn", "apbn", "grant"],
            },
        )
        second = await api.post(f"/api/v1/meetings/{meeting.id}/decisions", json={"text": "Dua"})
        listed = (await api.get(f"/api/v1/meetings/{meeting.id}/decisions")).json()

    said = made.json()
    assert (made.status_code, said["number"], second.json()["number"]) == (201, 1, 2)
    assert said["owners"] == [
        {"id": str(office.id), "kind": "office", "name": "Kepala BKN", "short_name": "BKN"},
        {"id": str(bpsdm.id), "kind": "agency", "name": bpsdm.name, "short_name": "BPSDM"},
    ]
    assert [each["name"] for each in said["supporting"]] == [bkn.name]
    assert (said["due"], said["horizon"], said["status"]) == ("2027-03-31", "middle", "active")
    assert said["funding_sources"] == ["apbn", "grant"]
    assert [each["number"] for each in listed["items"]] == [1, 2]
    assert await Commitment.all().count() == 3
    entries = await journal.since(meeting.id, said["seq"] - 1)
    assert [entry.kind for entry in entries] == ["decision.recorded", "decision.recorded"]


@pytest.mark.postgres
async def test_numbers_have_no_gaps_however_many_decide_at_once(as_person, meeting, rina, engine):
    await meetings.open(meeting.id, by=rina)
    async with as_person(rina) as api:
        url = f"/api/v1/meetings/{meeting.id}/decisions"
        answers = await asyncio.gather(*[api.post(url, json={"text": f"{n}"}) for n in range(12)])

    assert sorted(each.json()["number"] for each in answers) == list(range(1, 13))


async def test_a_decision_is_changed_by_whoever_read_it_last(as_person, decide, meeting, rina):
    await meetings.open(meeting.id, by=rina)
    decision = await decide(owners=["BKN"])
    url = f"/api/v1/decisions/{decision.id}"
    async with as_person(rina) as api:
        changed = await api.patch(url, json={"text": "Lain"}, headers={"If-Match": '"1"'})
        late = await api.patch(url, json={"text": "Terlambat"}, headers={"If-Match": '"1"'})
        emptied = await api.patch(url, json={"owners": [], "due": None})

    said = changed.json()
    assert (changed.status_code, said["text"], said["revision"]) == (200, "Lain", 2)
    assert (len(said["owners"]), emptied.json()["owners"]) == (1, [])
    assert (late.status_code, emptied.json()["text"]) == (412, "Lain")


async def test_an_owner_named_twice_owes_once(decide, meeting, rina, bkn):
    await meetings.open(meeting.id, by=rina)
    decision = await decide(owners=["BKN", "bkn", str(bkn.id)], supporting=["BKN"])

    owed = await Commitment.filter(decision_id=decision.id).order_by("duty")
    assert [(row.duty.value, row.position) for row in owed] == [("owner", 0), ("supporting", 1)]


@pytest.mark.postgres
async def test_acts_of_every_kind_at_once_wait_for_each_other(
    engine, as_person, meeting, decide, rina
):
    await meetings.open(meeting.id, by=rina)
    items = [
        await meetings.add_item(meeting.id, ItemFacts(title=f"Pokok {n}"), by=rina)
        for n in range(6)
    ]
    first = await decide(agenda_item=items[0].id)

    async def rename(n: int):
        changes = ItemChanges(title=f"Pokok baru {n}")
        await meetings.change_item(meeting.id, items[n].id, changes, by=rina)

    await asyncio.gather(
        *[rename(n) for n in range(6)],
        *[operations.save_note(meeting.id, each.id, "Catatan", 0, by=rina) for each in items],
        *[decide(agenda_item=each.id) for each in items],
        *[
            operations.change_decision(first.id, DecisionChanges(agenda_item=each.id), by=rina)
            for each in items
        ],
    )

    assert await Note.filter(meeting_id=meeting.id).count() == 6
    assert await Decision.filter(meeting_id=meeting.id).count() == 7


async def test_a_struck_decision_keeps_its_number_and_is_not_touched_again(
    as_person, decide, meeting, rina
):
    await meetings.open(meeting.id, by=rina)
    first = await decide()
    async with as_person(rina) as api:
        url = f"/api/v1/decisions/{first.id}"
        struck = await api.post(url + "/strike", json={"reason": "Keliru"})
        again = await api.post(url + "/strike", json={})
        changed = await api.patch(url, json={"text": "Lain"})
    second = await decide()

    assert (struck.json()["status"], struck.json()["reason"]) == ("struck", "Keliru")
    assert (again.status_code, changed.status_code) == (409, 409)
    assert (first.number, second.number) == (1, 2)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({}, "text"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": "x", "owners": ["BKN", "TIDAKADA"]}, "owners.1"),
        ({"text": "x", "supporting": ["01a20424-a50e-7aa3-8776-1cdfa0b1f461"]}, "supporting.0"),
        ({"text": "x", "due": "31-12-2026"}, "due"),
        ({"text": "x", "horizon": "soon"}, "horizon"),
        ({"text": "x", "funding_sources": ["gold"]}, "funding_sources.0"),
        ({"text": "x", "agenda_item": "01a20424-a50e-7aa3-8776-1cdfa0b1f461"}, "agenda_item"),
        ({"text": "x\u202ey"}, "text"),
    ],
)
async def test_a_decision_that_makes_no_sense_is_refused_by_name(
    as_person, meeting, rina, bkn, facts, field
):
    await meetings.open(meeting.id, by=rina)
    async with as_person(rina) as api:
        refused = await api.post(f"/api/v1/meetings/{meeting.id}/decisions", json=facts)

    assert refused.status_code == 422
    assert [each["field"] for each in refused.json()["errors"]] == [field]
    assert not await Decision.exists()


async def test_decisions_wait_for_the_opening(as_person, meeting, rina):
    async with as_person(rina) as api:
        early = await api.post(f"/api/v1/meetings/{meeting.id}/decisions", json={"text": "x"})

    assert early.status_code == 409


async def test_ten_thousand_letters_are_enough_for_a_decision_and_a_patch(
    as_person, meeting, rina, decide
):
    await meetings.open(meeting.id, by=rina)
    decision = await decide(text="y" * 10_000)
    async with as_person(rina) as api:
        empty = await api.patch(f"/api/v1/decisions/{decision.id}", json={"text": ""})

    assert (len(decision.text), empty.status_code) == (10_000, 422)


async def test_who_may_do_what(
    as_person, meeting, item, secret, rina, chair, guest, stranger, decide
):
    await meetings.open(meeting.id, by=rina)
    decision = await decide()
    hidden = await decide(agenda_item=secret.id)
    base = f"/api/v1/meetings/{meeting.id}"
    doors = [
        ("GET", notes_of(meeting, item), None),
        ("PUT", notes_of(meeting, item), {"body": "x", "base_revision": 0}),
        ("GET", notes_of(meeting, item) + "/revisions", None),
        ("GET", notes_of(meeting, secret), None),
        ("GET", base + "/decisions", None),
        ("POST", base + "/decisions", {"text": "x"}),
        ("PATCH", f"/api/v1/decisions/{decision.id}", {"text": "y"}),
        ("PATCH", f"/api/v1/decisions/{hidden.id}", {"text": "y"}),
        ("POST", f"/api/v1/decisions/{decision.id}/strike", {}),
        ("POST", base + "/live/ticket", {}),
        ("GET", base + "/entries", None),
    ]
    table = {}
    for user in (None, stranger, guest, chair):
        async with as_person(user) as api:
            table[user.full_name if user else None] = [
                (await api.request(method, url, json=wish)).status_code
                for method, url, wish in doors
            ]

    assert table == {
        None: [401] * 11,
        "Sena Lain": [404] * 11,
        "Putu Peserta": [200, 403, 403, 404, 200, 403, 403, 403, 403, 201, 200],
        "Candra Pimpinan": [200, 200, 200, 200, 200, 201, 200, 200, 200, 201, 200],
    }


async def test_the_long_poll_tells_what_the_socket_tells(
    as_person, follow, meeting, item, secret, guest, rina
):
    url = f"/api/v1/meetings/{meeting.id}/entries"
    async with as_person(guest) as api, follow(guest, meeting.id) as page:
        whole = (await api.get(url)).json()
        await meetings.open(meeting.id, by=rina)
        await meetings.start_item(meeting.id, secret.id, by=rina)
        await meetings.start_item(meeting.id, item.id, by=rina)
        where = {"since": whole["seq"], "epoch": whole["epoch"]}
        told = (await api.get(url, params=where)).json()
        await page.until(told["upto"])

    assert (whole["t"], told["t"], told["after"]) == ("snap", "resumed", whole["seq"])
    assert whole["state"] == page.frames[0]["state"]
    assert told["items"] == page.items


async def test_the_long_poll_waits_for_what_is_visible(
    as_person, meeting, item, secret, guest, rina
):
    url = f"/api/v1/meetings/{meeting.id}/entries"
    epoch, top = await journal.epoch_and_top(meeting.id)
    where = {"since": top, "epoch": epoch, "wait": 20}
    async with as_person(guest) as api:
        asking = asyncio.create_task(api.get(url, params=where))
        await asyncio.sleep(0.2)
        await meetings.change_item(meeting.id, secret.id, ItemChanges(minutes=5), by=rina)
        await asyncio.sleep(0.2)
        assert not asking.done()
        await meetings.open(meeting.id, by=rina)
        told = (await asyncio.wait_for(asking, 5)).json()
        nothing = (await api.get(url, params={**where, "since": told["upto"], "wait": 0})).json()

    assert [each["kind"] for each in told["items"]] == ["meeting.opened"]
    assert (nothing["items"], nothing["after"]) == ([], nothing["upto"])


async def test_the_long_poll_ends_when_the_right_does(as_person, meeting, guest, rina):
    epoch, top = await journal.epoch_and_top(meeting.id)
    parts = await meeting.parts.filter(person_id=guest.id)
    async with as_person(guest) as api:
        url = f"/api/v1/meetings/{meeting.id}/entries?since={top}&epoch={epoch}&wait=10"
        asking = asyncio.create_task(api.get(url))
        await asyncio.sleep(0.2)
        await meetings.release(meeting.id, parts[0].id, by=rina)
        refused = await asyncio.wait_for(asking, 5)

    assert refused.status_code == 404


@pytest.mark.parametrize(
    "query", ["since=-1", "since=x", "wait=31", "wait=nan", "view=boss", "more=1"]
)
async def test_a_question_that_makes_no_sense_is_refused(as_person, meeting, guest, query):
    async with as_person(guest) as api:
        refused = await api.get(f"/api/v1/meetings/{meeting.id}/entries?{query}")

    assert refused.status_code == 422


async def test_a_draft_is_not_followed(as_person, meeting, rina):
    draft = await meetings.draft_meeting(meetings.Facts.model_validate(FACTS), by=rina)
    async with as_person(rina) as api:
        refused = await api.get(f"/api/v1/meetings/{draft.id}/entries")

    assert refused.status_code == 409


async def test_a_ticket_is_for_one_meeting_and_one_minute(as_person, meeting, guest):
    async with as_person(guest) as api:
        given = (await api.post(f"/api/v1/meetings/{meeting.id}/live/ticket", json={})).json()
    holder = await queries.holder_of(given["ticket"], meeting.id)

    assert holder.id == guest.id
    assert str(guest.id) not in given["ticket"]
    with pytest.raises(NotSignedIn):
        await queries.holder_of(given["ticket"], guest.id)


@pytest.mark.parametrize("rows", [1, 30])
async def test_a_snapshot_takes_the_same_number_of_questions(meeting, rina, decide, rows, caplog):
    await meetings.open(meeting.id, by=rina)
    for n in range(rows):
        item = await meetings.add_item(meeting.id, ItemFacts(title=f"{n}"), by=rina)
        await operations.save_note(meeting.id, item.id, "x", 0, by=rina)
        await decide(agenda_item=item.id, owners=["BPSDM"])
    with caplog.at_level(logging.DEBUG, "tortoise.db_client"):
        caplog.clear()
        await queries.snapshot(meeting.id, View.PARTICIPANT)

    asked = [record.message for record in caplog.records if "SELECT" in record.message]
    assert len(asked) == 14
