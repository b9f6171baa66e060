"""One browser that follows a session: where it stands, and whether it still takes what it gets."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime

from starlette.websockets import WebSocket

from rakor.accounts.models import User
from rakor.live.rules import View
from rakor.live.socket.wire import Frame, Wire, bye, wire_of

MOST_UNSENT = 256 * 1024  # bytes; whoever has more waiting is caught up later
STUCK = 15.0  # seconds without taking anything
GRACE = 2.0  # seconds to say goodbye


class Member:
    """A cursor, not a queue: everything up to `cursor` was handed over, nothing else is kept."""

    __slots__ = (
        "_handed",
        "_moved_at",
        "_taken",
        "came",
        "cursor",
        "leaving",
        "user",
        "view",
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
    ) -> None:
        self.websocket = websocket
        self.user = user
        self.view = view
        self.wished = wished
        self.wire: Wire = wire_of(websocket)
        self.came = datetime.now(UTC)
        self.cursor = 0
        self.leaving: asyncio.Task[None] | None = None
        self._handed = self._taken = 0
        self._moved_at = time.monotonic()

    @property
    def ready(self) -> bool:
        """Whether more may be handed over."""
        return self.leaving is None and self.wire.unsent <= MOST_UNSENT

    def give(self, message: Frame, upto: int | None = None) -> None:
        """Hand over a message; it covers everything up to that number."""
        if self.leaving is not None:
            return
        self.wire.write(message)
        self._handed += len(message.payload)
        if upto is not None:
            self.cursor = upto

    def stuck(self, now: float) -> bool:
        """Whether the browser has taken nothing for too long although something waits for it."""
        unsent = self.wire.unsent
        taken = self._handed - unsent
        if unsent == 0 or taken > self._taken:
            self._taken, self._moved_at = taken, now
        return now - self._moved_at > STUCK

    def leave(self, code: int) -> None:
        """Say why, and close. Saying it twice is the same as once."""
        if self.leaving is None:
            self.wire.write(bye(code))
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
