"""Acts on SQLite take turns, whatever becomes of the one before: busy, called off, or failed."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from tortoise import connections
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError

from rakor import database, journal
from rakor.database import new_id
from rakor.mail.models import DeadAddress

NOON = datetime(2026, 12, 1, 5, tzinfo=UTC)
SOON = 20  # seconds after which something hangs


async def act(address: str) -> None:
    async with journal.transaction():
        await database.add_row(DeadAddress(address=address, since=NOON))


async def addresses() -> list[object]:
    return sorted(await DeadAddress.all().values_list("address", flat=True))


@pytest.fixture
def another(db):
    """A process that writes: it holds the only place for a writer until it is closed."""
    with closing(sqlite3.connect(urlsplit(db).path, isolation_level=None)) as line:
        line.execute("BEGIN IMMEDIATE")
        yield line


async def patience(milliseconds: int) -> None:
    await connections.get("default").execute_query(f"PRAGMA busy_timeout = {milliseconds}")


async def test_whoever_writes_elsewhere_is_waited_for(another):
    waiting = asyncio.create_task(act("a@b.example"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    another.execute("COMMIT")
    async with asyncio.timeout(SOON):
        await waiting
    (found,) = (await connections.get("default").execute_query("PRAGMA busy_timeout"))[1]
    assert (await addresses(), found[0]) == (["a@b.example"], 10_000)


async def test_an_act_that_waited_too_long_gives_its_turn_back(another):
    await patience(10)
    with pytest.raises(TransactionManagementError):
        await act("a@b.example")
    another.execute("ROLLBACK")
    async with asyncio.timeout(SOON):
        await act("c@b.example")
    assert await addresses() == ["c@b.example"]


async def test_an_act_that_is_called_off_while_it_waits_begins_nothing(another):
    waiting = asyncio.create_task(act("a@b.example"))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.sleep(0)
    another.execute("ROLLBACK")
    async with asyncio.timeout(SOON):
        await asyncio.wait([waiting])
        await act("c@b.example")
    assert waiting.cancelled()
    assert await addresses() == ["c@b.example"]


@pytest.mark.parametrize("steps", range(1, 5))
async def test_an_act_that_is_called_off_leaves_nothing_half_open(db, steps):
    doing = asyncio.create_task(act("a@b.example"))
    for _step in range(steps):
        await asyncio.sleep(0)
    doing.cancel()
    async with asyncio.timeout(SOON):
        await asyncio.wait([doing])
        await act("c@b.example")
    assert "c@b.example" in await addresses()


async def test_what_the_database_refuses_is_said_as_tortoise_says_it(db):
    await act("a@b.example")
    with pytest.raises(IntegrityError):
        await act("a@b.example")
    with pytest.raises(OperationalError):
        await database.at_once("SELECT nothing FROM nowhere", [])
    await act("c@b.example")
    assert await addresses() == ["a@b.example", "c@b.example"]


async def test_many_acts_at_once_are_kept_whole(db):
    stream = new_id()

    async def one(n: int) -> None:
        async with journal.transaction() as record:
            await record.entry(stream, "thing.done", by=None, n=n)
            await act(f"{n}@b.example")
            if n % 5 == 0:
                raise ValueError

    done = await asyncio.gather(*(one(n) for n in range(20)), return_exceptions=True)
    assert sum(isinstance(each, ValueError) for each in done) == 4
    entries = await journal.since(stream, 0)
    assert [entry.seq for entry in entries] == list(range(1, 17))
    assert len(await addresses()) == 16
