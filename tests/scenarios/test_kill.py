"""`kill -9` in the middle of a meeting: what was acknowledged is there, and all see the same."""

import asyncio
import contextlib
import signal
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from rakor.accounts import operations as accounts
from rakor.accounts.models import Account
from rakor.invitations import operations as invitations
from rakor.invitations.operations import Wish
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Facts, ItemFacts
from rakor.web.shapes import Line
from tests.live.conftest import Page
from tests.scenarios.processes import Rakor

GUESTS = 60


@dataclass
class Acknowledged:
    """What the server said it has kept."""

    notes: dict[str, str] = field(default_factory=dict)
    decisions: dict[int, str] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.notes) + len(self.decisions) + len(self.heads)


class Meeting:
    """A running meeting that several programs write to, over HTTP."""

    def __init__(self, key: str, items: list[str], asked: list[str], token: str) -> None:
        self.key, self.items, self.asked = key, items, asked
        self.headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        self.kept = Acknowledged()

    async def note(self, client: httpx.AsyncClient, item: str) -> None:
        """One minute taker, who saves again and again under one item."""
        path = f"/api/v1/meetings/{self.key}/agenda/{item}/notes"
        revision = (await client.get(path)).json()["revision"]
        for n in range(10_000):
            text = f"Catatan {n}"
            said = await client.put(path, json={"body": text, "base_revision": revision})
            if said.status_code == 200:
                revision = said.json()["revision"]
                self.kept.notes[item] = text

    async def decide(self, client: httpx.AsyncClient) -> None:
        for n in range(10_000):
            text = f"Keputusan {n}"
            path = f"/api/v1/meetings/{self.key}/decisions"
            said = await client.post(path, json={"text": text})
            if said.status_code == 201:
                self.kept.decisions[said.json()["number"]] = text

    async def register(self, client: httpx.AsyncClient, asked: list[str]) -> None:
        for each in asked:
            path = f"/api/v1/meetings/{self.key}/check-ins"
            said = await client.post(path, json={"invitation": each, "channel": "room"})
            if said.status_code == 200:
                self.kept.heads.add(said.json()["head"]["id"])

    @contextlib.asynccontextmanager
    async def watching(self, base: str, earlier: Page | None = None):
        url = f"{base.replace('http', 'ws')}/api/v1/meetings/{self.key}/live"
        async with connect(url, additional_headers=self.headers, max_size=None) as socket:
            page = Page(socket)
            if earlier is not None:
                page.epoch, page.seq = earlier.epoch, earlier.seq
                page.view, page.state = earlier.view, earlier.state
            await page.hello()
            await page.hear()
            yield page

    async def follow(self, base: str, pages: list[Page]) -> None:
        """A watcher that listens until the server is gone; what it saw last stays in `pages`."""
        with contextlib.suppress(WebSocketException, OSError):
            async with self.watching(base) as page:
                pages.append(page)
                while True:
                    await page.hear(60)

    async def write(self, base: str) -> None:
        """All writers at once, until the server is gone."""
        async with httpx.AsyncClient(base_url=base, headers=self.headers, timeout=20) as client:
            third = len(self.asked) // 3
            shares = [self.asked[:third], self.asked[third : 2 * third], self.asked[2 * third :]]
            writers = [
                *(self.note(client, item) for item in self.items),
                self.decide(client),
                self.decide(client),
                *(self.register(client, share) for share in shares),
            ]
            await asyncio.gather(*writers, return_exceptions=True)


async def a_running_meeting(rina) -> Meeting:
    """Open, with three agenda items and sixty invited people."""
    facts = Facts(
        title="Rapat yang terputus",
        starts_at=datetime.now(UTC),
        ends_at=datetime.now(UTC) + timedelta(hours=2),
        mode="in_person",
        room="Ruang Cendrawasih",
    )
    meeting = await meetings.draft_meeting(facts, by=rina)
    titles: list[Line] = ["Satu", "Dua", "Tiga"]
    items = [await meetings.add_item(meeting.id, ItemFacts(title=t), by=rina) for t in titles]
    await meetings.publish(meeting.id, by=rina)
    wishes = [Wish(email=f"t{n}@example.go.id", name=f"Tamu {n}") for n in range(GUESTS)]
    asked = await invitations.invite(meeting.id, wishes, by=rina)
    await meetings.open(meeting.id, by=rina)
    token = await accounts.create_token(await Account.get(person_id=rina.id))
    return Meeting(str(meeting.id), [str(i.id) for i in items], [str(a.id) for a in asked], token)


def _text(note: dict[str, Any]) -> str:
    return "".join(
        piece["text"] for block in note["body"]["content"] for piece in block.get("content", [])
    )


async def test_nothing_acknowledged_is_lost_and_all_watchers_converge(
    db, database_url, rina, tmp_path
):
    meeting = await a_running_meeting(rina)
    pages: list[Page] = []
    async with Rakor(tmp_path, database_url.partition("?")[0], "serve") as server:
        watchers = [asyncio.create_task(meeting.follow(server.base, pages)) for _n in range(3)]
        writing = asyncio.create_task(meeting.write(server.base))
        async with asyncio.timeout(60):
            while len(meeting.kept) < 40 or len(pages) < 3:  # noqa: ASYNC110 - it only counts
                await asyncio.sleep(0.01)
        await server.stop(signal.SIGKILL)
        await asyncio.gather(writing, *watchers)
        await server.start()
        await _converged(meeting, server.base, pages)


async def _converged(meeting: Meeting, base: str, pages: list[Page]) -> None:
    async with meeting.watching(base) as fresh:
        state, seq = fresh.state, fresh.seq
    kept = meeting.kept
    decided = {each["number"]: each["text"] for each in state["decisions"].values()}
    assert {number: decided.get(number) for number in kept.decisions} == kept.decisions
    assert sorted(decided) == list(range(1, len(decided) + 1))
    for item, text in kept.notes.items():
        # What was saved last may have been kept although its answer never arrived.
        assert int(_text(state["notes"][item]).split()[-1]) >= int(text.split()[-1])
    assert state["attendance"]["heads"] >= len(kept.heads)
    for page in pages:
        async with meeting.watching(base, page) as again:
            assert (again.seq, again.state) == (seq, state)
