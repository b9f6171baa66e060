"""Whatever happens to wires, bells, roles and the server: everything once, in order, and no leak.

A few runs of random steps belong to every run of the tests. `make scale` (LONG_TESTS=1) goes on
until a million frames with entries were delivered; it takes some minutes.
"""

import asyncio
import itertools
import random
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rakor import journal
from rakor.accounts.models import User
from rakor.journal import bells
from rakor.live import queries
from rakor.live.rules import View
from rakor.live.socket import live_hub, member, room
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import Part, SecurityClass
from tests.conftest import AT_LENGTH
from tests.live.acts import ACTS, Session, convened
from tests.live.reader import Reader

DELIVERIES = 1_000_000
SETTLES = 20.0  # seconds

# Everything else may be tried at any time; closing ends all, so it comes by its own weight.
OFTEN = tuple(name for name in ACTS if name not in ("close", "check_out", "remove"))
WIRES = ("connect", "cut", "stall", "flow")
SERVER = ("bells", "roles", "restart", "restore", "settle")

Step = tuple[str, int]


class Bells:
    """What becomes of the bells that ring: they are heard, lost, doubled or late."""

    def __init__(self, ring: Callable[[UUID, int], None]) -> None:
        self._ring = ring
        self.how = 0

    def __call__(self, stream: UUID, seq: int) -> None:
        if self.how % 4 != 1:
            self._ring(stream, seq)
        if self.how % 4 == 2:
            self._ring(stream, seq)
        if self.how % 4 == 3:
            asyncio.get_running_loop().call_later(0.02, self._ring, stream, max(1, seq - 2))


class Machine:
    """A meeting, those who follow it, and everything that can go wrong."""

    def __init__(self, session: Session, readers: list[Reader], rung: Bells) -> None:
        self.meeting, self.session, self.readers = session.meeting, session, readers
        self.bells = rung

    async def run(self, steps: Sequence[Step]) -> int:
        """Take the steps, settle, and give how many frames were delivered."""
        for reader in self.readers:
            reader.connect()
        for name, n in steps:
            await self.step(name, n)
            await asyncio.sleep(0)
        await self.settle()
        for reader in self.readers:
            await reader.gone()
        return sum(reader.deliveries for reader in self.readers)

    async def step(self, name: str, n: int) -> None:
        reader = self.readers[n % len(self.readers)]
        if name == "connect":
            reader.connect()
        elif name == "cut" and reader.pipe:
            reader.pipe.cut(n * 37)
        elif name == "stall" and reader.pipe and not reader.pipe.closed:
            reader.pipe.stalled = True
        elif name == "flow" and reader.pipe and not reader.pipe.closed:
            reader.pipe.flow()
        elif name == "bells":
            self.bells.how = n
        elif name == "restart":
            await live_hub.close()
            await asyncio.sleep(0.01)
            for each in self.readers[n % 2 :]:
                each.connect()
        elif name in ("roles", "restore", "settle"):
            await getattr(self, name)()
        elif name in ACTS:
            await self.session.act(name, n)

    async def roles(self) -> None:
        """Somebody gets another part, which they may lose again."""
        nomad = self.readers[-1].user
        held = await MeetingPart.get_or_none(
            meeting_id=self.meeting.id, person_id=nomad.id, part=Part.MINUTE_TAKER
        )
        if held is None:
            by = self.session.by
            await meetings.assign(self.meeting.id, nomad.person, Part.MINUTE_TAKER, by=by)
        else:
            await meetings.release(self.meeting.id, held.id, by=self.session.by)

    async def restore(self) -> None:
        """The database of a moment ago, with another epoch: what was told since never was."""
        await self.settle()
        stream, top = self.meeting.id, await self.session.top()
        await journal.Entry.filter(stream=stream, seq=top).delete()
        epoch = f"r{random.randrange(10**6)}"
        await journal.Stream.filter(id=stream).update(epoch=epoch, last_seq=top - 1)

    async def settle(self) -> None:
        """All come back, read, and know what there is to know: no more, no less."""
        until = time.monotonic() + SETTLES
        # Nobody writes until all have settled: what is read once holds for everybody.
        epoch, _top = await journal.epoch_and_top(self.meeting.id)
        entries = await journal.since(self.meeting.id, 0, 10_000)
        views = {
            (reader.user.id, reader.wished): await self.view_of(reader) for reader in self.readers
        }
        for reader in self.readers:
            view = views[reader.user.id, reader.wished]
            while not self.knows_all(reader, view, epoch, entries):
                assert time.monotonic() < until, self.where(reader)
                await asyncio.sleep(0.01)
        states: dict[tuple[View, frozenset[UUID]], Any] = {}
        right: set[Any] = set()
        same: set[Any] = set()
        for reader in self.readers:
            reader.check(epoch, entries, right)
            if reader.view is None or not reader.connected:
                continue
            eyes = reader.view, reader.mine
            if eyes not in states:
                now = await queries.snapshot(self.meeting.id, eyes[0], mine=eyes[1])
                states[eyes] = now.state
            if (eyes, id(reader.state)) not in same:
                assert reader.state == states[eyes]
                same.add((eyes, id(reader.state)))

    def where(self, reader: Reader) -> str:
        """What is known of somebody who does not arrive."""
        here = live_hub.rooms.get(self.meeting.id)
        seats = [
            (m.view.value, m.cursor, m.owed, m.leaving is not None, m.waiting())
            for m in (here.members if here else ())
        ]
        told = [(c.view.value, c.sent, c.told) for c in here.channels.values()] if here else []
        at = (reader.user.full_name, reader.view, reader.seq, reader.epoch, reader.bye)
        return f"{at} {reader.connected=} {here and (here.top, here.epoch)} {told} {seats}"

    async def view_of(self, reader: Reader) -> View | None:
        """Through whose eyes they may look now; None: not at all."""
        try:
            view, _meeting, _parts = await queries.view_of(
                reader.user, self.meeting.id, reader.wished
            )
        except Exception:
            return None
        return view

    def knows_all(
        self, reader: Reader, view: View | None, epoch: str, entries: Sequence[journal.Entry]
    ) -> bool:
        if view is None and reader.bye == 4403 and not reader.connected:
            return True  # they may not look any more, and were told so
        reader.connect()
        assert reader.pipe is not None
        if not reader.pipe.closed:
            reader.pipe.flow()
        if (reader.epoch or "").split(".")[0] != epoch or reader.seq is None or reader.view is None:
            return False
        if view is not reader.view or not reader.connected or reader.bye is not None:
            return False
        return not queries.projected(entries[reader.seq :], reader.view, reader.mine)


@pytest.fixture
async def machine(rina, chair, guest, new_user, bkn, monkeypatch):
    """`await machine(readers)`: a new meeting that goes on, followed by so many."""
    monkeypatch.setattr(member, "MOST_UNSENT", 2048)
    monkeypatch.setattr(member, "STUCK", 0.3)
    monkeypatch.setattr(room, "TICK", 0.1)
    monkeypatch.setattr(room, "HEARTBEAT", 0.3)
    monkeypatch.setattr(bells, "CLOCK", 0.1)
    rung = Bells(bells.belfry.ring)
    monkeypatch.setattr(bells, "ring", rung)
    nomad = await new_user("Nara Pindah", bkn)

    async def make(count: int) -> Machine:
        meeting = await convened(rina, guest)
        await Meeting.filter(id=meeting.id).update(security_class=SecurityClass.PUBLIC)
        await meetings.assign(meeting.id, chair.person, Part.CHAIR, by=rina)
        await meetings.assign(meeting.id, nomad.person, Part.PARTICIPANT, by=rina)
        eyes: list[tuple[User, View | None]] = [
            (guest, None),
            (guest, View.PUBLIC),
            (rina, None),
            (chair, None),
            (nomad, None),
        ]
        readers = [
            Reader(user, meeting.id, view)
            for user, view in itertools.islice(itertools.cycle(eyes), count)
        ]
        rung.how = 0
        return Machine(Session(meeting, rina, guest), readers, rung)

    async with bells.running(None):
        yield make
        await live_hub.close()


STEP = st.one_of(
    st.tuples(st.sampled_from(OFTEN), st.integers(0, 29)),
    st.tuples(st.sampled_from(WIRES), st.integers(0, 29)),
    st.tuples(st.sampled_from(SERVER), st.integers(0, 29)),
)
BEGIN = [("add", 1), ("add_secret", 2), ("open", 0), ("note", 1)]


@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=10, max_size=40))
async def test_whatever_happens_everybody_knows_the_same_and_nothing_twice(machine, steps):
    made = await machine(5)
    await made.run([*BEGIN, *steps])


@pytest.mark.skipif(not AT_LENGTH, reason="a million deliveries take minutes: make scale")
async def test_a_million_deliveries_are_neither_lost_nor_doubled(machine):
    delivered = 0
    for seed in itertools.count():
        if delivered >= DELIVERIES:
            break
        chance = random.Random(seed)
        steps = [
            (chance.choice(WIRES if chance.random() < 0.1 else OFTEN), chance.randrange(200))
            for _n in range(300)
        ]
        for _n in range(4):
            steps.insert(chance.randrange(300), (chance.choice(SERVER), chance.randrange(30)))
        made = await machine(200)
        delivered += await made.run([*BEGIN, *steps])
        print(f"seed {seed}: {delivered:,} deliveries", flush=True)
