"""The latest entries of a meeting, kept so that whoever missed a few needs no database."""

from collections import deque
from collections.abc import Iterator, Sequence

from rakor.journal import Entry
from rakor.journal.models import to_json

ENTRIES = 1024
BYTES = 1024 * 1024
RANGE = 64  # entries in one frame
RANGE_BYTES = 96 * 1024  # with what waits before it never more than a member may have


class Ring:
    """At most 1,024 entries or 1 MiB, without gaps, up to the newest that was read."""

    def __init__(self) -> None:
        self._kept: deque[tuple[Entry, int]] = deque()
        self._bytes = 0

    def add(self, entries: Sequence[Entry]) -> None:
        """Remember these, which follow on what is here, and forget the oldest."""
        for entry in entries:
            size = _weight(entry)
            self._kept.append((entry, size))
            self._bytes += size
        while len(self._kept) > ENTRIES or (self._bytes > BYTES and len(self._kept) > 1):
            self._bytes -= self._kept.popleft()[1]

    def since(self, after: int) -> list[Entry] | None:
        """Everything after that number, or None if not everything is here."""
        if not self._kept or not self._kept[0][0].seq - 1 <= after <= self._kept[-1][0].seq:
            return None
        return [entry for entry, _size in self._kept if entry.seq > after]

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0


def ranges(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Pieces of at most 64 entries and about 96 KiB, in order."""
    if len(entries) == 1:
        yield list(entries)
        return
    part: list[Entry] = []
    size = 0
    for entry in entries:
        weight = _weight(entry)
        if part and (len(part) == RANGE or size + weight > RANGE_BYTES):
            yield part
            part, size = [], 0
        part.append(entry)
        size += weight
    if part:
        yield part


def _weight(entry: Entry) -> int:
    return len(to_json(entry.data))
