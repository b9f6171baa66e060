"""Finding what was said, decided and written, among what somebody may read."""

from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field

from rakor.accounts.models import User
from rakor.search.queries import listed
from rakor.search.queries.candidates import Candidate, candidates
from rakor.search.queries.readable import readable
from rakor.search.queries.results import Result, results
from rakor.search.rules import OF_DIRECTORY, Asked, Kind, asked

PAGE = 20
# Of people, offices and agencies so many stand beside what was written.
BESIDE = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: one part of it, how many there are of each kind, whether more follow.

    `names` are people, offices and agencies; `many` that there is more than is counted.
    """

    items: list[Result] = field(default_factory=list)
    names: list[Result] = field(default_factory=list)
    counts: dict[Kind, int] = field(default_factory=dict)
    more: bool = False
    many: bool = False

    @property
    def total(self) -> int:
        """How many of all kinds."""
        return sum(self.counts.values())


async def find(
    user: User, typed: str, kind: Kind | None = None, *, first: int = 0, limit: int = PAGE
) -> Found:
    """What somebody finds by these words, of one kind or of all; nothing where there is no word.

    Things that bear the words in their title come first, then the newest. Nothing that the reader
    may not open is found, counted, or told by its excerpt.
    """
    wanted = asked(typed)
    if not wanted:
        return Found()
    rows, many = await _rows(user, wanted, None)
    names = {each: await _names(user, typed, wanted, each, kind) for each in _LISTED}
    counts = Counter(row.kind for row in rows) + Counter(
        {each: len(found) for each, found in names.items()}
    )
    if kind in OF_DIRECTORY:
        part = names[kind][first : first + limit]
        return Found(part, [], dict(counts), len(names[kind]) > first + limit, many)
    if kind is not None:
        if many:
            rows, _more = await _rows(user, wanted, kind)
            counts[kind] = len(rows)
        rows = [row for row in rows if row.kind is kind]
    beside = [] if kind or first else [row for found in names.values() for row in found[:BESIDE]]
    return Found(
        await results(rows[first : first + limit], wanted),
        beside,
        dict(counts),
        len(rows) > first + limit,
        many,
    )


async def _rows(user: User, wanted: Asked, kind: Kind | None) -> tuple[list[Candidate], bool]:
    rows, many = await candidates(user, wanted, kind)
    return await readable(user, rows), many


def _names(
    user: User, typed: str, wanted: Asked, each: Kind, kind: Kind | None
) -> Awaitable[list[Result]]:
    if each is Kind.PERSON:
        return listed.people(user, typed, wanted, alone=kind is Kind.PERSON)
    if each is Kind.OFFICE:
        return listed.offices(user, typed, wanted)
    return listed.agencies(typed, wanted)


_LISTED = (Kind.PERSON, Kind.OFFICE, Kind.AGENCY)
