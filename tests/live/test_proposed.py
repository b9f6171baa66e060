"""A wording before the room: seen by everyone who follows, owed by nobody until it is adopted."""

import pytest

from rakor import journal
from rakor.errors import Conflict, Moved
from rakor.followups import queries as followups
from rakor.live import operations, queries
from rakor.live.models import Decision
from rakor.live.rules import DecisionChanges, DecisionFacts, DecisionState, View
from rakor.meetings import operations as meetings
from rakor.minutes import operations as minutes


@pytest.fixture
async def propose(meeting, rina):
    """Put a wording before a room in session: `await propose(text="…", owners=["BKN"])`."""
    await meetings.open(meeting.id, by=rina)

    async def put(**facts) -> Decision:
        return await operations.propose_decision(
            meeting.id, DecisionFacts.model_validate({"text": "Rumusan", **facts}), by=rina
        )

    return put


@pytest.mark.postgres
async def test_a_wording_is_adopted_by_whoever_read_it_last(as_person, propose, meeting, chair):
    url = f"/api/v1/meetings/{meeting.id}/decisions"
    async with as_person(chair) as api:
        wording = await api.post(
            url, json={"text": "Disediakan 30%", "owners": ["BKN"], "proposed": True}
        )
        act = f"/api/v1/decisions/{wording.json()['id']}/adopt"
        changed = await api.patch(act.removesuffix("/adopt"), json={"text": "Disediakan 40%"})
        old = await api.post(act, headers={"If-Match": '"1"'})
        adopted = await api.post(act, headers={"If-Match": '"2"'})
        again = await api.post(act)

    assert (wording.status_code, wording.json()["status"], wording.json()["number"]) == (
        201,
        "proposed",
        1,
    )
    assert (changed.json()["status"], old.status_code) == ("proposed", 412)
    assert (adopted.status_code, adopted.json()["status"]) == (200, "active")
    assert adopted.json()["text"] == "Disediakan 40%"
    assert adopted.json()["recorded_at"] > wording.json()["recorded_at"]
    assert again.status_code == 409
    entries = [entry for entry in await journal.since(meeting.id, 0) if "decision" in entry.data]
    assert [entry.kind for entry in entries] == [
        "decision.proposed",
        "decision.changed",
        "decision.adopted",
    ]
    assert [entry.data["decision"]["status"] for entry in entries] == [
        "proposed",
        "proposed",
        "active",
    ]


@pytest.mark.postgres
async def test_a_wording_that_is_dropped_keeps_its_number(propose, meeting, rina):
    dropped = await propose()
    await operations.strike_decision(dropped.id, by=rina)
    kept = await propose()
    with pytest.raises(Conflict):
        await operations.adopt_decision(dropped.id, by=rina)
    with pytest.raises(Moved):
        await operations.adopt_decision(kept.id, revision=7, by=rina)
    adopted = await operations.adopt_decision(kept.id, by=rina)

    rows = await Decision.filter(meeting=meeting).order_by("number")
    assert [(row.number, row.state) for row in rows] == [
        (1, DecisionState.STRUCK),
        (2, DecisionState.ACTIVE),
    ]
    assert adopted.revision == 2


async def test_nobody_owes_a_wording_and_no_minutes_hold_it(propose, meeting, rina):
    await propose(text="Belum disepakati", owners=["BKN"])
    settled = await propose(text="Sudah disepakati", owners=["BKN"])
    await operations.adopt_decision(settled.id, by=rina)
    await meetings.close(meeting.id, by=rina)
    draft = await minutes.draft(meeting.id, by=rina)

    owed = await followups.visible_to(rina).select_related("decision")
    assert [row.decision.text for row in owed] == ["Sudah disepakati"]
    assert "Sudah disepakati" in str(draft.content)
    assert "Belum disepakati" not in str(draft.content)
    public = await queries.snapshot(meeting.id, View.PUBLIC)
    shown = {each["text"]: each["status"] for each in public.state["decisions"].values()}
    assert shown == {"Belum disepakati": "proposed", "Sudah disepakati": "active"}


async def test_what_was_agreed_last_is_adopted_after_the_close(propose, meeting, rina):
    late = await propose()
    await meetings.close(meeting.id, by=rina)
    with pytest.raises(Conflict):
        await propose()
    assert (await operations.adopt_decision(late.id, by=rina)).state is DecisionState.ACTIVE


async def test_a_wording_on_a_confidential_item_is_for_the_staff(propose, meeting, secret, rina):
    wording = await propose(text="Nama calon", agenda_item=secret.id)
    changes = DecisionChanges(text="Nama para calon")
    await operations.change_decision(wording.id, changes, by=rina)
    await operations.adopt_decision(wording.id, by=rina)

    for view in (View.PUBLIC, View.PARTICIPANT):
        assert (await queries.snapshot(meeting.id, view)).state["decisions"] == {}
        heard = await queries.missed(meeting.id, view, 0, await _epoch(meeting.id))
        assert "calon" not in str(heard.frame())
    staff = (await queries.snapshot(meeting.id, View.CHAIR)).state["decisions"]
    assert [each["status"] for each in staff.values()] == ["active"]


async def _epoch(meeting_id) -> str:
    return (await queries.snapshot(meeting_id, View.PUBLIC)).epoch
