"""For every act and view: the state of before, with what was told since, is the state of now."""

import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.attendance import operations as attendance
from rakor.attendance.rules import Direction, WalkIn, Wish
from rakor.errors import RakorError
from rakor.live import operations, queries
from rakor.live.models import Decision
from rakor.live.queries import Resumed, Snapshot
from rakor.live.rules import DecisionChanges, DecisionFacts, View, reduce
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Changes, Facts, ItemChanges, ItemFacts
from rakor.meetings.rules import Channel, Part
from tests.live.conftest import FACTS

ACTS = (
    "add",
    "add_secret",
    "rename",
    "toggle",
    "order",
    "remove",
    "start",
    "finish",
    "skip",
    "note",
    "decide",
    "redecide",
    "move_decision",
    "strike",
    "check_in",
    "check_out",
    "reschedule",
    "rename_meeting",
    "open",
    "close",
    "assign",
)
SECRET = "RAHASIA"
VIEWS = (View.PUBLIC, View.PARTICIPANT, View.SECRETARIAT)  # the chair sees what the last one does


class Session:
    """A meeting on which any act may be tried; what is refused changes nothing."""

    def __init__(self, meeting: Meeting, by: Any) -> None:
        self.meeting, self.by, self.turn = meeting, by, 0

    async def act(self, name: str, n: int) -> None:
        self.turn += 1
        step: Callable[[int], Awaitable[object]] = getattr(self, f"_{name}")
        with suppress(RakorError):
            await step(n)

    async def _item(self, n: int) -> AgendaItem | None:
        items = await AgendaItem.filter(meeting_id=self.meeting.id).order_by("position", "id")
        return items[n % len(items)] if items else None

    async def _decision(self, n: int) -> Decision | None:
        rows = await Decision.filter(meeting_id=self.meeting.id).order_by("number")
        return rows[n % len(rows)] if rows else None

    async def _with_item(self, n: int, act: Callable[..., Awaitable[object]], *more: Any) -> None:
        if item := await self._item(n):
            await act(self.meeting.id, item.id, *more, by=self.by)

    async def _add(self, n: int) -> None:
        await meetings.add_item(self.meeting.id, ItemFacts(title=f"Pokok {self.turn}."), by=self.by)

    async def _add_secret(self, n: int) -> None:
        facts = ItemFacts(title=f"{SECRET} {self.turn}.", confidential=True)
        await meetings.add_item(self.meeting.id, facts, by=self.by)

    async def _rename(self, n: int) -> None:
        if item := await self._item(n):
            word = SECRET if item.confidential else "Terbuka"
            changes = ItemChanges(title=f"{word} {self.turn}.")
            await meetings.change_item(self.meeting.id, item.id, changes, by=self.by)

    async def _toggle(self, n: int) -> None:
        if item := await self._item(n):
            changes = ItemChanges(confidential=not item.confidential)
            await meetings.change_item(self.meeting.id, item.id, changes, by=self.by)

    async def _order(self, n: int) -> None:
        items = await AgendaItem.filter(meeting_id=self.meeting.id).order_by("position", "id")
        keys = [item.id for item in items]
        at = n % max(1, len(keys))
        await meetings.order_items(self.meeting.id, keys[at:] + keys[:at], by=self.by)

    async def _remove(self, n: int) -> None:
        await self._with_item(n, meetings.remove_item)

    async def _start(self, n: int) -> None:
        await self._with_item(n, meetings.start_item)

    async def _finish(self, n: int) -> None:
        await self._with_item(n, meetings.finish_item)

    async def _skip(self, n: int) -> None:
        await self._with_item(n, meetings.skip_item)

    async def _note(self, n: int) -> None:
        if item := await self._item(n):
            seen = await queries.note_seen(self.meeting.id, item.id, by=self.by)
            text = f"Catatan {self.turn}"
            await operations.save_note(self.meeting.id, item.id, text, seen["revision"], by=self.by)

    async def _decide(self, n: int) -> None:
        item = await self._item(n) if n % 3 else None
        facts = DecisionFacts(
            text=f"Keputusan {self.turn}",
            agenda_item=item.id if item else None,
            owners=["BKN"] if n % 2 else [],
            supporting=["BPSDM"] if n % 5 == 0 else [],
        )
        await operations.record_decision(self.meeting.id, facts, by=self.by)

    async def _redecide(self, n: int) -> None:
        if decision := await self._decision(n):
            changes = DecisionChanges(text=f"Diubah {self.turn}", owners=["BPSDM"])
            await operations.change_decision(decision.id, changes, by=self.by)

    async def _move_decision(self, n: int) -> None:
        if decision := await self._decision(n):
            item = await self._item(n + 1)
            changes = DecisionChanges(agenda_item=item.id if item else None)
            await operations.change_decision(decision.id, changes, by=self.by)

    async def _strike(self, n: int) -> None:
        if decision := await self._decision(n):
            await operations.strike_decision(decision.id, "Keliru", by=self.by)

    async def _check_in(self, n: int, direction: Direction = Direction.IN) -> None:
        wish = Wish(
            nonce=f"{self.turn}",
            walk_in=WalkIn(name=f"Tamu {n % 3}", agency="BKN"),
            channel=Channel.ROOM if n % 2 else Channel.ONLINE,
            direction=direction,
        )
        await attendance.check_in(self.meeting.id, wish, by=self.by)

    async def _check_out(self, n: int) -> None:
        await self._check_in(n, Direction.OUT)

    async def _reschedule(self, n: int) -> None:
        changes = Changes.model_validate({"ends_at": f"2026-12-01T{12 + n % 8}:00:00+07:00"})
        await meetings.change(self.meeting.id, changes, by=self.by)

    async def _rename_meeting(self, n: int) -> None:
        await meetings.change(self.meeting.id, Changes(title=f"Rapat {n}"), by=self.by)

    async def _open(self, _n: int) -> None:
        await meetings.open(self.meeting.id, by=self.by)

    async def _close(self, _n: int) -> None:
        await meetings.close(self.meeting.id, by=self.by)

    async def _assign(self, _n: int) -> None:
        await meetings.assign(self.meeting.id, self.by.person, Part.SPEAKER, by=self.by)


async def confidential_titles(meeting: Meeting) -> list[str]:
    rows = await AgendaItem.filter(meeting_id=meeting.id, confidential=True)
    return [row.title for row in rows]


STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 29)), min_size=4, max_size=16).map(
    lambda steps: [("add", 1), ("add", 2), *steps[:3], ("open", 0), *steps[3:]]
)


@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
async def test_the_state_before_and_what_was_told_since_is_the_state_now(rina, bkn, bpsdm, steps):
    made = await meetings.draft_meeting(Facts.model_validate(FACTS), by=rina)
    await meetings.publish(made.id, by=rina)
    session = Session(made, rina)
    earlier: list[Snapshot] = [await queries.snapshot(made.id, view) for view in VIEWS]
    for name, n in steps:
        await session.act(name, n)
        now = {view: await queries.snapshot(made.id, view) for view in VIEWS}
        for before in earlier[-len(VIEWS) :]:
            await check(before, now[before.view])
        earlier += now.values()
    for before in earlier:
        await check(before, now[before.view])
    await nothing_leaks(made, now)


async def check(before: Snapshot, now: Snapshot) -> None:
    meeting_id = before.state["meeting"]["id"]
    told = await queries.missed(meeting_id, before.view, before.seq, before.epoch)
    if isinstance(told, Resumed):
        assert (told.after, told.upto) == (before.seq, now.seq)
        assert reduce(before.state, told.items) == now.state
    else:
        assert (told.seq, told.state, told.reason) == (now.seq, now.state, "view")


async def nothing_leaks(meeting: Meeting, now: dict[View, Snapshot]) -> None:
    hidden = await confidential_titles(meeting)
    secret = {str(item.id) for item in await AgendaItem.filter(confidential=True)}
    for view in (View.PUBLIC, View.PARTICIPANT):
        state = now[view].state
        assert not any(title in json.dumps(state) for title in hidden)
        assert secret.isdisjoint(state["notes"])
        assert secret.isdisjoint(decision["item"] for decision in state["decisions"].values())
        told = await queries.missed(meeting.id, view, 0, now[view].epoch)
        assert not any(title in json.dumps(told.frame()) for title in hidden)
    assert now[View.PUBLIC].state["notes"] == {}


async def test_two_views_of_the_staff_are_the_same(meeting, item, secret, rina):
    one, other = [
        await queries.snapshot(meeting.id, view) for view in (View.SECRETARIAT, View.CHAIR)
    ]

    assert one.state == other.state
    assert set(one.state["items"]) == {str(item.id), str(secret.id)}


async def test_every_act_of_this_test_does_something(meeting, rina, bkn):
    session = Session(meeting, rina)
    order = [("add", 0), ("add", 1), ("add_secret", 2), ("rename", 3), ("toggle", 4), ("toggle", 4)]
    order += [("order", 1), ("note", 7), ("reschedule", 9), ("rename_meeting", 9), ("assign", 10)]
    order += [("open", 0), ("start", 1), ("finish", 1), ("skip", 2), ("decide", 14)]
    order += [("redecide", 15), ("move_decision", 16), ("strike", 17), ("check_in", 18)]
    order += [("check_out", 18), ("add", 21), ("remove", 3), ("close", 0)]
    assert {name for name, _n in order} == set(ACTS)
    for name, n in order:
        before = await journal.epoch_and_top(meeting.id)
        await session.act(name, n)
        # Leaving does not change who came, so there is nothing to tell.
        assert (await journal.epoch_and_top(meeting.id) != before) is (name != "check_out"), name


@pytest.mark.postgres
async def test_a_snapshot_and_its_number_are_of_one_moment(meeting, item, rina, engine):
    snap = await queries.snapshot(meeting.id, View.SECRETARIAT)
    epoch, top = await journal.epoch_and_top(meeting.id)

    assert (snap.epoch, snap.seq) == (epoch, top)
    assert set(snap.state["items"]) == {str(item.id)}
