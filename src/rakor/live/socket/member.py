"""One browser that follows a session: where it stands, and whether it still takes what it gets."""

import time
from datetime import UTC, datetime
from typing import Protocol

from rakor.live.queries import Eyes, Follower
from rakor.live.rules import View
from rakor.live.socket.wire import Frame, Wire, bye

MOST_UNSENT = 256 * 1024  # bytes; whoever would have more waiting is caught up later
STUCK = 13.0  # seconds without taking anything; looked at every second, at most 15 pass
BEYOND = 1 << 62  # after the last entry there will ever be


class Line(Protocol):
    """Those who are told the same at the same time: up to which number, and how much so far."""

    sent: int
    bytes: int

    def part(self, member: "Member") -> None: ...


class Member:
    """A cursor, not a queue: everything up to `cursor` was handed over, nothing else is kept.

    Whoever is up to date stands in a `line`, whose numbers are theirs: telling a thousand of them
    the same touches none of them. Out of it each has a number of their own.

    `mine` is to whom entries are addressed that this browser alone is told, `owed` the newest of
    them. `label` is what its view is called; `came` is when it asked, before all was looked up.
    """

    __slots__ = (
        "_cursor",
        "_handed",
        "_moved_at",
        "_taken",
        "came",
        "label",
        "leaving",
        "line",
        "mine",
        "owed",
        "send",
        "user",
        "view",
        "waiting",
        "wire",
        "wished",
    )

    def __init__(
        self,
        wire: Wire,
        user: Follower,
        eyes: Eyes,
        wished: View | None,
        *,
        label: str | None = None,
        came: datetime | None = None,
    ) -> None:
        self.user = user
        self.view = eyes.view
        self.wished = wished
        self.label = label or eyes.view.value
        self.mine = eyes.mine
        self.wire = wire
        self.send = self.wire.send
        self.waiting = self.wire.waiting
        self.came = came or datetime.now(UTC)
        self.line: Line | None = None
        self._cursor = self.owed = 0
        self.leaving: int | None = None
        self._handed = self._taken = 0
        self._moved_at = time.monotonic()

    @property
    def cursor(self) -> int:
        """Up to which number everything was handed over."""
        return self._cursor if self.line is None else self.line.sent

    @property
    def handed(self) -> int:
        """How many bytes were handed over in all."""
        return self._handed if self.line is None else self._handed + self.line.bytes

    def join(self, line: Line) -> None:
        """Stand in line from here on. Only whoever knows all that the line was told may."""
        self.line = line
        self._handed -= line.bytes

    def part(self) -> None:
        """Go on alone from where the line is."""
        if self.line is not None:
            line, cursor, handed = self.line, self.cursor, self.handed
            self.line, self._cursor, self._handed = None, cursor, handed
            line.part(self)

    @property
    def ready(self) -> bool:
        """Whether so little waits that it is worth making up something more."""
        return self.leaving is None and self.waiting() <= MOST_UNSENT // 2

    def takes(self, message: Frame) -> bool:
        """Whether that may be handed over; to whom nothing waits, whatever its size."""
        unsent = self.waiting()
        return self.leaving is None and (not unsent or unsent + len(message.wire) <= MOST_UNSENT)

    def give(self, message: Frame, upto: int | None = None) -> None:
        """Hand over a message; it covers everything up to that number."""
        if self.leaving is not None:
            return
        if upto is not None:
            self.part()
            self._cursor = upto
        self.wire.write(message)
        self._handed += len(message.wire)

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
            self.part()
            self._cursor = BEYOND  # nothing is told after this
            self.leaving = code
            self.wire.write(bye(code))
            self.wire.close(code)
