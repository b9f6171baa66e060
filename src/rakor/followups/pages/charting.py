"""The chart of promises over the weeks: what its areas are, in the units of its drawing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from rakor.followups.rules import Week

WIDTH, HEIGHT = 360, 170
LEFT, RIGHT, TOP, BOTTOM = 28, 352, 12, 140


@dataclass(frozen=True, slots=True)
class Chart:
    """Areas one upon the other as paths of SVG, the line of the plan, and the marks beside them.

    `levels` are the heights with their numbers, `days` the places of some days.
    """

    done: str
    open: str
    late: str
    plan: str
    levels: Sequence[tuple[float, int]]
    days: Sequence[tuple[float, date]]
    weeks: Sequence[Week]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT

    @property
    def first(self) -> Week:
        return self.weeks[0]

    @property
    def last(self) -> Week:
        return self.weeks[-1]


def drawn(weeks: Sequence[Week]) -> Chart | None:
    """The chart of these weeks; None while there are not two days to draw between."""
    if len(weeks) < 2 or not max(week.total for week in weeks):
        return None
    most = _round(max(max(week.total, week.planned) for week in weeks))
    begins, ends = weeks[0].day, weeks[-1].day
    lasts = (ends - begins).days

    def across(day: date) -> float:
        return LEFT + (day - begins).days / lasts * (RIGHT - LEFT)

    def up(count: int) -> float:
        return BOTTOM - count / most * (BOTTOM - TOP)

    def area(low: Callable[[Week], int], high: Callable[[Week], int]) -> str:
        there = [f"{across(week.day):.1f} {up(high(week)):.1f}" for week in weeks]
        back = [f"{across(week.day):.1f} {up(low(week)):.1f}" for week in reversed(weeks)]
        return f"M{'L'.join([*there, *back])}Z"

    middle = weeks[len(weeks) // 2].day
    return Chart(
        done=area(lambda week: 0, lambda week: week.done),
        open=area(lambda week: week.done, lambda week: week.done + week.open),
        late=area(lambda week: week.done + week.open, lambda week: week.total),
        plan=" ".join(f"{across(week.day):.1f} {up(week.planned):.1f}" for week in weeks),
        levels=[(up(n), n) for n in (0, most // 2, most)],
        days=[(across(day), day) for day in sorted({begins, middle, ends})],
        weeks=weeks,
    )


def _round(most: int) -> int:
    """The height of the drawing: even, so that its half is a number of promises too."""
    return most + most % 2
