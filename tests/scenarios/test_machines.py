"""Several processes and machines serve one meeting; one of them is killed, another one stopped."""

import asyncio
import contextlib
import signal
import time

import httpx
import pytest

from rakor.live.models import Decision, Present, Serving
from rakor.live.rules import State
from tests.live.conftest import Page
from tests.scenarios.machines import Elsewhere, machine, reached_from
from tests.scenarios.processes import Rakor
from tests.scenarios.test_kill import Meeting, _converged, a_running_meeting

pytestmark = pytest.mark.parametrize("engine", ["postgres"], indirect=True)
EACH = 3


async def until(true, seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - other processes are waited for
            await asyncio.sleep(0.02)


def present(page: Page) -> int | None:
    """How many pages follow the meeting, as this one was told last."""
    told = [frame["count"] for frame in page.frames if frame["t"] == "presence"]
    return told[-1] if told else None


async def write(meeting: Meeting, base: str, item: str, guests: list[str]) -> None:
    """Notes, decisions and the desk, until the server is gone."""
    async with httpx.AsyncClient(base_url=base, headers=meeting.headers, timeout=20) as client:
        acts = [
            meeting.note(client, item),
            meeting.decide(client),
            meeting.register(client, guests),
        ]
        await asyncio.gather(*acts, return_exceptions=True)


async def ended(process: Rakor) -> float:
    """How long it takes to end when it is asked to."""
    began = time.monotonic()
    await process.stop(signal.SIGTERM)
    return time.monotonic() - began


def told_to_come_back(pages: list[Page]) -> bool:
    """Whether each was told that the process restarts, and not all to come back at one moment."""
    last = [page.frames[-1] for page in pages]
    known = {(frame["t"], frame.get("code")) for frame in last}
    return known == {("bye", 1012)} and len({frame["retry_ms"] for frame in last}) > 1


async def settled(meeting: Meeting, *bases: str) -> tuple[int | None, State]:
    """Number and state of the meeting, alike everywhere, once nothing is under way any more."""
    before: list[tuple[int | None, State]] = []
    async with asyncio.timeout(20):
        while True:
            now = []
            for base in bases:
                async with meeting.watching(base) as page:
                    now.append((page.seq, page.state))
            if now == before and all(each == now[0] for each in now):
                return now[0]
            before = now
            await asyncio.sleep(0.2)


@pytest.fixture
async def followed(rina):
    """A running meeting, and `follow(base)`: pages that listen there until the server is gone."""
    meeting = await a_running_meeting(rina)
    async with asyncio.TaskGroup() as group:
        tasks: list[asyncio.Task[None]] = []

        async def follow(base: str) -> list[Page]:
            pages: list[Page] = []
            for _n in range(EACH):
                tasks.append(group.create_task(meeting.follow(base, pages)))
            await until(lambda: len(pages) == EACH)
            return pages

        yield meeting, follow
        for task in tasks:
            task.cancel()


async def test_one_of_two_processes_is_killed_and_the_other_one_stopped_under_load(
    engine, db, followed, tmp_path
):
    meeting, follow = followed
    kept, asked = meeting.kept, meeting.asked
    async with contextlib.AsyncExitStack() as stack:
        first, second = [Rakor(tmp_path, db, "serve", "--no-worker") for _n in range(2)]
        for process in (first, second):
            await stack.enter_async_context(process)
        here, there = await follow(first.base), await follow(second.base)
        await until(lambda: all(present(page) == 2 * EACH for page in (*here, *there)))

        writing = [
            asyncio.create_task(write(meeting, first.base, meeting.items[0], asked[:30])),
            asyncio.create_task(write(meeting, second.base, meeting.items[1], asked[30:])),
        ]
        await until(lambda: len(kept) >= 40)
        await second.stop(signal.SIGKILL)
        so_far = len(kept)
        await until(lambda: len(kept) >= so_far + 10)
        await writing[1]
        writing[0].cancel()
        await asyncio.gather(*writing, return_exceptions=True)
        async with asyncio.timeout(10):
            top, _state = await settled(meeting, first.base)
            await _converged(meeting, first.base, there)
            await until(lambda: all(page.seq == top for page in here))
        # Whoever was killed is not counted any more.
        await until(lambda: all(present(page) == EACH for page in here))

        writing = [asyncio.create_task(write(meeting, first.base, meeting.items[2], []))]
        so_far = len(kept)
        await until(lambda: len(kept) >= so_far + 5)
        assert await ended(first) <= 15
        await writing[0]
    await until(lambda: told_to_come_back(here))
    texts = dict(await Decision.filter(meeting_id=meeting.key).values_list("number", "text"))
    assert {number: texts[number] for number in kept.decisions} == kept.decisions
    assert sorted(texts) == list(range(1, len(texts) + 1))
    # The one that was stopped took its rows along.
    assert await Serving.all().count() <= 1


async def test_machines_that_share_a_database_tell_the_same(engine, db, followed, tmp_path):
    meeting, follow = followed
    async with contextlib.AsyncExitStack() as stack:
        machines = [stack.enter_context(machine(number)) for number in (1, 2)]
        urls = await stack.enter_async_context(reached_from(db, *(ours for *_, ours in machines)))
        hosts = []
        for (name, address, _ours), url in zip(machines, urls, strict=True):
            more = ("--workers", "2", "--no-worker")
            host = Elsewhere(name, address, tmp_path / name, url, *more)
            hosts.append(await stack.enter_async_context(host))
        pages = [page for host in hosts for page in await follow(host.base)]
        await until(lambda: all(present(page) == 2 * EACH for page in pages))

        writing = [
            asyncio.create_task(write(meeting, host.base, item, meeting.asked[n::2]))
            for n, (host, item) in enumerate(zip(hosts, meeting.items, strict=False))
        ]
        await until(lambda: len(meeting.kept) >= 40)
        for task in writing:
            task.cancel()
        await asyncio.gather(*writing, return_exceptions=True)
        top, state = await settled(meeting, *(host.base for host in hosts))
        await until(lambda: all(page.seq == top for page in pages), 10)
        assert all(page.state == state for page in pages)
        assert len({tuple(item["seq"] for item in page.items[-30:]) for page in pages}) == 1

        assert await ended(hosts[0]) <= 15
        await until(lambda: told_to_come_back(pages[:EACH]))
        await until(lambda: all(present(page) == EACH for page in pages[EACH:]))
    assert await Present.all().count() == 0
