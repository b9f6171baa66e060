"""How many sockets one person or one address may have, counted over all processes."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rakor.errors import TooMany
from rakor.live import queries


class Places:
    """Sockets by mark: those of this process, and those that other processes told of lately.

    What others have is up to a second old, so that many who come at once may be a few too many.
    """

    def __init__(self) -> None:
        self.here: Counter[bytes] = Counter()
        self._elsewhere: Counter[bytes] = Counter()
        self.moves = 0

    def take(self, name: str, most: int) -> bytes:
        """A place, and what gives it back. Refuses (TooMany) when that many are taken."""
        mark = queries.mark(name)
        if self.here[mark] + self.elsewhere(mark) >= most:
            raise TooMany
        self.here[mark] += 1
        self.moves += 1
        return mark

    def give_back(self, mark: bytes) -> None:
        """One place of this mark is free again."""
        self.here[mark] -= 1
        self.moves += 1
        if not self.here[mark]:
            del self.here[mark]

    def elsewhere(self, mark: bytes) -> int:
        """How many sockets of this mark other processes have."""
        return self._elsewhere[mark]

    def learn(self, elsewhere: Iterable[Mapping[bytes, int]]) -> None:
        """What the other processes have now."""
        self._elsewhere = Counter()
        for counts in elsewhere:
            self._elsewhere.update(counts)
