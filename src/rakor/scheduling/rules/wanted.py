"""What is asked when a time is looked for, as forms and programs say it."""

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from rakor.errors import Conflict
from rakor.meetings.rules import State
from rakor.scheduling.rules.hours import OFFICE_HOURS, Hours
from rakor.scheduling.rules.starts import STEP
from rakor.web.shapes import CalendarDay, Line, Shape
from rakor.words import _

LONGEST = 8 * 60
MOST_DAYS = 92
WEEK = frozenset(range(7))
MOVABLE = frozenset({State.DRAFT, State.SCHEDULED, State.POSTPONED})

# A select of which nothing was chosen sends an empty value.
Chosen = Annotated[UUID | None, BeforeValidator(lambda said: said or None)]


class TimeWanted(Shape):
    """From which day on, within how many days and for how many minutes a meeting is to be held.

    `optional` are agencies whose seats may be missing, by their codes. The meeting is over before
    `before` begins, begins once `after` is over, and shares no minute with `apart`: all three are
    meetings that the reader knows.
    """

    since: CalendarDay
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 14
    minutes: Annotated[int, Field(ge=STEP, le=LONGEST, multiple_of=5)] = 120
    weekends: bool = False
    optional: Annotated[list[Annotated[Line, Field(max_length=40)]], Field(max_length=500)] = []
    before: Chosen = None
    after: Chosen = None
    apart: Chosen = None

    @property
    def until(self) -> date:
        """The last day on which it may be held."""
        return self.since + timedelta(days=self.days - 1)

    @property
    def hours(self) -> Hours:
        """Office hours, on every day of the week if weekends are let in."""
        return Hours(weekdays=WEEK) if self.weekends else OFFICE_HOURS

    @property
    def heeds(self) -> set[UUID]:
        """The other meetings that this one has to heed."""
        return {key for key in (self.before, self.after, self.apart) if key is not None}


def check_findable(state: State, recurrence: str) -> None:
    """Refuses (Conflict) a meeting that has begun or is off, and a series, whose days differ."""
    if state not in MOVABLE:
        raise Conflict(_("Waktu rapat ini tidak dapat diubah lagi."), state=state.value)
    if recurrence:
        said = _("Rapat berulang tidak dicarikan waktu; setiap harinya dapat dipindah sendiri.")
        raise Conflict(said, state=state.value)
