"""What networks do to people: cut in a frame, half-open, stalled, reset. Nobody misses a thing."""

import asyncio
import contextlib
import json

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from rakor import journal
from rakor.accounts.models import Account
from rakor.accounts.operations import create_token
from rakor.live import queries
from rakor.live.rules import View
from rakor.live.socket import member, room
from tests.live.acts import Session, convened
from tests.live.cable import Cable, cable
from tests.live.conftest import Page

ACTS = ("note", "rename_meeting", "start", "decide")
LIMIT = 20.0  # seconds


class Follower:
    """A page that comes back whenever its connection ends, from where it was."""

    def __init__(self, address: str, session: Session, token: str) -> None:
        self.page = Page(None)  # type: ignore[arg-type] # it has no socket yet
        self.came = 0
        self._url = f"ws://{address}/api/v1/meetings/{session.meeting.id}/live"
        self._headers = {"Authorization": f"Bearer {token}"}
        self.task = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(WebSocketException, OSError, TimeoutError):
                async with connect(
                    self._url,
                    additional_headers=self._headers,
                    max_size=None,
                    open_timeout=1,
                    close_timeout=0.1,
                ) as socket:
                    self.page.socket = socket
                    await self.page.hello()
                    self.came += 1
                    while True:
                        # A page that hears nothing, not even a heartbeat, comes anew.
                        await self.page.hear(1)
            await asyncio.sleep(0.02)

    async def knows_all(self, session: Session) -> None:
        """Until this page has been told everything it may know."""
        async with asyncio.timeout(LIMIT):
            while not await self._knows(session):  # noqa: ASYNC110 - the wire has no event for it
                await asyncio.sleep(0.01)

    async def _knows(self, session: Session) -> bool:
        if self.page.seq is None:
            return False
        left = await journal.since(session.meeting.id, self.page.seq)
        return not queries.projected(left, View(self.page.view))


async def worked(session: Session, times: int) -> None:
    for n in range(times):
        await session.act(ACTS[n % len(ACTS)], n)


@pytest.fixture
async def network(address, rina, chair, guest, monkeypatch):
    """Six pages at the end of one cable, on the server as it is."""
    monkeypatch.setattr(room, "HEARTBEAT", 0.3)
    monkeypatch.setattr(room, "TICK", 0.1)
    monkeypatch.setattr(member, "STUCK", 0.6)
    session = Session(await convened(rina, guest), rina, guest)
    for act in ("add", "add", "open"):
        await session.act(act, 1)
    users = (guest, rina)
    tokens = [await create_token(await Account.get(id=user.account_id)) for user in users]
    async with cable(address) as (wire, end):
        pages = [Follower(end, session, tokens[n % 2]) for n in range(6)]
        for each in pages:
            await each.knows_all(session)
        yield session, wire, pages
        for each in pages:
            each.task.cancel()
        await asyncio.gather(*(each.task for each in pages), return_exceptions=True)


async def test_cut_half_open_stalled_and_reset_everybody_knows_all_in_the_end(network):
    session, wire, pages = network

    async def cut_in_a_frame(wire: Cable) -> None:
        wire.cut_after(700)
        await worked(session, 4)
        wire.flow()

    async def half_open(wire: Cable) -> None:
        wire.hang()
        await worked(session, 4)
        await asyncio.sleep(1.2)  # longer than a page waits and than the server bears
        wire.flow()

    async def stalled_for_a_moment(wire: Cable) -> None:
        wire.hang()
        await worked(session, 8)
        wire.flow()

    async def reset(wire: Cable) -> None:
        for _n in range(3):
            wire.reset()
            await worked(session, 2)

    for fault in (cut_in_a_frame, half_open, stalled_for_a_moment, reset):
        before = sum(each.came for each in pages)
        await fault(wire)
        await worked(session, 1)
        for each in pages:
            await each.knows_all(session)
        if fault is not stalled_for_a_moment:
            assert sum(each.came for each in pages) > before, fault

    for each in pages:
        view = View(each.page.view)
        now = await queries.snapshot(session.meeting.id, view)
        assert json.dumps(each.page.state, sort_keys=True) == json.dumps(now.state, sort_keys=True)
        assert [f["t"] for f in each.page.frames].count("snap") == 1, "it never had to begin anew"
