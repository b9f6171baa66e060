"""How promises went over the weeks: what was done, what was open, what was overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rakor.followups.rules.states import CLOSED, FollowUpState

MOST_WEEKS = 53
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Life:
    """One promise: the day it began, the day it is due, and the day of each turn it took."""

    began: date
    due: date | None
    turns: Sequence[tuple[date, FollowUpState]] = ()

    def state_on(self, day: date) -> FollowUpState | None:
        """Where it stood at the end of a day; None before it began."""
        if day < self.began:
            return None
        known = [state for at, state in self.turns if at <= day]
        return known[-1] if known else FollowUpState.NOT_STARTED


@dataclass(frozen=True, slots=True)
class Week:
    """The counts at the end of a day; `planned` are those whose date had come."""

    day: date
    done: int
    open: int
    late: int
    planned: int

    @property
    def total(self) -> int:
        return self.done + self.open + self.late


def weekly(lives: Sequence[Life], today: date) -> list[Week]:
    """A count for each week from the first promise until today, at most a year of them.

    The last is of today. What was cancelled or led to another agency counts nowhere from then on.
    """
    if not lives or min(life.began for life in lives) > today:
        return []
    first = min(life.began for life in lives)
    weeks = min((today - first) // WEEK, MOST_WEEKS - 2)
    days = [today - WEEK * n for n in range(weeks, -1, -1)]
    if days[0] > first and len(days) < MOST_WEEKS and weeks < MOST_WEEKS - 2:
        days.insert(0, first)
    return [_counted(lives, day) for day in days]


def _counted(lives: Sequence[Life], day: date) -> Week:
    done = still_open = late = planned = 0
    for life in lives:
        state = life.state_on(day)
        if state is None or (state in CLOSED and state is not FollowUpState.DONE):
            continue
        due = life.due
        planned += due is not None and due <= day
        if state is FollowUpState.DONE:
            done += 1
        elif due is not None and due < day:
            late += 1
        else:
            still_open += 1
    return Week(day, done, still_open, late, planned)
