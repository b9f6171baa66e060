"""A break is told to everybody with the hour it ends, and nobody's time runs meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from rakor import journal
from rakor.errors import Conflict, Invalid
from rakor.live import operations, queries
from rakor.live.rules import TurnWish, View, breaks, empty_state, reduce
from rakor.meetings.rules import State

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)


def test_a_break_is_given_while_a_meeting_is_held_and_until_an_hour_to_come():
    breaks.check_can_pause(State.IN_PROGRESS)
    for state in set(State) - {State.IN_PROGRESS}:
        with pytest.raises(Conflict):
            breaks.check_can_pause(state)
    breaks.check_until(NOW + timedelta(hours=24), NOW)
    for until in (NOW, NOW + timedelta(hours=24, seconds=1)):
        with pytest.raises(Invalid):
            breaks.check_until(until, NOW)


@pytest.mark.postgres
async def test_a_break_is_on_moved_and_over(as_person, begun, rina, chair, guest, engine):
    base = f"/api/v1/meetings/{begun.id}"
    first, later = ((datetime.now(UTC) + timedelta(minutes=n)).isoformat() for n in (15, 30))
    async with as_person(rina) as desk, as_person(chair) as table, as_person(guest) as phone:
        early = await desk.post(f"{base}/resume", json={})
        past = await desk.post(f"{base}/pause", json={"until": "2020-01-01T10:00:00Z"})
        nobody = await phone.post(f"{base}/pause", json={"until": first})
        begins = await table.post(f"{base}/pause", json={"until": first})
        moved = await desk.post(f"{base}/pause", json={"until": later})
        page = (await phone.get(f"/meetings/{begun.id}/live")).text
        screen = await queries.snapshot(begun.id, View.PUBLIC)
        over = await desk.post(f"{base}/resume", json={})

    assert [each.status_code for each in (early, past, nobody)] == [409, 422, 403]
    assert [each.status_code for each in (begins, moved, over)] == [200, 200, 200]
    assert begins.json()["id"] == moved.json()["id"] == over.json()["id"]
    assert moved.json()["since"] == begins.json()["since"] < moved.json()["until"]
    assert "Istirahat sampai" in page
    (shown,) = screen.state["breaks"].values()
    assert datetime.fromisoformat(shown["until"]) == datetime.fromisoformat(later)
    assert shown["ended_at"] is None
    assert over.json()["ended_at"] is not None
    entries = await journal.since(begun.id, 0)
    kinds = [entry.kind for entry in entries if "breaks" in entry.data]
    assert kinds == ["meeting.paused", "meeting.paused", "meeting.resumed"]
    for view in View:
        seen = await queries.snapshot(begun.id, view)
        state = reduce(empty_state(), queries.projected(entries, view))
        assert state["breaks"] == seen.state["breaks"]


async def test_the_time_of_whoever_speaks_stands_still_until_somebody_lets_it_run(begun, rina):
    one, two = [
        await operations.request_turn(begun.id, TurnWish(name=name), by=rina)
        for name in ("Satu", "Dua")
    ]
    await operations.start_turn(begun.id, one.id, by=rina)
    await operations.pause_session(begun.id, datetime.now(UTC) + timedelta(minutes=9), by=rina)

    await one.refresh_from_db()
    assert one.running_since is None
    with pytest.raises(Conflict, match="istirahat"):
        await operations.resume_turn(begun.id, one.id, by=rina)
    with pytest.raises(Conflict, match="istirahat"):
        await operations.start_turn(begun.id, two.id, by=rina)

    await operations.resume_session(begun.id, by=rina)
    assert (await operations.resume_turn(begun.id, one.id, by=rina)).running_since is not None
