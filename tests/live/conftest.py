"""A meeting with its people, a real server, and a browser that follows as strictly as it can."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from rakor.accounts.models import User
from rakor.attendance.models import Head
from rakor.database import new_id
from rakor.directory.models import Agency
from rakor.directory.rules import AgencyKind
from rakor.invitations.models import Invitation
from rakor.live import operations
from rakor.live.models import Decision, Vote
from rakor.live.rules import DecisionFacts, State, empty_state, reduce
from rakor.live.rules.voting import VoteFacts
from rakor.live.socket.wire import TransportProtocol
from rakor.meetings import operations as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations import Facts, ItemFacts
from rakor.meetings.rules import Part
from rakor.web.middleware import SESSION
from tests.conftest import signed_in

FACTS = {
    "title": "Rapat koordinasi pengembangan kompetensi",
    "starts_at": "2026-12-01T09:00:00+07:00",
    "ends_at": "2026-12-01T12:00:00+07:00",
    "venue": {"name": "Gedung F"},
    "online": {"provider": "Zoom", "join_url": "https://zoom.example/1"},
}
ARRIVED = datetime(2026, 12, 1, 2, tzinfo=UTC)


@pytest.fixture
async def chair(new_user, bpsdm: Agency) -> User:
    return await new_user("Candra Pimpinan", bpsdm)


@pytest.fixture
async def guest(new_user, bkn: Agency) -> User:
    """A participant from elsewhere."""
    return await new_user("Putu Peserta", bkn)


@pytest.fixture
async def stranger(new_user, bkn: Agency) -> User:
    """Somebody who was not invited."""
    return await new_user("Sena Lain", bkn)


@pytest.fixture
async def meeting(rina: User, chair: User, guest: User) -> Meeting:
    """A published meeting with its chair and a participant."""
    made = await meetings.draft_meeting(Facts.model_validate(FACTS), by=rina)
    await meetings.assign(made.id, chair.person, Part.CHAIR, by=rina)
    await meetings.assign(made.id, guest.person, Part.PARTICIPANT, by=rina)
    return await meetings.publish(made.id, by=rina)


@pytest.fixture
async def item(meeting: Meeting, rina: User) -> AgendaItem:
    return await meetings.add_item(meeting.id, ItemFacts(title="Kompetensi ASN"), by=rina)


@pytest.fixture
async def secret(meeting: Meeting, rina: User) -> AgendaItem:
    """An item that participants must never learn of."""
    facts = ItemFacts(title="Rahasia jabatan", confidential=True)
    return await meetings.add_item(meeting.id, facts, by=rina)


@contextlib.asynccontextmanager
async def serving(app: Starlette, **options: Any) -> AsyncIterator[str]:
    """The application behind a real socket; gives its address."""
    settings: dict[str, Any] = {
        "port": 0,
        "log_level": "critical",
        "ws": TransportProtocol,
        "ws_ping_interval": None,
        "ws_per_message_deflate": False,
        "timeout_graceful_shutdown": 10,
    }
    server = uvicorn.Server(uvicorn.Config(app, **{**settings, **options}))
    task = asyncio.create_task(server.serve())
    async with asyncio.timeout(10):
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    try:
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        async with asyncio.timeout(20):
            await task


@pytest.fixture
async def address(app: Starlette) -> AsyncIterator[str]:
    async with serving(app) as found:
        yield found


@dataclass
class Page:
    """A browser page that keeps the state and refuses every gap, repetition and surprise."""

    socket: ClientConnection
    epoch: str | None = None
    seq: int | None = None
    view: str = ""
    state: State = field(default_factory=empty_state)
    frames: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)

    async def hello(self, **more: Any) -> None:
        where = {} if self.seq is None else {"since": self.seq, "epoch": self.epoch}
        await self.socket.send(json.dumps({"t": "hello", "v": 1, **where, **more}))

    async def hear(self, timeout: float = 5) -> dict[str, Any]:
        async with asyncio.timeout(timeout):
            frame: dict[str, Any] = json.loads(await self.socket.recv())
        self.take(frame)
        return frame

    def take(self, frame: dict[str, Any]) -> None:
        """Keep a frame, if it follows on what is known."""
        self.frames.append(frame)
        if frame["t"] == "snap":
            self.epoch, self.seq, self.view = frame["epoch"], frame["seq"], frame["view"]
            self.state = frame["state"]
        elif frame["t"] in ("ev", "resumed"):
            assert frame["after"] == self.seq
            assert frame["upto"] >= frame["after"]
            numbers = [item["seq"] for item in frame["items"]]
            assert numbers == sorted(set(numbers))
            assert all(frame["after"] < n <= frame["upto"] for n in numbers)
            self.state = reduce(self.state, frame["items"])
            self.items += frame["items"]
            self.seq = frame["upto"]

    async def until(self, seq: int, timeout: float = 5) -> "Page":
        """Listen until the page has reached that number."""
        async with asyncio.timeout(timeout):
            while self.seq is None or self.seq < seq:
                await self.hear(timeout)
        return self

    async def closed(self, timeout: float = 5) -> tuple[int, dict[str, Any]]:
        """Listen until the socket closes: its code, and the last frame."""
        while True:
            try:
                await self.hear(timeout)
            except ConnectionClosed as end:
                return end.rcvd.code if end.rcvd else 1006, self.frames[-1]


@pytest.fixture
def follow(address: str):
    """`async with follow(rina, meeting.id) as page:` a page that has said hello."""

    @contextlib.asynccontextmanager
    async def open_page(
        user: User,
        meeting_id: UUID,
        *,
        earlier: Page | None = None,
        view: str | None = None,
        at: str = address,
    ) -> AsyncIterator[Page]:
        headers = {"Cookie": f"{SESSION}={await signed_in(user)}"}
        async with connect(
            f"ws://{at}/api/v1/meetings/{meeting_id}/live",
            additional_headers=headers,
            origin=f"http://{at}",
            max_size=None,
            close_timeout=1,
        ) as socket:
            page = Page(socket)
            if earlier is not None:
                page.epoch, page.seq = earlier.epoch, earlier.seq
                page.view, page.state = earlier.view, earlier.state
            await page.hello(**({"view": view} if view else {}))
            if earlier is None:
                await page.hear()
            yield page

    return open_page


@pytest.fixture
def decide(meeting: Meeting, rina: User):
    """Record a decision: `await decide(text="…", owners=["BKN"])`."""

    async def record(**facts: Any) -> Decision:
        return await operations.record_decision(
            meeting.id, DecisionFacts.model_validate({"text": "Disepakati", **facts}), by=rina
        )

    return record


@dataclass
class Delegate:
    """Somebody who came for an agency."""

    user: User
    agency: Agency


Seat = Callable[..., Awaitable[Delegate]]


@pytest.fixture
def seat(meeting: Meeting, rina: User, new_user) -> Seat:
    """`await seat("BKN")`: somebody of that agency who was invited and is here."""

    async def sit(
        code: str, part: Part = Part.PARTICIPANT, *, here: bool = True, name: str = ""
    ) -> Delegate:
        agency = await Agency.get_or_none(code=code)
        if agency is None:
            key = new_id()
            agency = await Agency.create(
                id=key,
                path=f"/{key}/",
                code=code,
                name=f"Badan {code}",
                short_name=code,
                kind=AgencyKind.INSTITUTION,
            )
        user = await new_user(name or f"Utusan {code}", agency)
        await meetings.assign(meeting.id, user.person, Part.PARTICIPANT, by=rina)
        digests = {f"{each}_digest": uuid4().hex for each in ("token", "mail", "code")}
        invitation = await Invitation.create(
            meeting=meeting,
            person=user.person,
            agency=agency,
            email=user.person.email,
            name=user.full_name,
            part=part,
            **digests,
        )
        if here:
            await Head.create(
                meeting=meeting,
                key=f"person:{user.id}",
                invitation=invitation,
                person=user.person,
                agency=agency,
                name=user.full_name,
                first_at=ARRIVED,
                room=True,
            )
        return Delegate(user, agency)

    return sit


@pytest.fixture
async def begun(meeting: Meeting, rina: User) -> Meeting:
    return await meetings.open(meeting.id, by=rina)


@pytest.fixture
def ask(begun: Meeting, rina: User):
    """`await ask(secret=True)`: a question that was prepared and opened."""

    async def put(*, opened: bool = True, **facts) -> Vote:
        wish = VoteFacts.model_validate({"question": "Setuju dengan rumusan?", **facts})
        vote = await operations.prepare_vote(begun.id, wish, by=rina)
        if opened:
            vote = await operations.open_vote(begun.id, vote.id, by=rina)
        return vote

    return put
