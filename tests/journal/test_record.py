"""The journal: gapless numbers, all or nothing, bells that may be lost."""

import asyncio

import pytest
from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.database import new_id
from rakor.journal import Audience, Entry, bells

pytestmark = pytest.mark.postgres


async def write(stream, kind="thing.done", **data):
    async with journal.transaction() as record:
        return await record.entry(stream, kind, by=None, **data)


async def test_entries_are_numbered_without_gaps_in_the_order_of_commits(db):
    stream = new_id()
    numbers = await asyncio.gather(*(write(stream, n=n) for n in range(30)))
    entries = await journal.since(stream, 0)
    assert sorted(numbers) == list(range(1, 31))
    assert [entry.seq for entry in entries] == list(range(1, 31))
    assert {entry.data["n"] for entry in entries} == set(range(30))


async def test_an_act_that_fails_leaves_no_entry_and_no_gap(db):
    stream = new_id()
    await write(stream)

    async def act() -> None:
        async with journal.transaction() as record:
            await record.entry(stream, "thing.begun", by=None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await act()
    await write(stream)
    assert [(e.seq, e.kind) for e in await journal.since(stream, 0)] == [
        (1, "thing.done"),
        (2, "thing.done"),
    ]


async def test_an_act_inside_an_act_is_kept_or_lost_with_it(db):
    stream = new_id()

    async def fails() -> None:
        async with journal.transaction() as outer:
            await outer.entry(stream, "thing.begun", by=None)
            await write(stream, "inner.done")
            raise RuntimeError

    async def repeats() -> None:
        async with journal.transaction() as inner:
            await inner.entry(stream, "a.done", by=None, request_id="same")
            await inner.entry(stream, "b.done", by=None, request_id="same")

    with pytest.raises(RuntimeError):
        await fails()
    assert await journal.since(stream, 0) == []
    async with journal.transaction() as outer:
        with pytest.raises(IntegrityError):
            await repeats()
        await outer.entry(stream, "c.done", by=None)
    assert [(e.seq, e.kind) for e in await journal.since(stream, 0)] == [(1, "c.done")]


async def test_an_entry_is_seen_by_nobody_unless_said(db):
    stream = new_id()
    await write(stream)
    assert (await journal.since(stream, 0))[0].audience is Audience.RECORD


async def test_since_gives_what_came_after_and_the_epoch_stays(db):
    stream = new_id()
    assert await journal.epoch_and_top(stream) == ("", 0)
    for n in range(5):
        await write(stream, n=n)
    epoch, top = await journal.epoch_and_top(stream)
    await write(stream)
    assert [entry.data["n"] for entry in await journal.since(stream, 2, limit=2)] == [2, 3]
    assert (top, await journal.epoch_and_top(stream)) == (5, (epoch, 6))


async def test_the_latest_number_is_known_to_whoever_wrote_it(db):
    stream, before = new_id(), journal.latest_seq()
    with journal.listening():
        assert journal.latest_seq() is None
        await write(stream)
        await write(stream)
        assert journal.latest_seq() == 2
    assert journal.latest_seq() == before


async def test_a_bell_wakes_after_the_commit_and_not_before(db):
    stream = new_id()
    with bells.watch(stream) as waiter:
        async with journal.transaction() as record:
            await record.entry(stream, "thing.done", by=None)
            assert await waiter.wait(0.01) is False
        assert await waiter.wait(1) is True
        assert await Entry.filter(stream=stream).count() == 1


async def test_with_every_bell_lost_the_slow_clock_still_wakes(db, monkeypatch):
    stream = new_id()
    monkeypatch.setattr(bells, "CLOCK", 0.05)
    async with bells.running(None):
        with bells.watch(stream) as waiter:
            monkeypatch.setattr(bells.belfry, "wake", lambda stream, seq: None)
            await write(stream)
            assert await waiter.wait(2) is True
            assert waiter.top == 1


async def test_bells_cross_processes_on_postgresql(db, engine, monkeypatch):
    if engine != "postgres":
        return
    monkeypatch.setattr(bells, "CLOCK", 3600)
    other, stream = bells.Belfry(), new_id()
    async with bells.running(db), other.running(db):
        with other.watch(stream) as waiter:
            for _attempt in range(50):
                await write(stream)
                if await waiter.wait(0.1):
                    break
            assert waiter.top >= 1


async def test_an_act_within_an_act_that_is_taken_back_was_never_said(db):
    stream = new_id()

    async def taken_back() -> None:
        async with journal.transaction() as inner:
            await inner.entry(stream, "meeting.closed", by=None)
            raise RuntimeError

    with journal.listening():
        async with journal.transaction() as record:
            await record.entry(stream, "meeting.opened", by=None)
            with pytest.raises(RuntimeError):
                await taken_back()
            assert record.tops == {stream: 1}
        assert journal.latest_seq() == 1
    assert [entry.kind for entry in await journal.since(stream, 0)] == ["meeting.opened"]
