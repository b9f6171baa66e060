"""The life of minutes through the doors: initials, who stands in, remarks, requests, versions."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.errors import Conflict, RakorError
from rakor.minutes import operations
from rakor.minutes.models import Minutes, MinutesCorrection, MinutesRevision
from rakor.minutes.rules import STEPS, Edits, MinutesState, Reviewers, StandIn

PLH = {
    "mode": "plh",
    "title": "Kepala Badan",
    "acting_from": "2020-01-01",
    "acting_until": "2099-12-31",
    "decree_number": "7/2026",
}
DUE = (datetime.now(UTC) + timedelta(days=3)).isoformat()


@pytest.fixture
async def drafted(held, as_person):
    await operations.draft(held.meeting.id, by=held.taker)
    return held


@pytest.fixture
async def approved(drafted):
    key = drafted.meeting.id
    await operations.submit(key, by=drafted.taker)
    await operations.approve(key, by=drafted.chair)
    return drafted


async def kinds(held):
    return [entry.kind for entry in await journal.since(held.meeting.id, 0)]


async def test_reviewers_initial_in_their_order_and_the_chair_comes_last(drafted, as_person):
    held = drafted
    asked = [held.desk.person.email, str(held.stranger.id)]
    wanted = {"reviewers": [{"person": who, "due": DUE} for who in asked]}
    async with (
        as_person(held.taker) as taker,
        as_person(held.chair) as chair,
        as_person(held.desk) as first,
        as_person(held.stranger) as second,
    ):
        named = await taker.put(f"{held.api}/reviewers", json=wanted)
        assert [each["status"] for each in named.json()["reviews"]] == ["waiting"] * 2
        # Nobody reads the draft before it is laid before them.
        assert [(await who.get(held.api)).status_code for who in (first, second)] == [404, 404]
        await taker.post(f"{held.api}/submit", json={})
        assert [(await who.get(held.api)).status_code for who in (first, second)] == [200, 404]
        read = (await first.get(held.api)).json()["document"]["discussion"]
        assert len(read) == 2  # without the confidential item
        early = [
            await second.post(f"{held.api}/initial", json={}),
            await chair.post(f"{held.api}/approve", json={}),
            await chair.post(f"{held.api}/initial", json={}),
        ]
        assert [answer.status_code for answer in early] == [404, 409, 403]
        await first.post(f"{held.api}/initial", json={"comment": "Sesuai."})
        assert (await second.get(held.api)).status_code == 200
        assert (await first.get(held.api)).status_code == 404
        back = await second.post(f"{held.api}/return", json={"comment": "Angka keliru."})
        assert back.json()["status"] == "needs_revision"
        assert (await second.get(held.api)).status_code == 404
        told = (await taker.get(held.api)).json()
        assert (told["status"], told["comment"]) == ("needs_revision", "Angka keliru.")
        await taker.post(f"{held.api}/submit", json={})
        again = (await taker.get(held.api)).json()["reviews"]
        assert [each["status"] for each in again] == ["waiting"] * 2
        await first.post(f"{held.api}/initial", json={})
        await second.post(f"{held.api}/initial", json={})
        done = await chair.post(f"{held.api}/approve", json={})
        assert done.json()["status"] == "approved"
        assert (await second.get(held.api)).status_code == 404

    assert (await kinds(held))[1:] == [
        "minutes_review.planned",
        "minutes.submitted",
        "minutes_review.initialled",
        "minutes.returned",
        "minutes.submitted",
        "minutes_review.initialled",
        "minutes_review.initialled",
        "minutes.approved",
    ]


async def test_while_under_review_another_may_take_the_place_of_who_does_not_answer(drafted):
    held, key = drafted, drafted.meeting.id
    both = [{"person": str(who.id)} for who in (held.desk, held.stranger)]
    await operations.name_reviewers(key, Reviewers(reviewers=both), by=held.taker)
    await operations.submit(key, by=held.taker)
    await operations.initial(key, by=held.desk)
    instead = Reviewers(reviewers=[both[0], {"person": str(held.guest.id)}])
    await operations.name_reviewers(key, instead, by=held.taker)
    with pytest.raises(RakorError):
        await operations.initial(key, by=held.stranger)
    await operations.initial(key, by=held.guest)
    assert (await operations.approve(key, by=held.chair)).state is MinutesState.APPROVED


async def test_whoever_the_chair_names_approves_in_their_place_and_the_paper_says_how(
    drafted, as_person
):
    held = drafted
    async with (
        as_person(held.taker) as taker,
        as_person(held.chair) as chair,
        as_person(held.stranger) as deputy,
    ):
        wanted = {"person": held.stranger.person.email, **PLH}
        refused = [
            await taker.put(f"{held.api}/stand-in", json=wanted),
            await chair.put(f"{held.api}/stand-in", json={**wanted, "decree_number": ""}),
            await chair.put(f"{held.api}/stand-in", json={**wanted, "person": "x@y.go.id"}),
        ]
        assert [answer.status_code for answer in refused] == [403, 422, 422]
        named = await chair.put(f"{held.api}/stand-in", json=wanted)
        assert named.json()["stand_in"] == str(held.stranger.id)
        assert (await deputy.get(held.api)).status_code == 404
        await taker.post(f"{held.api}/submit", json={})
        whole = (await deputy.get(held.api)).json()["document"]
        assert len(whole["discussion"]) == 3
        done = await deputy.post(f"{held.api}/approve", json={})
        assert done.json()["status"] == "approved"
        paper = (await taker.get(f"{held.api}.json")).json()

    minutes = await Minutes.get()
    assert (minutes.state, minutes.approved_by_id) == (MinutesState.APPROVED, held.stranger.id)
    assert paper["signing"]["chair"]["heading"] == ["Plh. Kepala Badan,"]
    assert paper["signing"]["chair"]["name"] == "Orang Luar"
    said = "Disetujui oleh Orang Luar, Plh. Kepala Badan, "
    assert paper["signing"]["approval"].startswith(said)


async def test_every_wording_of_a_section_is_kept_and_comes_back(drafted, as_person):
    held, item = drafted, str(drafted.items[1].id)
    async with as_person(held.taker) as taker, as_person(held.chair) as chair:
        for words in ("Pertama.", "Kedua."):
            await taker.patch(held.api, json={"discussion": [{"item": item, "notes": words}]})
        await taker.patch(held.api, json={"opening": "Dibuka."})
        where = f"{held.api}/sections/{item}"
        rows = (await taker.get(f"{where}/revisions")).json()["items"]
        assert [row["revision"] for row in rows] == [3, 2, 1]
        assert (await chair.get(f"{where}/revisions")).status_code == 403
        back = await taker.post(f"{where}/restore", json={"revision": 2})
        notes = back.json()["document"]["discussion"][1]["notes"]
        assert notes["content"][0]["content"][0]["text"] == "Pertama."
        missing = await taker.post(f"{where}/restore", json={"revision": 9})
        assert missing.status_code == 404

    stored = await MinutesRevision.filter(section=item).order_by("revision")
    assert [row.revision for row in stored] == [1, 2, 3, 5]
    assert await MinutesRevision.filter(section="closing").count() == 1


async def test_remarks_are_settled_and_read_by_those_who_write_and_review(drafted, as_person):
    held, secret = drafted, str(drafted.items[2].id)
    async with (
        as_person(held.taker) as taker,
        as_person(held.chair) as chair,
        as_person(held.desk) as reviewer,
        as_person(held.guest) as guest,
    ):
        url = f"{held.api}/comments"
        made = await chair.post(url, json={"section": "opening", "text": "Jamnya?"})
        await taker.post(url, json={"section": secret, "text": "Tetap rahasia."})
        nowhere = await chair.post(url, json={"section": "nothing", "text": "x"})
        assert (made.status_code, nowhere.status_code) == (201, 404)
        assert (await guest.get(url)).status_code == 403
        await taker.put(
            f"{held.api}/reviewers", json={"reviewers": [{"person": str(held.desk.id)}]}
        )
        await taker.post(f"{held.api}/submit", json={})
        seen = (await reviewer.get(url)).json()["items"]
        assert [each["text"] for each in seen] == ["Jamnya?"]
        hidden = await reviewer.post(url, json={"section": secret, "text": "x"})
        assert hidden.status_code == 404
        settled = await reviewer.post(f"{url}/{made.json()['id']}/settle", json={})
        assert settled.json()["resolved_by"] == "Dian Meja"
        order = [each["text"] for each in (await taker.get(url)).json()["items"]]
        assert order == ["Tetap rahasia.", "Jamnya?"]
        await reviewer.post(f"{held.api}/initial", json={})
        await chair.post(f"{held.api}/approve", json={})
        late = await taker.post(url, json={"section": "opening", "text": "Terlambat"})
        assert late.status_code == 409


async def test_a_request_to_correct_leads_to_the_next_version_and_the_old_one_stays(
    approved, as_person
):
    held = approved
    async with (
        as_person(held.taker) as taker,
        as_person(held.chair) as chair,
        as_person(held.guest) as guest,
        as_person(held.desk) as other,
    ):
        url = f"{held.api}/corrections"
        first = await guest.get(f"{held.api}.md")
        asked = await guest.post(url, json={"section": "closing", "text": "Pukul 12.10."})
        hidden = await guest.post(url, json={"section": str(held.items[2].id), "text": "x"})
        assert (asked.status_code, hidden.status_code) == (201, 404)
        assert (await other.get(url)).json()["items"] == []
        answer = f"{url}/{asked.json()['id']}/answer"
        wordless = await taker.post(answer, json={"accept": False})
        verdict = {"accept": True, "answer": "Sesuai rekaman."}
        accepted = await taker.post(answer, json=verdict)
        twice = await taker.post(answer, json=verdict)
        by_guest = await guest.post(answer, json=verdict)
        codes = [each.status_code for each in (wordless, accepted, twice, by_guest)]
        assert codes == [422, 200, 409, 403]

        opened = await taker.post(f"{held.api}/amend", json={"reason": "Salah jam penutupan"})
        assert (opened.status_code, opened.json()["version"]) == (201, 2)
        assert opened.json()["document"]["approved"] is False
        assert (await guest.get(held.api)).json()["version"] == 1
        again = await taker.post(f"{held.api}/amend", json={"reason": "Lagi"})
        assert again.status_code == 409
        still = await guest.post(url, json={"section": "opening", "text": "Juga ini."})
        assert still.status_code == 201
        await taker.patch(held.api, json={"closing": "Rapat ditutup pukul 12.10 WIB."})
        await taker.post(f"{held.api}/submit", json={})
        await chair.post(f"{held.api}/approve", json={})
        now = (await guest.get(held.api)).json()
        assert (now["version"], now["status"]) == (2, "approved")
        told = (await guest.get(f"{held.api}/versions")).json()["items"]
        assert [(each["version"], each["status"]) for each in told] == [
            (2, "approved"),
            (1, "amended"),
        ]
        changes = (await guest.get(f"{held.api}/versions/2/changes")).json()["items"]
        assert changes == [
            {
                "section": "Penutup",
                "removed": ["Rapat ditutup oleh pimpinan rapat pada pukul 12.04 WIB."],
                "added": ["Rapat ditutup pukul 12.10 WIB."],
            }
        ]
        old = await guest.get(f"{held.api}.md?version=1")
        assert old.content == first.content
        assert "Perubahan terhadap versi 1" in (await guest.get(f"{held.api}.md")).text
        assert (await guest.get(f"{held.api}/versions/1")).json()["status"] == "amended"
        assert (await guest.get(f"{held.api}/versions/3")).status_code == 404

    request = await MinutesCorrection.filter(section="closing").get()
    assert request.carried_in == 2


async def test_after_the_window_nobody_asks_for_corrections(approved, as_person):
    past = datetime.now(UTC) - timedelta(seconds=1)
    async with as_person(approved.guest) as guest, as_person(approved.taker) as taker:
        sent = await taker.post(f"{approved.api}/distribute", json={"correction_days": 3})
        assert sent.json()["corrections_until"] > sent.json()["distributed_at"]
        await Minutes.all().update(corrections_until=past)
        late = await guest.post(
            f"{approved.api}/corrections", json={"section": "opening", "text": "Terlambat."}
        )

    assert late.status_code == 409
    assert await MinutesCorrection.all().count() == 0


ACTS = {
    "edit": (None, lambda key, held: operations.edit(key, Edits(opening="x"), by=held.taker)),
    "refresh": (None, lambda key, held: operations.refresh(key, by=held.taker)),
    "submit": ("in_review", lambda key, held: operations.submit(key, by=held.taker)),
    "return": ("needs_revision", lambda key, held: operations.return_(key, "x", by=held.chair)),
    "approve": ("approved", lambda key, held: operations.approve(key, by=held.chair)),
    "distribute": ("distributed", lambda key, held: operations.distribute(key, by=held.taker)),
}


@pytest.mark.parametrize("state", list(MinutesState))
async def test_in_every_state_every_act_is_a_step_or_refused_and_nothing_changes(drafted, state):
    key = drafted.meeting.id
    for name, (then, act) in ACTS.items():
        await Minutes.all().update(state=state)
        before = (await Minutes.get()).content
        editable = state in (MinutesState.DRAFT, MinutesState.NEEDS_REVISION)
        allowed = editable if then is None else MinutesState(then) in STEPS[state]
        if allowed:
            await act(key, drafted)
        else:
            with pytest.raises(Conflict):
                await act(key, drafted)
            after = await Minutes.get()
            assert (after.content, after.state) == (before, state), name
        await Minutes.all().update(content=before)


DOORS = [
    ("PATCH", "", {"opening": "x"}, "taker"),
    ("POST", "/refresh", {}, "taker"),
    ("POST", "/submit", {}, "taker"),
    ("POST", "/sections/opening/restore", {"revision": 1}, "taker"),
    ("PUT", "/reviewers", {"reviewers": []}, "taker"),
    ("POST", "/return", {"comment": "x"}, "chair"),
    ("POST", "/approve", {}, "chair"),
    ("DELETE", "/stand-in", None, "chair"),
    ("POST", "/comments", {"section": "opening", "text": "x"}, "taker"),
]
PAGES = [
    ("/refresh", {}),
    ("/submit", {}),
    ("/edit/head", {"basis": "x"}),
    ("/edit/presentations", {"papers.0.title": "x"}),
    ("/edit/qa", {"asked.0.who": "x", "asked.0.question": "y"}),
    ("/edit/opening", {"text.0": "x"}),
]


@pytest.mark.parametrize("state", ["approved", "signed", "distributed", "amended"])
async def test_after_the_approval_no_door_changes_the_text(approved, as_person, state):
    await Minutes.all().update(state=MinutesState(state))
    minutes = await Minutes.get()
    async with as_person(approved.taker) as taker, as_person(approved.chair) as chair:
        programs = {"taker": taker, "chair": chair}
        answers = [
            (await programs[who].request(method, approved.api + path, json=body)).status_code
            for method, path, body, who in DOORS
        ]
    async with as_person(approved.taker, page=True) as browser:
        typed = {"revision": str(minutes.revision)}
        for path, fields in PAGES:
            said = await browser.post(approved.page + path, data={**typed, **fields})
            answers.append(said.status_code)

    assert answers == [409] * (len(DOORS) + len(PAGES))
    after = await Minutes.get()
    assert (after.content, after.revision) == (minutes.content, minutes.revision)


async def test_a_stand_in_is_taken_back(drafted):
    key = drafted.meeting.id
    wanted = StandIn(person=str(drafted.stranger.id), mode="own", title="Sekretaris")
    await operations.name_stand_in(key, wanted, by=drafted.chair)
    await operations.name_stand_in(key, None, by=drafted.chair)
    await operations.submit(key, by=drafted.taker)
    with pytest.raises(RakorError):
        await operations.approve(key, by=drafted.stranger)
