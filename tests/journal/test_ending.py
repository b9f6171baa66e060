"""What runs beside ends when it is told to, also if it did not hear it at first."""

import asyncio

from rakor.journal import ending


async def test_who_did_not_hear_it_is_told_again(monkeypatch):
    monkeypatch.setattr(ending, "AGAIN", 0.05)
    heard = 0

    async def deaf():
        nonlocal heard
        while heard < 3:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                heard += 1
        raise asyncio.CancelledError

    async def fails():
        try:
            await asyncio.sleep(60)
        finally:
            raise ValueError

    async def ended():
        return 1

    tasks = [asyncio.create_task(work()) for work in (deaf, fails, ended)]
    await asyncio.sleep(0)
    async with asyncio.timeout(10):
        await ending.end(tasks)
    assert heard == 3
    assert [task.done() for task in tasks] == [True] * 3


async def test_a_cancellation_that_wait_for_lost_is_made_good(monkeypatch):
    monkeypatch.setattr(ending, "AGAIN", 0.05)

    async def reads():
        while True:
            loop = asyncio.get_running_loop()
            said = loop.create_future()
            loop.call_later(0.01, said.set_result, b"OK")
            await asyncio.wait_for(said, 5)

    for _n in range(20):
        task = asyncio.create_task(reads())
        await asyncio.sleep(0.01)
        async with asyncio.timeout(10):
            await ending.end([task])
        assert task.done()
