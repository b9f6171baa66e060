"""Followers: every entry exactly once, whatever breaks in between."""

import asyncio
import time

import pytest

from rakor import journal
from rakor.database import new_id
from rakor.journal import Follower, bells
from rakor.journal.followers import _pass_over, pending
from rakor.web.models import KeptAnswer

pytestmark = pytest.mark.postgres


async def write(stream, count=1):
    for n in range(count):
        async with journal.transaction() as record:
            await record.entry(stream, "thing.done", by=None, n=n)


async def keep(entry):
    from datetime import UTC, datetime

    await KeptAnswer.create(
        key=str(entry.id), request="", status=entry.seq, body=b"", at=datetime.now(UTC)
    )


async def test_two_followers_of_one_name_do_each_entry_once(db):
    streams = [new_id() for _ in range(3)]
    for stream in streams:
        await write(stream, 60)
    follower = Follower("keeper", {"thing.done": keep})
    await asyncio.gather(*(journal.follow(follower) for _ in range(3)))
    assert await KeptAnswer.all().count() == 180
    assert await pending(follower) == []


async def test_an_entry_that_fails_is_tried_again_and_holds_up_nobody_else(db, caplog):
    bad, good = sorted([new_id(), new_id()])
    await write(bad, 2)
    await write(good, 2)
    broken = True

    async def act(entry):
        await keep(entry)
        if broken and entry.stream == bad and entry.seq == 2:
            raise RuntimeError("cannot")

    follower = Follower("keeper", {"thing.done": act})
    await journal.follow(follower)
    assert "cannot" in caplog.text
    assert await KeptAnswer.all().count() == 2
    broken = False
    await journal.follow(follower)
    assert sorted(await KeptAnswer.all().values_list("status", flat=True)) == [1, 1, 2, 2]


async def test_kinds_nobody_cares_about_are_passed_over(db):
    stream = new_id()
    await write(stream, 3)
    follower = Follower("idle", {"other.done": keep})
    assert [(each.top, each.wanted) for each in await pending(follower)] == [(3, False)]
    assert await journal.follow(follower) == 0
    assert await pending(follower) == []
    async with journal.transaction() as record:
        await record.entry(stream, "other.done", by=None)
    await write(stream)
    assert [each.wanted for each in await pending(follower)] == [True]
    await journal.follow(follower)
    assert await pending(follower) == [] == await pending(Follower("idle"))
    assert await KeptAnswer.all().values_list("status", flat=True) == [4]


async def test_what_is_passed_over_never_leads_back(db):
    stream = new_id()
    follower = Follower("ahead", {"other.done": keep})
    await write(stream, 2)
    late = await pending(follower)
    await write(stream, 3)
    await journal.follow(follower)
    await _pass_over("ahead", late)
    assert await pending(follower) == []


async def test_whoever_watches_everything_is_woken_now_and_then_soon(db, monkeypatch):
    monkeypatch.setattr(bells, "REST", 0.05)
    with bells.watch(None) as everything, bells.watch(stream := new_id()) as one:
        started = time.monotonic()
        for n in range(1, 4):
            bells.ring(stream, n)
            assert await everything.wait(1)
            assert await one.wait(1)
        assert time.monotonic() - started >= 0.1
