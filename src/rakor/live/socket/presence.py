"""Who is connected to each meeting at all processes, told at most once a second.

Once a second this process says whom it serves, where others serve somebody too, and reads what
they say: a few small statements for all meetings together. Alone it only looks whether it still is.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from rakor.database import new_id
from rakor.live import operations, queries
from rakor.live.rules import STAFF_VIEWS, Crowd, figures, rest
from rakor.live.socket.member import Member
from rakor.live.socket.places import Places
from rakor.live.socket.room import Room
from rakor.live.socket.wire import frame

CLOCK = 1.0  # seconds
MANY = 8  # processes; more of them listen to each other less often
ALIVE = 10.0  # seconds between signs of life
TIDY = 60.0
LAST_WORDS = 2.0

log = logging.getLogger(__name__)


@dataclass
class Board:
    """What is known of one meeting's crowd, and who was told."""

    here: Crowd = field(default_factory=Crowd)
    staff: bool = False
    said: Crowd = field(default_factory=Crowd)
    say_after: float = 0.0
    elsewhere: dict[UUID, tuple[int, Crowd]] = field(default_factory=dict)
    inside: frozenset[bytes] = frozenset()
    read_to: int = -1
    read_after: float = 0.0
    writing: list[dict[str, Any]] = field(default_factory=list)
    figures: dict[str, int] = field(default_factory=dict)
    told: set[Member] = field(default_factory=set)

    def look(self, room: Room) -> None:
        """Count those who are here now."""
        room.presence_changed = False
        members = list(room.members)
        agencies = {member.user.agency_id for member in members} - {None}
        self.here = Crowd(
            len(members),
            frozenset(queries.mark(str(member.user.id)) for member in members),
            frozenset(queries.mark(str(agency)) for agency in agencies),
        )
        self.staff = any(member.view in STAFF_VIEWS for member in members)
        self.told.intersection_update(members)

    def leave(self) -> None:
        """Nobody is here any more."""
        self.here, self.staff = Crowd(), False
        self.told.clear()

    def tell(self, room: Room) -> None:
        """The same figures to everybody who does not know them; the staff also who is writing."""
        now = figures(
            [self.here, *(crowd for _stamp, crowd in self.elsewhere.values())], self.inside
        )
        if now != self.figures:
            self.figures = now
            self.told.clear()
        plain = frame(t="presence", **now)
        whole = frame(t="presence", **now, writing=self.writing) if self.staff else plain
        for member in room.members:
            message = whole if member.view in STAFF_VIEWS else plain
            if member not in self.told and member.takes(message):
                member.give(message)
                self.told.add(member)


class Presence:
    """The crowds of all meetings that are followed here, and where else they are followed."""

    def __init__(self, rooms: Callable[[], Iterable[Room]], places: Places) -> None:
        self.id = new_id()
        self._rooms = rooms
        self._places = places
        self._boards: dict[UUID, Board] = {}
        self._others: dict[UUID, int] = {}
        self._sockets: dict[UUID, dict[bytes, int]] = {}
        self._untold: set[UUID] = set()
        self._stamp = 0
        self._moves = -1
        self._serves = False
        self._alive_after = self._tidy_after = 0.0

    async def watch(self) -> None:
        """Until cancelled; while the database is away nobody is told anything new."""
        while True:
            await asyncio.sleep(CLOCK * max(1.0, len(self._others) / MANY))
            try:
                await self.round()
            except Exception as error:
                log.warning("Who is present cannot be read, trying again: %s", error)

    async def stop(self) -> None:
        """The others learn at once that nobody is here; if not, they notice half a minute later."""
        if self._serves:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(LAST_WORDS):
                    await operations.stop_serving(self.id)

    async def round(self) -> None:
        """Look, say, listen, tell."""
        rooms = {room.meeting_id: room for room in self._rooms()}
        self._look(rooms)
        if not self._places.here and not any(board.here.count for board in self._boards.values()):
            await self._rest()
            return
        now = time.monotonic()
        await self._meet(now)
        await self._say(now)
        await self._listen()
        await self._read_inside(rooms, now)
        await self._read_writing()
        untold, self._untold = self._untold, set()
        for meeting in untold & rooms.keys():
            self._boards[meeting].tell(rooms[meeting])
        for meeting in self._boards.keys() - rooms.keys():
            if not self._others or not self._boards[meeting].said.count:
                del self._boards[meeting]

    def _look(self, rooms: dict[UUID, Room]) -> None:
        for meeting, room in rooms.items():
            if room.presence_changed:
                self._boards.setdefault(meeting, Board()).look(room)
                self._untold.add(meeting)
        for meeting in self._boards.keys() - rooms.keys():
            self._boards[meeting].leave()

    async def _rest(self) -> None:
        """Nobody is connected here: nothing is kept, nothing is read."""
        if self._serves:
            await operations.stop_serving(self.id)
        self._serves, self._alive_after = False, 0.0
        self._boards.clear()
        self._untold.clear()
        self._others.clear()
        self._sockets.clear()
        self._places.learn([])

    async def _meet(self, now: float) -> None:
        """Say that this process lives, and learn who else does and how many sockets they have."""
        if now >= self._tidy_after:
            self._tidy_after = now + TIDY
            await operations.clear_gone()
        others = {other.id: other.stamp for other in await queries.other_processes(self.id)}
        moved = bool(others) and self._moves != self._places.moves
        if now >= self._alive_after or moved:
            self._alive_after = now + ALIVE
            moves = self._places.moves
            self._stamp += 1
            known = await operations.say_serving(self.id, self._places.here, self._stamp)
            self._moves, self._serves = moves, True
            if not known:
                # First time, or others believed us gone: they know nothing of whom we serve.
                for board in self._boards.values():
                    board.said, board.say_after = Crowd(), 0.0
        fresh = {key for key, stamp in others.items() if self._others.get(key) != stamp}
        gone = self._others.keys() - others.keys()
        if fresh or gone:
            told = await queries.sockets_of(fresh) if fresh else {}
            kept = {key: counts for key, counts in self._sockets.items() if key in others}
            self._sockets = kept | told
            self._places.learn(self._sockets.values())
        self._others = others

    async def _say(self, now: float) -> None:
        """Tell the others whom this process serves where that changed; of a large crowd rarely."""
        due = {
            meeting: board
            for meeting, board in self._boards.items()
            if board.here != board.said and now >= board.say_after
        }
        if not self._others or not due:
            return
        self._stamp += 1
        crowds = {meeting: board.here for meeting, board in due.items()}
        await operations.say_present(self.id, crowds, self._stamp)
        for meeting, board in due.items():
            board.said = crowds[meeting]
            board.say_after = now + rest(len(board.said.people)) - CLOCK / 2

    async def _listen(self) -> None:
        """Learn whom the others serve in the meetings that are followed here."""
        followed = {meeting for meeting, board in self._boards.items() if board.here.count}
        stamps: dict[tuple[UUID, UUID], int] = {}
        if self._others and followed:
            stamps = await queries.crowd_stamps(self._others, followed)
        fresh = [
            (process, meeting)
            for (process, meeting), stamp in stamps.items()
            if self._boards[meeting].elsewhere.get(process, (-1, None))[0] != stamp
        ]
        self._untold.update(meeting for _process, meeting in fresh)
        for meeting, board in self._boards.items():
            gone = [process for process in board.elsewhere if (process, meeting) not in stamps]
            for process in gone:
                del board.elsewhere[process]
                self._untold.add(meeting)
        found = await queries.crowds(fresh) if fresh else {}
        for (process, meeting), crowd in found.items():
            self._boards[meeting].elsewhere[process] = (stamps[process, meeting], crowd)

    async def _read_inside(self, rooms: dict[UUID, Room], now: float) -> None:
        """Read who is in the room of each meeting in which something happened."""
        due = [
            meeting
            for meeting, board in self._boards.items()
            if board.here.count and now >= board.read_after and rooms[meeting].top != board.read_to
        ]
        if not due:
            return
        tops = {meeting: rooms[meeting].top for meeting in due}
        for meeting, people in (await queries.inside(due)).items():
            board = self._boards[meeting]
            if people != board.inside:
                self._untold.add(meeting)
            board.inside, board.read_to = people, tops[meeting]
            board.read_after = now + rest(4 * len(people)) - CLOCK / 2

    async def _read_writing(self) -> None:
        """Read who is writing where the staff looks on."""
        watched = [meeting for meeting, board in self._boards.items() if board.staff]
        found = await queries.writing(watched) if watched else {}
        for meeting in watched:
            board, now = self._boards[meeting], found.get(meeting, [])
            if board.writing != now:
                board.writing = now
                board.told = {each for each in board.told if each.view not in STAFF_VIEWS}
                self._untold.add(meeting)
