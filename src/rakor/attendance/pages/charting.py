"""The chart of heads over time: what its lines are, in the units of its drawing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rakor.attendance.rules import Level

WIDTH, HEIGHT = 600, 140


@dataclass(frozen=True, slots=True)
class Chart:
    """Two areas as paths of SVG: everybody, and over it those in the room; and what they show."""

    everybody: str
    room: str
    most: int
    levels: Sequence[Level]
    width: int = WIDTH
    height: int = HEIGHT


def drawn(levels: Sequence[Level], until: datetime | None = None) -> Chart | None:
    """The chart of these levels, the last of which lasts `until` then; None for no levels."""
    if not levels:
        return None
    if until is not None and until > levels[-1].at:
        levels = [*levels, replace(levels[-1], at=until)]
    most = max(level.heads for level in levels) or 1
    return Chart(
        everybody=_area(levels, lambda level: level.heads, most),
        room=_area(levels, lambda level: level.room, most),
        most=most,
        levels=levels,
    )


def _area(levels: Sequence[Level], size: Callable[[Level], int], most: int) -> str:
    """Steps, not slopes: a number holds until somebody comes or leaves."""
    begins = levels[0].at
    lasts = (levels[-1].at - begins).total_seconds() or 1
    steps = [f"M0 {HEIGHT}"]
    for level in levels:
        across = (level.at - begins).total_seconds() / lasts * WIDTH
        steps.append(f"H{across:.1f}V{HEIGHT - size(level) / most * (HEIGHT - 4):.1f}")
    return "".join([*steps, f"H{WIDTH}V{HEIGHT}Z"])
