"""The way to the chair, who may go it, and what participants read in the end."""

import itertools

import pytest

from rakor import journal
from rakor.errors import Conflict
from rakor.minutes.models import Minutes
from rakor.minutes.rules import (
    EDITABLE,
    STEPS,
    MinutesState,
    check_editable,
    check_step,
)


@pytest.mark.parametrize(("now", "then"), list(itertools.product(MinutesState, MinutesState)))
def test_every_pair_of_states_is_either_a_step_or_refused(now, then):
    if then in STEPS[now]:
        check_step(now, then)
    else:
        with pytest.raises(Conflict):
            check_step(now, then)


@pytest.mark.parametrize("state", list(MinutesState))
def test_only_drafts_and_returned_minutes_are_edited(state):
    if state in EDITABLE:
        check_editable(state)
    else:
        with pytest.raises(Conflict):
            check_editable(state)


@pytest.fixture
async def drafted(held, as_person):
    async with as_person(held.taker) as program:
        await program.post(held.api, json={})
    return held


async def test_minutes_go_to_the_chair_come_back_and_go_out(drafted, as_person):
    held = drafted
    async with as_person(held.taker) as taker, as_person(held.chair) as chair:
        states = [(await taker.post(f"{held.api}/submit", json={})).json()["status"]]
        back = await chair.post(f"{held.api}/return", json={"comment": "Cocokkan angka."})
        states.append(back.json()["status"])
        assert back.json()["comment"] == "Cocokkan angka."
        await taker.patch(held.api, json={"opening": "Diperbaiki."})
        states.append((await taker.post(f"{held.api}/submit", json={})).json()["status"])
        done = (await chair.post(f"{held.api}/approve", json={})).json()
        states.append(done["status"])
        late = await taker.patch(held.api, json={"opening": "Terlambat."})
        again = await taker.post(f"{held.api}/refresh", json={})
        states.append((await taker.post(f"{held.api}/distribute", json={})).json()["status"])

    assert states == ["in_review", "needs_revision", "in_review", "approved", "distributed"]
    assert (late.status_code, again.status_code) == (409, 409)
    assert done["approved_by"] == "Wirakarsa Adinegara"
    assert done["document"]["approved"] is True
    assert done["document"]["signing"]["approval"].startswith("Disetujui oleh pimpinan rapat, ")
    kinds = [(e.kind, e.audience.value) for e in await journal.since(held.meeting.id, 0)]
    assert kinds == [
        ("minutes.drafted", "staff"),
        ("minutes.submitted", "staff"),
        ("minutes.returned", "staff"),
        ("minutes.edited", "staff"),
        ("minutes.submitted", "staff"),
        ("minutes.approved", "participants"),
        ("document.issued", "staff"),
        ("minutes.distributed", "participants"),
    ]


async def test_what_cannot_be_printed_is_told_to_whoever_wrote_it(drafted, as_person):
    async with as_person(drafted.taker) as taker:
        await taker.patch(drafted.api, json={"closing": "Terima kasih 😀"})
        refused = await taker.post(f"{drafted.api}/submit", json={})
        await taker.patch(drafted.api, json={"closing": "Terima kasih"})
        mended = await taker.post(f"{drafted.api}/submit", json={})

    said = refused.json()
    assert (refused.status_code, said["character"], said["code_point"]) == (422, "😀", "U+1F600")
    assert "“😀”" in said["detail"]
    assert mended.json()["status"] == "in_review"


async def test_a_return_needs_a_word(drafted, as_person):
    async with as_person(drafted.taker) as taker, as_person(drafted.chair) as chair:
        await taker.post(f"{drafted.api}/submit", json={})
        answer = await chair.post(f"{drafted.api}/return", json={"comment": "  "})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "comment")
    assert (await Minutes.get()).state is MinutesState.IN_REVIEW


async def test_the_chair_approves_what_the_chair_has_read(drafted, as_person):
    async with as_person(drafted.taker) as taker, as_person(drafted.chair) as chair:
        await taker.post(f"{drafted.api}/submit", json={})
        answer = await chair.post(f"{drafted.api}/approve", json={}, headers={"if-match": '"1"'})

    assert answer.status_code == 412


ACTS = [
    ("POST", "", {}),
    ("PATCH", "", {"opening": "x"}),
    ("POST", "/refresh", {}),
    ("POST", "/submit", {}),
    ("POST", "/return", {"comment": "x"}),
    ("POST", "/approve", {}),
    ("POST", "/distribute", {}),
]
WRITES = [409, 200, 200, 200, 403, 403, 409]
RIGHTS = {
    "rina": WRITES,
    "admin": WRITES,
    "taker": WRITES,
    "chair": [403, 403, 403, 403, 409, 409, 403],
    "desk": [403] * 7,
    "guest": [403] * 7,
    "stranger": [404] * 7,
    None: [401] * 7,
}


@pytest.mark.parametrize("who", list(RIGHTS))
@pytest.mark.parametrize("at", range(len(ACTS)), ids=lambda at: ACTS[at][1] or ACTS[at][0])
async def test_who_may_do_what(drafted, as_person, rina, admin, who, at):
    others = {"rina": rina, "admin": admin, None: None}
    person = others[who] if who in others else getattr(drafted, who)
    method, path, body = ACTS[at]
    async with as_person(person) as program:
        answer = await program.request(method, drafted.api + path, json=body)

    assert answer.status_code == RIGHTS[who][at]


@pytest.mark.parametrize(
    ("who", "before", "after"),
    [
        ("taker", 3, 3),
        ("chair", 3, 3),
        ("desk", None, 2),
        ("guest", None, 2),
        ("stranger", None, None),
    ],
)
async def test_participants_read_approved_minutes_without_what_is_confidential(
    drafted, as_person, who, before, after
):
    async def items():
        async with as_person(getattr(drafted, who)) as program:
            answer = await program.get(drafted.api)
            paper = await program.get(f"{drafted.api}.json")
        if answer.status_code == 404:
            assert paper.status_code == 404
            return None
        document = answer.json()["document"]
        secret = "rahasia" in answer.text
        assert secret == ("rahasia" in paper.text) == (len(document["discussion"]) == 3)
        assert len(document["decisions"]) == len(document["discussion"]) - 1
        return len(document["discussion"])

    assert await items() == before
    async with as_person(drafted.taker) as taker, as_person(drafted.chair) as chair:
        await taker.post(f"{drafted.api}/submit", json={})
        await chair.post(f"{drafted.api}/approve", json={})
    assert await items() == after


async def test_minutes_that_nobody_drafted_are_not_there(held, as_person):
    async with as_person(held.chair) as program:
        answers = [
            await program.get(held.api),
            await program.get(f"{held.api}.pdf"),
            await program.post(f"{held.api}/approve", json={}),
        ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
