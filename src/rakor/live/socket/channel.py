"""One view of a meeting and those who look through it: the same bytes for all up to date."""

from collections.abc import Callable, Iterator, Sequence, Set
from uuid import UUID

from rakor.journal import Entry
from rakor.live.rules import View
from rakor.live.rules.views import ADDRESSED
from rakor.live.socket import member as limits
from rakor.live.socket.member import Member
from rakor.live.socket.snapshots import Kept
from rakor.live.socket.wire import Frame

# What is done for each delivery: how much waits, take this, and whose it is.
Hand = tuple[Callable[[], int], Callable[[bytes], None], Member]


class Channel:
    """Up to `sent` its line was told; entries after it, up to `told`, are hidden from this view.

    In line stands whoever knows everything up to `sent` and is owed nothing besides. The others
    are apart: each has a cursor of their own, and comes into line once it has reached the rest.
    """

    __slots__ = ("_apart", "_eyes", "_line", "bytes", "members", "sent", "told", "view")

    def __init__(self, view: View, top: int) -> None:
        self.view = view
        self.sent = self.told = top
        self.bytes = 0
        self.members: set[Member] = set()
        self._line: dict[Member, Hand] = {}
        self._apart: set[Member] = set()
        self._eyes: dict[UUID, set[Member]] = {}

    def add(self, member: Member) -> None:
        self.members.add(member)
        self._apart.add(member)
        self.settle(member)
        if self.view is not View.PUBLIC:
            for key in member.mine:
                self._eyes.setdefault(key, set()).add(member)

    def discard(self, member: Member) -> None:
        if member.line is self:
            member.part()
        self.members.discard(member)
        self._apart.discard(member)
        for key in member.mine:
            if key in self._eyes:
                self._eyes[key].discard(member)
                if not self._eyes[key]:
                    del self._eyes[key]

    def settle(self, member: Member) -> None:
        """Let whoever knows what the line knows, and is owed nothing more, stand in it."""
        if member in self._apart and member.cursor == self.sent >= member.owed:
            self._apart.discard(member)
            self._line[member] = (member.waiting, member.send, member)
            member.join(self)

    def part(self, member: Member) -> None:
        """Whoever has left the line is apart."""
        if self._line.pop(member, None) is not None:
            self._apart.add(member)

    def owe(self, entries: Sequence[Entry]) -> Set[Member]:
        """Note who is told something among these that the others are not told."""
        owed: set[Member] = set()
        for entry in entries:
            if entry.audience in ADDRESSED and entry.subject:
                for member in self._eyes.get(entry.subject, ()):
                    member.part()
                    member.owed = entry.seq
                    owed.add(member)
        return owed

    def deliver(self, message: Frame, upto: int) -> list[Member]:
        """Hand a message to the line; gives those who have to be caught up.

        Everything in this loop is paid for each delivery, so it holds nothing else.
        """
        data, slow = message.wire, []
        for waiting, send, member in self._line.values():
            if waiting():
                slow.append(member)
                continue
            try:
                send(data)
            except RuntimeError:
                continue  # its connection is closing, and whoever reads from it knows soon
        for member in slow:
            if member.waiting() + len(data) <= limits.MOST_UNSENT:
                member.wire.write(message)
            else:
                member.part()
        self.bytes += len(data)
        return self._move(upto)

    def replace(self, kept: Kept) -> Iterator[Member]:
        """Hand the line the whole state, as each may see it; gives those to be caught up."""
        for member in tuple(self._line):
            member.part()
            message = kept.frame("view", member)
            if member.takes(message):
                member.give(message, kept.seq)
        yield from self._move(kept.seq)

    def _move(self, upto: int) -> list[Member]:
        """The line is at that number. Gives those who are behind it."""
        self.sent = self.told = upto
        late = []
        for member in tuple(self._apart):
            if member.cursor < upto:
                late.append(member)
            else:
                self.settle(member)
        return late
