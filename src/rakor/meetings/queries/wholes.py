"""What a meeting is part of, as a programme of several days; a feature above knows it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Whole:
    """Something larger with several meetings, by their keys. `public_url` is "" where none is."""

    title: str
    url: str
    public_url: str
    meetings: tuple[UUID, ...]


Finder = Callable[[UUID], Awaitable[Whole | None]]
_finders: list[Finder] = []


def whole_finder(find: Finder) -> Finder:
    """Let this function say what a meeting is part of, as `checker` does for checks."""
    _finders.append(find)
    return find


async def whole_of(meeting_id: UUID) -> Whole | None:
    """What a meeting is part of; None for one that stands alone."""
    for find in _finders:
        if (whole := await find(meeting_id)) is not None:
            return whole
    return None
