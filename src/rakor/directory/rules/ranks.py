"""The order of protocol and the kinds of office: which of them an office has by its title."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated, Protocol, TypeVar
from uuid import UUID

from pydantic import Field

from rakor.directory.rules.agencies import AgencyKind
from rakor.directory.rules.offices import OfficeLevel
from rakor.directory.rules.words import Code, Title
from rakor.web.shapes import Line, Shape

T = TypeVar("T")

# Between two steps there is room for others; steps are numbered anew when there is none.
GAP = 10
HIGHEST = 100_000

_PROVINCIAL = re.compile(r"\s+(tingkat |di )?provinsi$", re.IGNORECASE)
_LOCAL = re.compile(r"\s+(tingkat |di )?kabupaten/kota$", re.IGNORECASE)
_ECHELON = "pejabat eselon"

Position = Annotated[int, Field(ge=1, le=HIGHEST)]
_Source = Annotated[Line, Field(max_length=120)]
_KindName = Annotated[Line, Field(min_length=1, max_length=120)]
_Aliases = Annotated[list[_KindName], Field(max_length=60)]


class RankFacts(Shape):
    """A step in the order of protocol; without a position it goes to the end."""

    title: Title
    position: Position | None = None
    level: OfficeLevel | None = None
    source: _Source = ""


class KindFacts(Shape):
    """A kind of office that many agencies have, with the other words by which people call it."""

    code: Code
    name: _KindName
    aliases: _Aliases = []


class Rank(Protocol):
    """A step in the order of protocol: `models.ProtocolRank` is one."""

    @property
    def id(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def level(self) -> OfficeLevel | None: ...


R = TypeVar("R", bound=Rank)


def longest_beginning(title: str, known: Iterable[tuple[str, T]]) -> T | None:
    """What belongs to the longest of these phrases that a title begins with, by whole words."""
    said = _plain(title)
    found = [
        (len(plain), thing)
        for phrase, thing in known
        if (plain := _plain(phrase)) and (said == plain or said.startswith(f"{plain} "))
    ]
    return max(found, key=lambda each: each[0])[1] if found else None


def rank_for(
    title: str, level: OfficeLevel | None, kind: AgencyKind, region: str, ranks: Sequence[R]
) -> R | None:
    """The step of protocol that an office obviously has; None where a person should decide.

    By its title among the steps of its level, else by the echelon of its level in the provinces
    (UU 9/2010 article 10) and in regencies and cities (article 11).
    """
    of_level = [rank for rank in ranks if level is not None and rank.level is level]
    ending = _ending(kind, region)
    named = [
        (ending.sub("", rank.title) if ending else rank.title, rank)
        for rank in of_level
        if not _other_scope(rank.title, ending)
    ]
    by_title = longest_beginning(title, named)
    if by_title is not None or ending is None:
        return by_title
    return next(
        (
            rank
            for rank in of_level
            if rank.title.casefold().startswith(_ECHELON) and ending.search(rank.title)
        ),
        None,
    )


def step_between(steps: Sequence[int], position: int, alone: bool, up: bool) -> int | None:
    """The position one step further up or down; None at the end of the order.

    `steps` are the positions in use, in their order. Whoever shares a step with others first
    leaves it. The answer equals a position in use where there is no room between two.
    """
    here = steps.index(position)
    if up:
        above = [0, *steps[:here]]
        if alone and here == 0:
            return None
        low, high = (above[-2], above[-1]) if alone else (above[-1], position)
        return (low + high) // 2
    below = [*steps[here + 1 :], steps[-1] + 2 * GAP, steps[-1] + 4 * GAP]
    if alone and here == len(steps) - 1:
        return None
    low, high = (below[0], below[1]) if alone else (position, below[0])
    return (low + high) // 2


def _ending(kind: AgencyKind, region: str) -> re.Pattern[str] | None:
    """How the steps of this agency's article end, or None outside of regional government."""
    if kind is AgencyKind.PROVINCE:
        return _PROVINCIAL
    if kind in (AgencyKind.REGENCY, AgencyKind.CITY):
        return _LOCAL
    if kind in (AgencyKind.REGIONAL_AGENCY, AgencyKind.VERTICAL_OFFICE) and region:
        return _PROVINCIAL if len(region) == 2 else _LOCAL
    return None


def _other_scope(title: str, ending: re.Pattern[str] | None) -> bool:
    return any(other is not ending and other.search(title) for other in (_PROVINCIAL, _LOCAL))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold()).split())
