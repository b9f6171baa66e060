"""The socket of a session (live.md): it only tells; every write goes by HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Annotated, Literal
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from pydantic import Field, ValidationError
from starlette.routing import BaseRoute, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import NotSignedIn, RakorError, TooMany
from rakor.live import queries
from rakor.live.rules import View
from rakor.live.socket.hub import SIGN_IN, Hub
from rakor.live.socket.member import Member
from rakor.live.socket.presence import Presence
from rakor.live.socket.readers import routes_of
from rakor.live.socket.room import RIGHTS_CHANGED
from rakor.live.socket.seat import LARGEST, TOO_LARGE, Seat
from rakor.live.socket.wire import bye
from rakor.settings import settings
from rakor.web.addresses import client_address, neighbourhood
from rakor.web.shapes import Answer

HELLO_WITHIN = 10.0  # seconds
TOO_MANY = 4429
UNREADABLE = 1008
DISCONNECT = "websocket.disconnect"
SCOPES = {"read", "meetings", "meetings:read"}

live_hub = Hub()


class Hello(Answer):
    """The first frame of a browser: where it was, and through whose eyes it wants to look."""

    t: Literal["hello"]
    v: Literal[1] = 1
    since: Annotated[int, Field(ge=0, le=2**53)] | None = None
    epoch: Annotated[str, Field(max_length=64)] | None = None
    view: View | queries.AgencyView | None = None
    ticket: Annotated[str, Field(max_length=2000)] | None = None


class Unwelcome(Exception):
    """A browser that cannot stay, with the code it is told."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


async def live(websocket: WebSocket) -> None:
    """Follow a meeting: sign in, say where you were, be told what happens until you leave."""
    if not _from_our_site(websocket):
        await websocket.close()
        return
    seat = Seat(live_hub, websocket)
    held = False
    await websocket.accept()
    try:
        await _sit(websocket, seat)
        held = seat.wire.hold(seat)
        while not held and (message := await websocket.receive())["type"] != DISCONNECT:
            seat.heard(len(message.get("text") or message.get("bytes") or ""))
    except WebSocketDisconnect:
        return
    except (Unwelcome, RakorError) as refusal:
        code = _code_of(refusal)
        # It may have gone away meanwhile.
        with suppress(WebSocketDisconnect, RuntimeError):
            await websocket.send_text(bye(code).text)
            await websocket.close(code)
    finally:
        if not held:
            seat.left()


async def _sit(websocket: WebSocket, seat: Seat) -> None:
    """Hear who it is and what they know already, find them a place, and tell them the rest."""
    came = datetime.now(UTC)
    meeting_id: UUID = websocket.path_params["meeting_id"]
    seat.take(live_hub.address(neighbourhood(client_address(websocket.scope))))
    hello = await _hello(websocket)
    user = await _who(websocket, hello, meeting_id)
    seat.take(live_hub.person(user.id))
    # By a personal link one is a participant, whatever part one plays.
    wished, agency = queries.wish_of(hello.view if user.account_id else View.PARTICIPANT)
    eyes = await live_hub.eyes(user, meeting_id, wished)
    label = queries.label_of(eyes.view, agency, eyes.mine)
    follower = queries.Follower.of(user)
    member = Member(seat.wire, follower, eyes, wished, label=label, came=came)
    await seat.join(member, meeting_id, hello.since, hello.epoch)


async def _hello(websocket: WebSocket) -> Hello:
    try:
        async with asyncio.timeout(HELLO_WITHIN):
            said = await websocket.receive_text()
        if len(said) > LARGEST:
            raise Unwelcome(TOO_LARGE)
        return Hello.model_validate(orjson.loads(said))
    except (TimeoutError, KeyError, ValidationError, orjson.JSONDecodeError):
        raise Unwelcome(UNREADABLE) from None


async def _who(websocket: WebSocket, hello: Hello, meeting_id: UUID) -> User:
    user: User | None = websocket.scope.get("user")
    # A ticket is shown on purpose, a cookie comes along of its own.
    if user is not None and hello.ticket is None:
        if user.scopes and not SCOPES & set(user.scopes):
            raise Unwelcome(RIGHTS_CHANGED)
        return user
    if hello.ticket is None:
        raise NotSignedIn
    return await queries.holder_of(hello.ticket, meeting_id)


def _code_of(refusal: Exception) -> int:
    if isinstance(refusal, Unwelcome):
        return refusal.code
    if isinstance(refusal, NotSignedIn):
        return SIGN_IN
    return TOO_MANY if isinstance(refusal, TooMany) else RIGHTS_CHANGED


def _from_our_site(websocket: WebSocket) -> bool:
    """A browser sends our cookie whichever site opened the socket, so that site must be ours."""
    origin = websocket.headers.get("origin")
    if origin is None:
        return websocket.scope.get("csrf") is None  # a program, without a cookie
    ours = {websocket.headers.get("host", ""), urlsplit(settings().public_url).netloc}
    return urlsplit(origin).netloc in ours


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """While this lasts accounts are watched; at its end every browser is told to come back."""
    presence = Presence(lambda: live_hub.rooms.values(), live_hub.places)
    tasks = [
        asyncio.create_task(live_hub.watch(), name="live: accounts"),
        asyncio.create_task(presence.watch(), name="live: presence"),
    ]
    try:
        yield
    finally:
        await journal.end(tasks)
        await live_hub.close()
        await presence.stop()


routes: list[BaseRoute] = [
    WebSocketRoute("/api/v1/meetings/{meeting_id:uuid}/live", live),
    *routes_of(live_hub),
]
