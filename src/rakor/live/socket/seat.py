"""Everything that one connection takes here, from its first word until it is gone."""

from uuid import UUID

from starlette.websockets import WebSocket

from rakor.live.socket.hub import Hub
from rakor.live.socket.member import Member
from rakor.live.socket.room import Room
from rakor.live.socket.wire import Wire, wire_of

LARGEST = 4096  # bytes that a browser may say at once
TOO_LARGE = 1009


class Seat:
    """Places by address and person, and a seat in the room; all free once it is `left`."""

    __slots__ = ("_hub", "_marks", "_member", "_room", "wire")

    def __init__(self, hub: Hub, websocket: WebSocket) -> None:
        self.wire: Wire = wire_of(websocket)
        self._hub = hub
        self._marks: tuple[bytes, ...] = ()
        self._room: Room | None = None
        self._member: Member | None = None

    def take(self, mark: bytes) -> None:
        """Remember a place that is to be given back."""
        self._marks += (mark,)

    async def join(
        self, member: Member, meeting_id: UUID, since: int | None, epoch: str | None
    ) -> None:
        """Bring the browser to where the meeting is; from here on it is told what happens."""
        self._room, self._member = self._hub.enter(meeting_id), member
        await self._hub.open(self._room)
        await self._room.join(member, since, epoch)

    def heard(self, size: int) -> None:
        """A browser only says that it is there."""
        if size > LARGEST and self._member is not None:
            self._member.leave(TOO_LARGE)

    def left(self) -> None:
        """The connection is gone. Twice is the same as once."""
        if self._room is not None and self._member is not None:
            self._room.leave(self._member)
            self._hub.exit(self._room)
            self._room = None
        for mark in self._marks:
            self._hub.places.give_back(mark)
        self._marks = ()
        self.wire.end()
