"""Spans of time as whole minutes since 1970 in UTC, begin included and end excluded."""

from collections.abc import Iterable
from datetime import UTC, datetime

Span = tuple[int, int]


def minute_of(at: datetime) -> int:
    """A moment as a minute, seconds cut off; `at` knows its zone."""
    return int(at.timestamp()) // 60


def end_minute_of(at: datetime) -> int:
    """The end of something as a minute: one that is begun counts as taken."""
    return -(-int(at.timestamp()) // 60)


def moment_of(minute: int) -> datetime:
    """A minute as a moment in UTC."""
    return datetime.fromtimestamp(minute * 60, UTC)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same time as spans in order of which no two touch; empty ones are left out."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if end <= begin:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a minute."""
    return one[0] < other[1] and other[0] < one[1]


def without(spans: Iterable[Span], gone: Iterable[Span]) -> list[Span]:
    """Spans less the minutes of others, in order."""
    found = merged(spans)
    for begin, end in gone:
        around = [((a, min(b, begin)), (max(a, end), b)) for a, b in found]
        found = [part for two in around for part in two if part[0] < part[1]]
    return found
