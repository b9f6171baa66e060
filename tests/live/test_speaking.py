"""The floor through the door of programs: asked for, given, timed, left, and told to whom."""

import random
from datetime import timedelta

import pytest

from rakor import journal
from rakor.errors import RakorError
from rakor.journal import Audience
from rakor.live import operations, queries
from rakor.live.jobs import followers
from rakor.live.models import Turn
from rakor.live.rules import TurnCategory, TurnState, TurnWish, View, Watch, empty_state, reduce
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import ItemFacts
from rakor.meetings.rules import Part

FLOOR = next(each for each in followers if each.name == "floor")


@pytest.fixture
async def held(meeting, item, rina) -> Meeting:
    """The meeting is being held, and its item is on."""
    await meetings.open(meeting.id, by=rina)
    await meetings.start_item(meeting.id, item.id, by=rina)
    await meeting.refresh_from_db()
    return meeting


@pytest.fixture
def turns(held) -> str:
    return f"/api/v1/meetings/{held.id}/turns"


async def told(meeting, view: View, user=None):
    """What following every entry gives, which must be what a snapshot says."""
    mine = queries.own_eyes(user) if user else frozenset()
    entries = await journal.since(meeting.id, 0)
    state = reduce(empty_state(), queries.projected(entries, view, mine))
    seen = await queries.snapshot(meeting.id, view, mine=mine)
    for part in ("turns", "own"):
        assert state[part] == seen.state[part]
    assert (state["speaking"] or seen.state["speaking"]) == seen.state["speaking"]
    return seen.state


@pytest.mark.postgres
async def test_a_participant_asks_is_heard_and_their_time_is_told_to_everybody(
    as_person, held, turns, item, guest, rina, engine
):
    async with as_person(guest) as phone, as_person(rina) as desk:
        asked = await phone.post(turns, json={"category": "reply", "topic": "Kuota kursi"})
        again = await phone.post(turns, json={})
        turn = f"{turns}/{asked.json()['id']}"
        acts = [await desk.post(f"{turn}/{verb}", json={}) for verb in ("start", "pause", "resume")]
        more = await desk.post(f"{turn}/extend", json={"seconds": 60})
        over = await desk.post(f"{turn}/finish", json={})
        twice = await desk.post(f"{turn}/finish", json={})
        heard = (await phone.get(turns)).json()["items"]

    assert (asked.status_code, again.status_code, again.json()["turn"]) == (
        201,
        409,
        asked.json()["id"],
    )
    assert (asked.json()["name"], asked.json()["item"]) == ("Putu Peserta", str(item.id))
    assert (asked.json()["agency_short_name"], asked.json()["status"]) == ("BKN", "waiting")
    assert [answer.status_code for answer in (*acts, more, over, twice)] == [200] * 5 + [409]
    assert [answer.json()["running_since"] is None for answer in acts] == [False, True, False]
    assert (acts[0].json()["allowed_seconds"], more.json()["allowed_seconds"]) == (300, 360)
    assert [(each["id"], each["status"]) for each in heard] == [(asked.json()["id"], "done")]
    entries = [entry for entry in await journal.since(held.id, 0) if "turns" in entry.data]
    assert [(entry.kind, entry.audience, entry.subject) for entry in entries] == [
        (f"speaker.{word}", Audience.PARTICIPANTS, guest.id)
        for word in ("requested", "started", "paused", "resumed", "extended", "finished")
    ]
    assert over.json()["seq"] == entries[-1].seq
    public = await told(held, View.PUBLIC)
    assert {"person", "agency", "reason"} & set(public["turns"][asked.json()["id"]]) == set()


async def test_one_speaks_at_a_time(as_person, held, turns, rina):
    async with as_person(rina) as desk:
        ids = [
            (await desk.post(turns, json={"name": name})).json()["id"] for name in ("Satu", "Dua")
        ]
        for key in ids:
            await desk.post(f"{turns}/{key}/start", json={})

    assert [turn.state for turn in await Turn.filter(id__in=ids).order_by("position")] == [
        TurnState.DONE,
        TurnState.SPEAKING,
    ]
    last = (await journal.since(held.id, 0))[-1]
    assert (last.kind, [turn["status"] for turn in last.data["turns"]]) == (
        "speaker.started",
        ["done", "speaking"],
    )


async def test_why_a_request_was_refused_is_told_to_whoever_asked_alone(
    as_person, held, turns, guest, chair, rina
):
    async with as_person(guest) as phone, as_person(rina) as desk:
        turn = (await phone.post(turns, json={})).json()["id"]
        empty = await desk.post(f"{turns}/{turn}/refuse", json={"reason": " "})
        refused = await desk.post(f"{turns}/{turn}/refuse", json={"reason": "Waktu habis"})
        once_more = await phone.post(turns, json={})

    assert (empty.status_code, refused.status_code, once_more.status_code) == (422, 200, 201)
    own = await told(held, View.PARTICIPANT, guest)
    other = await told(held, View.PARTICIPANT, chair)
    staff = await told(held, View.SECRETARIAT, rina)
    assert own["own"]["refusals"] == {turn: {"turn": turn, "reason": "Waktu habis"}}
    assert other["own"]["refusals"] == staff["own"]["refusals"] == {}
    assert "reason" not in other["turns"][turn]
    assert staff["turns"][turn]["reason"] == "Waktu habis"


async def test_who_may_ask_and_who_may_act(as_person, held, turns, guest, stranger, rina, new_user):
    watcher = await new_user("Tomi Peninjau", None)
    await meetings.assign(held.id, watcher.person, Part.OBSERVER, by=rina)
    async with as_person(guest) as phone, as_person(watcher) as watching:
        other = (await _asks(as_person, rina, turns, name="Menteri")).json()["id"]
        statuses = [
            (await watching.post(turns, json={})).status_code,
            (await phone.post(turns, json={"name": "Orang lain"})).status_code,
            (await phone.post(f"{turns}/{other}/withdraw", json={})).status_code,
            (await phone.post(f"{turns}/{other}/start", json={})).status_code,
            (await phone.get(f"{turns}/speakers")).status_code,
        ]
        mine = (await phone.post(turns, json={})).json()["id"]
        back = await phone.post(f"{turns}/{mine}/withdraw", json={})
        gone = await phone.post(f"{turns}/{mine}/withdraw", json={})
    outside = await _asks(as_person, stranger, turns)

    assert statuses == [403, 403, 403, 403, 403]
    assert (back.json()["status"], gone.status_code) == ("withdrawn", 409)
    assert outside.status_code == 404


async def _asks(as_person, user, turns, **wish):
    async with as_person(user) as program:
        return await program.post(turns, json=wish)


async def test_requests_are_closed_and_times_are_set(as_person, held, turns, guest, rina, bkn):
    plan = {"turn_seconds": 300, "agency_seconds": 360, "takes_requests": False}
    where = turns.removesuffix("/turns") + "/speaking"
    async with as_person(rina) as desk:
        first = await desk.put(where, json=plan, headers={"If-Match": '"0"'})
        stale = await desk.put(where, json=plan, headers={"If-Match": '"0"'})
        closed = await _asks(as_person, guest, turns)
        wish = {"agency": "BKN", "topic": "Anggaran"}
        turn = (await desk.post(turns, json=wish)).json()
        await Turn.filter(id=turn["id"]).update(spent_ms=240_000, state=TurnState.DONE)
        second = (await desk.post(turns, json={"agency": "BKN", "name": "Wayan"})).json()
        started = (await desk.post(f"{turns}/{second['id']}/start", json={})).json()
        unknown = await desk.post(turns, json={"agency": "TIDAK ADA"})

    assert (first.json()["revision"], stale.status_code, closed.status_code) == (1, 412, 409)
    assert (turn["name"], turn["agency"], second["name"]) == (bkn.name, str(bkn.id), "Wayan")
    assert (started["allowed_seconds"], unknown.status_code) == (120, 422)
    assert unknown.json()["errors"][0]["field"] == "agency"


async def test_those_who_wait_are_put_into_another_order(as_person, held, turns, rina):
    async with as_person(rina) as desk:
        ids = [(await desk.post(turns, json={"name": f"Nama {n}"})).json()["id"] for n in range(3)]
        urgent = {"name": "Interupsi", "category": "point_of_order"}
        ids.append((await desk.post(turns, json=urgent)).json()["id"])
        short = await desk.post(f"{turns}/order", json={"turns": ids[1:]})
        wish = [ids[2], ids[0], ids[1], ids[3]]
        done = await desk.post(f"{turns}/order", json={"turns": wish})
        same = await desk.post(f"{turns}/order", json={"turns": wish})

    assert short.status_code == 422
    order = [ids[3], ids[2], ids[0], ids[1]]
    assert [[turn["id"] for turn in each.json()["items"]] for each in (done, same)] == [order] * 2
    kinds = [entry.kind for entry in await journal.since(held.id, 0)]
    assert kinds.count("speaker.ordered") == 1


async def test_turns_of_a_confidential_item_are_known_to_the_staff_only(
    as_person, held, turns, guest, rina, chair
):
    facts = ItemFacts(title="Rahasia jabatan", confidential=True)
    secret = await meetings.add_item(held.id, facts, by=rina)
    await meetings.start_item(held.id, secret.id, by=rina)
    async with as_person(rina) as desk, as_person(guest) as phone:
        hidden = (await desk.post(turns, json={"name": "Intelijen"})).json()
        open_one = (await phone.post(turns, json={})).json()
        ids = [open_one["id"], hidden["id"]]
        await desk.post(f"{turns}/order", json={"turns": ids})
        for key in reversed(ids):
            await desk.post(f"{turns}/{key}/start", json={})
        refused = await phone.post(f"{turns}/{hidden['id']}/withdraw", json={})
        about = await phone.post(turns, json={"agenda_item": str(secret.id)})
        listed = (await phone.get(turns)).json()["items"]

    assert (hidden["item"], open_one["item"]) == (str(secret.id), None)
    assert (refused.status_code, about.status_code) == (404, 422)
    assert [turn["id"] for turn in listed] == [open_one["id"]]
    assert set((await told(held, View.PARTICIPANT, guest))["turns"]) == {open_one["id"]}
    assert set((await told(held, View.CHAIR, chair))["turns"]) == set(ids)


async def test_who_came_is_offered_by_name_and_speaks_under_the_name_of_the_day(
    as_person, held, turns, rina, bkn
):
    desk_path = f"/api/v1/meetings/{held.id}/check-ins"
    async with as_person(rina) as desk:
        came = {"walk_in": {"name": "Ibu Tamu", "agency": "BKN", "office": "Direktur"}}
        await desk.post(desk_path, json=came)
        offered = (await desk.get(f"{turns}/speakers")).json()["items"]
        turn = (await desk.post(turns, json={"head": offered[0]["head"]})).json()
        wrong = await desk.post(turns, json={"head": turn["id"]})
        nobody = await desk.post(turns, json={"person": turn["id"]})
        named = await desk.post(turns, json={"person": str(rina.id)})

    assert offered[0]["label"] == f"Ibu Tamu ({bkn.short_name or bkn.name})"
    assert (turn["name"], turn["office_title"], turn["channel"]) == ("Ibu Tamu", "Direktur", "room")
    assert turn["agency"] == str(bkn.id)
    assert (wrong.status_code, nobody.status_code, named.status_code) == (422, 422, 201)


@pytest.mark.postgres
async def test_who_speaks_when_an_item_or_the_meeting_is_over_has_finished_then(
    held, item, rina, guest, engine
):
    speaks = await operations.request_turn(held.id, TurnWish(), by=guest)
    await operations.start_turn(held.id, speaks.id, by=rina)
    await meetings.finish_item(held.id, item.id, by=rina)
    await journal.follow(FLOOR)
    general = await operations.request_turn(held.id, TurnWish(name="Penutup"), by=rina)
    await operations.start_turn(held.id, general.id, by=rina)
    await journal.follow(FLOOR)
    still = await Turn.get(id=general.id)
    await meetings.close(held.id, by=rina)
    await journal.follow(FLOOR)
    await journal.follow(FLOOR)

    await item.refresh_from_db()
    await held.refresh_from_db()
    assert still.state is TurnState.SPEAKING
    ended = [await Turn.get(id=key) for key in (speaks.id, general.id)]
    assert [(t.state, t.running_since) for t in ended] == [(TurnState.DONE, None)] * 2
    assert [t.finished_at for t in ended] == [item.finished_at, held.closed_at]
    assert [t.spent_ms for t in ended] == [
        (t.finished_at - t.started_at) // timedelta(milliseconds=1) for t in ended
    ]
    kinds = [entry.kind for entry in await journal.since(held.id, 0)]
    assert kinds.count("speaker.finished") == 2


async def test_the_floor_is_not_asked_for_before_the_meeting_nor_after_it(
    as_person, meeting, guest, rina
):
    turns = f"/api/v1/meetings/{meeting.id}/turns"
    early = await _asks(as_person, guest, turns)
    await meetings.open(meeting.id, by=rina)
    turn = (await _asks(as_person, guest, turns)).json()["id"]
    await meetings.close(meeting.id, by=rina)
    late = await _asks(as_person, guest, turns)
    async with as_person(rina) as desk:
        started = await desk.post(f"{turns}/{turn}/start", json={})
        planned = await desk.put(
            f"/api/v1/meetings/{meeting.id}/speaking",
            json={"turn_seconds": 60, "agency_seconds": 0, "takes_requests": True},
        )
    answers = (early, late, started, planned)
    assert [answer.status_code for answer in answers] == [409] * 4


async def test_a_request_posted_plainly_is_a_request(as_person, held, guest):
    page = f"/meetings/{held.id}/live"
    async with as_person(guest) as browser:
        form = {"category": "question", "topic": "Kapan?"}
        sent = await browser.post(f"{page}/turns", data=form)
        turn = await Turn.get(meeting_id=held.id)
        back = await browser.post(f"{page}/turns/{turn.id}/withdraw", data={})
    assert [(answer.status_code, answer.headers["location"]) for answer in (sent, back)] == [
        (303, f"{page}#bicara")
    ] * 2
    assert (turn.category, turn.topic, turn.person_id) == (
        TurnCategory.QUESTION,
        "Kapan?",
        guest.id,
    )
    assert (await Turn.get(id=turn.id)).state is TurnState.WITHDRAWN


async def test_whatever_is_done_in_whatever_order_one_speaks_and_pages_agree(
    held, item, rina, guest, chair
):
    chance = random.Random(5)
    await meetings.add_item(held.id, ItemFacts(title="Lain"), by=rina)
    acts = {
        "request": lambda _key: operations.request_turn(
            held.id, TurnWish(name=f"N{chance.random()}"), by=rina
        ),
        "own": lambda _key: operations.request_turn(held.id, TurnWish(), by=guest),
        "start": lambda key: operations.start_turn(held.id, key, by=chair),
        "pause": lambda key: operations.pause_turn(held.id, key, by=rina),
        "resume": lambda key: operations.resume_turn(held.id, key, by=rina),
        "extend": lambda key: operations.extend_turn(held.id, key, 30, by=rina),
        "finish": lambda key: operations.finish_turn(held.id, key, by=rina),
        "withdraw": lambda key: operations.withdraw_turn(held.id, key, by=rina),
        "refuse": lambda key: operations.refuse_turn(held.id, key, "Nanti", by=rina),
    }
    refused = 0
    for _n in range(60):
        rows = await Turn.filter(meeting_id=held.id).order_by("-requested_at").limit(4)
        name = chance.choice(list(acts)) if rows else "request"
        try:
            await acts[name](chance.choice(rows).id if rows else None)
        except RakorError:
            refused += 1
        speaking = await Turn.filter(meeting_id=held.id, state=TurnState.SPEAKING)
        running = await Turn.filter(meeting_id=held.id, running_since__not_isnull=True)
        assert len(speaking) <= 1
        assert {turn.id for turn in running} <= {turn.id for turn in speaking}
    for turn in await Turn.filter(meeting_id=held.id, state=TurnState.DONE):
        elapsed = (turn.finished_at - turn.started_at) // timedelta(milliseconds=1)
        assert 0 <= Watch.of(turn).spent(turn.finished_at) <= elapsed
    assert 0 < refused < 60
    for view in View:
        await told(held, view, guest)
