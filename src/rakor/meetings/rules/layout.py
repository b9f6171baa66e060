"""Where blocks stand on a day of the calendar: those at the same time side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Stretch(NamedTuple):
    """From one minute of a day until another, which is no longer in it."""

    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one stretch stands: in which of how many columns. `which` is its place in the list.

    `crowded` says that beside the columns there is a strip for those that found none.
    """

    which: int
    column: int
    columns: int
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Those for which there is no column: which they are, and from when until when."""

    which: tuple[int, ...]
    stretch: Stretch


def side_by_side(stretches: Sequence[Stretch], most: int) -> tuple[list[Stand], list[Rest]]:
    """Columns for stretches that overlap, at most so many, and a strip that tells of all others.

    Those that touch one another, directly or by way of others, are as wide as each other. Each is
    in exactly one of the two lists, and no two in one column overlap.
    """
    stands: list[Stand] = []
    rests: list[Rest] = []
    for group in _groups(stretches):
        columns = _columns(stretches, group)
        wide = max(columns.values()) + 1
        shown = min(wide, most)
        stands += [Stand(n, columns[n], shown, wide > most) for n in group if columns[n] < most]
        left = [n for n in group if columns[n] >= most]
        rests += [_rest(stretches, some) for some in _groups(stretches, left)]
    return stands, rests


def _groups(stretches: Sequence[Stretch], among: Iterable[int] | None = None) -> list[list[int]]:
    """Those that touch one another, in the order in which they begin."""
    known = range(len(stretches)) if among is None else among
    ordered = sorted(known, key=lambda n: (stretches[n].since, -stretches[n].until, n))
    groups: list[list[int]] = []
    until = -1
    for n in ordered:
        if stretches[n].since >= until:
            groups.append([])
        groups[-1].append(n)
        until = max(until, stretches[n].until)
    return groups


def _columns(stretches: Sequence[Stretch], group: Iterable[int]) -> dict[int, int]:
    """The first column for each that is free when it begins."""
    free_from: list[int] = []
    found: dict[int, int] = {}
    for n in group:
        since, until = stretches[n]
        column = next((k for k, at in enumerate(free_from) if at <= since), len(free_from))
        free_from[column:] = [until, *free_from[column + 1 :]]
        found[n] = column
    return found


def _rest(stretches: Sequence[Stretch], which: Sequence[int]) -> Rest:
    since = min(stretches[n].since for n in which)
    until = max(stretches[n].until for n in which)
    return Rest(tuple(which), Stretch(since, until))
