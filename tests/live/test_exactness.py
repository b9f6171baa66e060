"""For every act and view: the state of before, with what was told since, is the state of now."""

import json
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.live import queries
from rakor.live.queries import Resumed, Snapshot, own_eyes
from rakor.live.rules import NOBODY, View, reduce
from rakor.meetings.models import AgendaItem, Meeting
from tests.live.acts import ACTS, REASON, Session, convened

# The chair sees what the secretariat does; somebody looks as a participant who was told nothing.
Eyes = tuple[View, frozenset[UUID]]


async def confidential_titles(meeting: Meeting) -> list[str]:
    rows = await AgendaItem.filter(meeting_id=meeting.id, confidential=True)
    return [row.title for row in rows]


STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 29)), min_size=4, max_size=20).map(
    lambda steps: [("add", 1), ("add", 2), *steps[:3], ("open", 0), *steps[3:]]
)


@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
async def test_the_state_before_and_what_was_told_since_is_the_state_now(rina, chair, guest, steps):
    made = await convened(rina, guest)
    session = Session(made, rina, guest)
    views: list[Eyes] = [
        (View.PUBLIC, NOBODY),
        (View.PARTICIPANT, own_eyes(guest)),
        (View.PARTICIPANT, NOBODY),
        (View.SECRETARIAT, own_eyes(rina)),
    ]
    earlier = [{eyes: await seen(made, eyes) for eyes in views}]
    for name, n in steps:
        await session.act(name, n)
        now = {eyes: await seen(made, eyes) for eyes in views}
        for eyes, before in earlier[-1].items():
            await check(eyes, before, now[eyes])
        earlier.append(now)
    for moment in earlier:
        for eyes, before in moment.items():
            await check(eyes, before, now[eyes])
    await nothing_leaks(made, now)


async def seen(meeting: Meeting, eyes: Eyes) -> Snapshot:
    return await queries.snapshot(meeting.id, eyes[0], mine=eyes[1])


async def check(eyes: Eyes, before: Snapshot, now: Snapshot) -> None:
    meeting_id, (view, mine) = before.state["meeting"]["id"], eyes
    told = await queries.missed(meeting_id, view, before.seq, before.epoch, mine)
    if isinstance(told, Resumed):
        assert (told.after, told.upto) == (before.seq, now.seq)
        assert reduce(before.state, told.items) == now.state
    else:
        assert (told.seq, told.state, told.reason) == (now.seq, now.state, "view")


async def nothing_leaks(meeting: Meeting, now: dict[Eyes, Snapshot]) -> None:
    hidden = await confidential_titles(meeting)
    secret = {str(item.id) for item in await AgendaItem.filter(confidential=True)}
    for (view, mine), snap in now.items():
        if view is View.SECRETARIAT:
            continue
        state = snap.state
        told = await queries.missed(meeting.id, view, 0, snap.epoch, mine)
        for words in (json.dumps(state), json.dumps(told.frame())):
            assert not any(title in words for title in hidden)
            # Why somebody was refused is between them and the secretariat.
            assert mine or REASON not in words
        assert secret.isdisjoint(state["notes"])
        for part in ("decisions", "turns", "votes", "materials"):
            assert secret.isdisjoint(each["item"] for each in state[part].values()), part
        if view is View.PUBLIC:
            assert state["notes"] == state["materials"] == {}
        if not mine:
            assert state["own"] == {"ballots": {}, "refusals": {}}


async def test_two_views_of_the_staff_are_the_same(meeting, item, secret, rina):
    one, other = [
        await queries.snapshot(meeting.id, view) for view in (View.SECRETARIAT, View.CHAIR)
    ]

    assert one.state == other.state
    assert set(one.state["items"]) == {str(item.id), str(secret.id)}


async def test_every_act_of_this_test_does_something(rina, chair, guest):
    meeting = await convened(rina, guest)
    session = Session(meeting, rina, guest)
    order = [("add", 0), ("add", 1), ("add_secret", 2), ("rename", 3), ("toggle", 4), ("toggle", 4)]
    order += [("order", 1), ("note", 7), ("reschedule", 9), ("rename_meeting", 9), ("assign", 10)]
    order += [("lay", 1), ("move_material", 0), ("replace_material", 0), ("take_away", 0)]
    order += [("open", 0), ("start", 1), ("plan", 4), ("ask", 0), ("ask", 1), ("order_turns", 0)]
    order += [("give_floor", 0), ("pause", 0), ("pause", 0), ("extend", 0), ("leave_floor", 0)]
    order += [("break", 0), ("break", 1), ("refuse", 0), ("ask", 0), ("withdraw", 0)]
    order += [("propose", 3), ("adopt", 0)]
    order += [("put", 3), ("reword", 0), ("open_vote", 0), ("cast", 0), ("tally", 0)]
    order += [("close_vote", 0), ("publish_vote", 0), ("put", 3), ("withdraw_vote", 0)]
    order += [("finish", 1), ("skip", 2), ("decide", 14)]
    order += [("redecide", 15), ("move_decision", 16), ("strike", 17), ("check_in", 18)]
    order += [("check_out", 18), ("add", 21), ("remove", 3), ("close", 0)]
    assert {name for name, _n in order} == set(ACTS)
    # A count was told less than half a second ago.
    for name, n in order:
        before = await journal.epoch_and_top(meeting.id)
        await session.act(name, n)
        told = await journal.epoch_and_top(meeting.id) != before
        assert told is (name != "tally"), (name, n)


@pytest.mark.postgres
async def test_a_snapshot_and_its_number_are_of_one_moment(meeting, item, rina, engine):
    snap = await queries.snapshot(meeting.id, View.SECRETARIAT)
    epoch, top = await journal.epoch_and_top(meeting.id)

    assert (snap.epoch, snap.seq) == (epoch, top)
    assert set(snap.state["items"]) == {str(item.id)}
