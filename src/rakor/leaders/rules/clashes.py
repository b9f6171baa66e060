"""What of a day cannot be done by one person: two things at once, or too far apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# So long it takes at least from one building to another, with stairs and a car.
SHORT_WAY = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody is from one moment until another; `house` is "" where no way leads there."""

    since: datetime
    until: datetime
    house: str = ""


def clashes(stays: Sequence[Stay]) -> list[tuple[int, int]]:
    """The pairs that take place at once, by their places in the list, the earlier one first.

    What ends when the other begins does not collide.
    """
    order = sorted(range(len(stays)), key=lambda n: (stays[n].since, stays[n].until, n))
    found, open_now = [], list[int]()
    for n in order:
        open_now = [k for k in open_now if stays[k].until > stays[n].since]
        found += [(k, n) for k in open_now if stays[n].until > stays[k].since]
        open_now.append(n)
    return found


def hurries(stays: Sequence[Stay]) -> list[tuple[int, int, int]]:
    """The pairs in two buildings with less than half an hour between, and how many minutes it is.

    The one that ends first comes first. What collides is no way at all and left to `clashes`.
    """
    order = sorted(range(len(stays)), key=lambda n: (stays[n].since, stays[n].until, n))
    found = []
    for place, n in enumerate(order):
        for k in order[place + 1 :]:
            gap = stays[k].since - stays[n].until
            if gap >= SHORT_WAY:
                break
            if gap >= timedelta(0) and _far(stays[n], stays[k]):
                found.append((n, k, int(gap / timedelta(minutes=1))))
    return found


def _far(one: Stay, other: Stay) -> bool:
    return bool(one.house and other.house and one.house != other.house)
