"""One view of a meeting and those who look through it: the same bytes for all up to date."""

from collections.abc import Iterator, Sequence, Set
from uuid import UUID

from rakor.journal import Entry
from rakor.live.rules import View
from rakor.live.rules.views import ADDRESSED
from rakor.live.socket import member as limits
from rakor.live.socket.member import Member
from rakor.live.socket.snapshots import Kept
from rakor.live.socket.wire import Frame


class Channel:
    """Up to `sent` its members were told; entries after it, up to `told`, are hidden from them."""

    __slots__ = ("_eyes", "members", "sent", "told", "view")

    def __init__(self, view: View, top: int) -> None:
        self.view = view
        self.sent = self.told = top
        self.members: set[Member] = set()
        self._eyes: dict[UUID, set[Member]] = {}

    def add(self, member: Member) -> None:
        self.members.add(member)
        if self.view is not View.PUBLIC:
            for key in member.mine:
                self._eyes.setdefault(key, set()).add(member)

    def discard(self, member: Member) -> None:
        self.members.discard(member)
        for key in member.mine:
            if key in self._eyes:
                self._eyes[key].discard(member)
                if not self._eyes[key]:
                    del self._eyes[key]

    def owe(self, entries: Sequence[Entry]) -> Set[Member]:
        """Note who is told something among these that the others are not told."""
        owed: set[Member] = set()
        for entry in entries:
            if entry.audience in ADDRESSED and entry.subject:
                for member in self._eyes.get(entry.subject, ()):
                    member.owed = entry.seq
                    owed.add(member)
        return owed

    def deliver(self, message: Frame, upto: int, but: Set[Member]) -> list[Member]:
        """Hand a message to whoever is up to date; gives those who have to be caught up.

        Everything in this loop is paid for each delivery, so it holds nothing else.
        """
        after, self.sent, self.told = self.sent, upto, upto
        data, most = message.wire, limits.MOST_UNSENT
        size, late = len(data), []
        for member in self.members - but if but else self.members:
            if member.cursor == after and member.waiting() <= most:
                member.cursor = upto
                member.handed += size
                try:
                    member.send(data)
                except RuntimeError:
                    continue  # its connection is closing, and whoever reads from it knows soon
            elif member.cursor < upto:
                late.append(member)
        return late

    def replace(self, kept: Kept) -> Iterator[Member]:
        """Hand everybody the whole state, as each may see it; gives those to be caught up."""
        after, upto = self.sent, kept.seq
        self.sent = self.told = upto
        for member in tuple(self.members):
            if member.cursor == after and member.ready:
                member.give(kept.frame("view", member), upto)
            elif member.cursor < upto:
                yield member
