"""All rooms of this process, who sits in them, and how many places one person or address has."""

import asyncio
import logging
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from rakor import journal
from rakor.accounts.models import Session, User
from rakor.accounts.operations import account_stream
from rakor.errors import Forbidden
from rakor.live import queries
from rakor.live.rules import View
from rakor.live.socket.member import Member
from rakor.live.socket.places import Places
from rakor.live.socket.room import RIGHTS_CHANGED, Room
from rakor.live.socket.together import Together
from rakor.live.socket.wire import RESTART

PER_PERSON = 120
PER_ADDRESS = 400
LINGER = 10.0  # seconds; those who were cut off come back to a room that is warm
CLOCK = 2.0
RECENT = timedelta(seconds=30)
SIGN_IN = 4401
HARMLESS = ("account.signed_in", "token.created")

Asked = tuple[queries.Asker, View | None]

log = logging.getLogger(__name__)


class Hub:
    """The rooms. A room exists while somebody follows that meeting here."""

    def __init__(self) -> None:
        self.rooms: dict[UUID, Room] = {}
        self.places = Places()
        self._visits: Counter[Room] = Counter()
        self._rights: dict[UUID, Together[Asked, queries.Eyes | None]] = {}

    async def eyes(self, user: User, meeting_id: UUID, wished: View | None) -> queries.Eyes:
        """How somebody may follow a meeting, asked together with all who come at that moment.

        Refuses (Forbidden) whoever may not see it, and a meeting that is a draft.
        """
        asking = self._rights.get(meeting_id)
        if asking is None:
            read = partial(queries.rights_of, meeting_id)
            asking = self._rights[meeting_id] = Together(read)
        try:
            found = await asking.ask((user, wished))
        finally:
            if asking.idle:
                self._rights.pop(meeting_id, None)
        if found is None:
            raise Forbidden
        return found

    def enter(self, meeting_id: UUID) -> Room:
        """The room of a meeting, opened by the first who comes; it stays while anybody is in it."""
        found = self.rooms.get(meeting_id)
        if found is None:
            found = self.rooms[meeting_id] = Room(meeting_id)
        self._visits[found] += 1
        return found

    def exit(self, room: Room) -> None:
        """One who entered is gone."""
        room.empty_since = time.monotonic()
        self._visits[room] -= 1
        if not self._visits[room]:
            del self._visits[room]

    async def open(self, room: Room) -> None:
        """Wait until the room knows where the meeting is."""
        meeting_id = room.meeting_id
        try:
            await asyncio.shield(room.started)
        except Exception:
            if self.rooms.get(meeting_id) is room:
                del self.rooms[meeting_id]
            raise

    def address(self, address: str) -> bytes:
        """A place for a connection from there. Refuses (TooMany) more than 400."""
        return self.places.take(f"address {address}", PER_ADDRESS)

    def person(self, person: UUID) -> bytes:
        """A place for one of somebody's pages. Refuses (TooMany) more than 120."""
        return self.places.take(f"person {person}", PER_PERSON)

    @property
    def members(self) -> list[Member]:
        return [member for room in self.rooms.values() for member in room.members]

    async def watch(self) -> None:
        """Whoever was signed out, or has another role now, does not go on watching."""
        while True:
            await asyncio.sleep(CLOCK)
            try:
                await self._close_empty()
                await self._check_accounts()
                await self._check_sessions()
            except Exception as error:
                log.warning("Accounts cannot be read, trying again: %s", error)

    async def _close_empty(self) -> None:
        late = time.monotonic() - LINGER
        for meeting_id, room in list(self.rooms.items()):
            if room.empty_since < late and not self._visits[room]:
                del self.rooms[meeting_id]
                await room.close()

    async def _check_accounts(self) -> None:
        """Close the pages of those whose account changed after they came; they may come again."""
        present = {m.user.account_id for m in self.members if m.user.account_id is not None}
        streams = {account_stream(key): key for key in present}
        if not streams:
            return
        lately = datetime.now(UTC) - RECENT
        changes = await journal.Entry.filter(stream__in=list(streams), at__gte=lately).exclude(
            kind__in=HARMLESS
        )
        for entry in changes:
            for member in self.members:
                account = member.user.account_id
                if account == streams[entry.stream] and member.came < entry.at:
                    member.leave(RIGHTS_CHANGED)

    async def _check_sessions(self) -> None:
        by_session = [member for member in self.members if member.user.session is not None]
        keys = list({member.user.session for member in by_session})
        if not keys:
            return
        lasting = Session.filter(id__in=keys, expires_at__gt=datetime.now(UTC))
        alive = set(await lasting.values_list("id", flat=True))
        for member in by_session:
            if member.user.session not in alive:
                member.leave(SIGN_IN)

    async def close(self) -> None:
        """The process stops: everybody is told to come back soon."""
        leaving = self.members
        for member in leaving:
            member.leave(RESTART)
        await asyncio.gather(*[member.wire.closed() for member in leaving])
        rooms, self.rooms = list(self.rooms.values()), {}
        for room in rooms:
            await room.close()
