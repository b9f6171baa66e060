"""One browser that follows a session: where it stands, and whether it still takes what it gets."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime

from starlette.websockets import WebSocket

from rakor.accounts.models import User
from rakor.live import queries
from rakor.live.rules import View
from rakor.live.socket.wire import Frame, Wire, bye, wire_of

MOST_UNSENT = 256 * 1024  # bytes; whoever has more waiting is caught up later
STUCK = 15.0  # seconds without taking anything
GRACE = 2.0  # seconds to say goodbye
BEYOND = 1 << 62  # after the last entry there will ever be


class Member:
    """A cursor, not a queue: everything up to `cursor` was handed over, nothing else is kept.

    `mine` is to whom entries are addressed that this browser alone is told, `owed` the newest of
    them. `label` is what its view is called; `came` is when it asked, before all was looked up.
    """

    __slots__ = (
        "_moved_at",
        "_taken",
        "came",
        "cursor",
        "handed",
        "label",
        "leaving",
        "mine",
        "owed",
        "send",
        "user",
        "view",
        "waiting",
        "websocket",
        "wire",
        "wished",
    )

    def __init__(
        self,
        websocket: WebSocket,
        user: User,
        view: View,
        wished: View | None,
        *,
        label: str | None = None,
        came: datetime | None = None,
    ) -> None:
        self.websocket = websocket
        self.user = user
        self.view = view
        self.wished = wished
        self.label = label or view.value
        self.mine = queries.eyes_of(user)
        self.wire: Wire = wire_of(websocket)
        self.send = self.wire.send
        self.waiting = self.wire.waiting
        self.came = came or datetime.now(UTC)
        self.cursor = self.owed = 0
        self.leaving: asyncio.Task[None] | None = None
        self.handed = self._taken = 0
        self._moved_at = time.monotonic()

    @property
    def ready(self) -> bool:
        """Whether more may be handed over."""
        return self.leaving is None and self.waiting() <= MOST_UNSENT

    def give(self, message: Frame, upto: int | None = None) -> None:
        """Hand over a message; it covers everything up to that number."""
        if self.leaving is not None:
            return
        self.wire.write(message)
        self.handed += len(message.wire)
        if upto is not None:
            self.cursor = upto

    def stuck(self, now: float) -> bool:
        """Whether the browser has taken nothing for too long although something waits for it."""
        unsent = self.waiting()
        taken = self.handed - unsent
        if unsent == 0 or taken > self._taken:
            self._taken, self._moved_at = taken, now
        return now - self._moved_at > STUCK

    def leave(self, code: int) -> None:
        """Say why, and close. Saying it twice is the same as once."""
        if self.leaving is None:
            self.wire.write(bye(code))
            self.cursor = BEYOND  # nothing is told after this
            self.leaving = asyncio.create_task(self._close(code), name="live: close")

    async def _close(self, code: int) -> None:
        try:
            async with asyncio.timeout(GRACE):
                await self.wire.drained()
                # The browser may have closed at the same time.
                with contextlib.suppress(RuntimeError):
                    await self.websocket.close(code)
        except TimeoutError:
            self.wire.abort()
