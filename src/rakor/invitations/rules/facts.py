"""What calendars are told of a meeting, as values that can be kept and compared."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from rakor.meetings.rules import Series, Window, is_start, starts

# Two rules are compared over this many days of them; endless ones repeat themselves before that.
_COMPARED = 400


class Standing(StrEnum):
    """Whether a meeting is held at the time that is told."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"


class DayStanding(StrEnum):
    """How one day of a series stands beside its rule."""

    PLANNED = "planned"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One day of a series. `recurrence_id` is its original start; empty texts are the series'."""

    recurrence_id: datetime
    standing: DayStanding
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    reason: str = ""

    @property
    def is_held(self) -> bool:
        return self.standing is not DayStanding.CANCELLED


@dataclass(frozen=True, slots=True)
class Facts:
    """All that those invited are told of a meeting; times are in UTC.

    `link` stands for the video link and its codes without telling them. A `hidden` meeting is told
    of without any of its facts. `days` are those that are not as the rule says, in their order.
    """

    uid: str
    sequence: int
    revision: int
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    theme: str = ""
    purpose: str = ""
    place: str = ""
    mode: str = "hybrid"
    online: str = ""
    link: str = ""
    organizer: str = ""
    sent_by: bool = False
    recurrence: str = ""
    days: tuple[DayFacts, ...] = ()
    standing: Standing = Standing.CONFIRMED
    reason: str = ""
    hidden: bool = False

    @property
    def series(self) -> Series:
        return Series(self.starts_at, self.ends_at, self.timezone, self.recurrence)

    @property
    def is_on(self) -> bool:
        return self.standing is Standing.CONFIRMED

    def row(self, recurrence_id: datetime) -> DayFacts | None:
        """What is different on that day; None where it is as the rule says."""
        return next((day for day in self.days if day.recurrence_id == recurrence_id), None)

    def bare_day(self, recurrence_id: datetime) -> DayFacts | None:
        """That day with what it has of its own; None where the series has no such day."""
        return self.row(recurrence_id) or self._planned(recurrence_id)

    def day(self, recurrence_id: datetime) -> DayFacts | None:
        """That day with all its facts; None where the series has no such day."""
        row = self.bare_day(recurrence_id)
        if row is None:
            return None
        return replace(row, title=row.title or self.title, place=row.place or self.place)

    def _planned(self, at: datetime) -> DayFacts | None:
        if not self.recurrence or not is_start(self.series, at):
            return None
        length = self.ends_at - self.starts_at
        return DayFacts(at, DayStanding.PLANNED, at, at + length)

    def is_as_planned(self, row: DayFacts) -> bool:
        """Whether a day has the length, title and place of the series, and its own first start."""
        length = self.ends_at - self.starts_at
        times = (row.recurrence_id, row.recurrence_id + length)
        return (row.starts_at, row.ends_at) == times and not (row.title or row.place)


def kept(facts: Facts) -> dict[str, Any]:
    """The facts as they are stored: plain JSON."""
    return {name: _plain(value) for name, value in asdict(facts).items()}


def read_facts(stored: Mapping[str, Any]) -> Facts:
    """The facts that were stored; a member that a later version added has its default."""
    known = {each.name for each in fields(Facts)}
    found = {name: value for name, value in stored.items() if name in known}
    for name in ("starts_at", "ends_at"):
        found[name] = datetime.fromisoformat(found[name])
    found["standing"] = Standing(found.get("standing", Standing.CONFIRMED))
    found["days"] = tuple(_read_day(day) for day in found.get("days", ()))
    return Facts(**found)


def _read_day(stored: Mapping[str, Any]) -> DayFacts:
    found = dict(stored)
    for name in ("recurrence_id", "starts_at", "ends_at"):
        found[name] = datetime.fromisoformat(found[name])
    found["standing"] = DayStanding(found["standing"])
    return DayFacts(**found)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list | tuple):
        return [{name: _plain(part) for name, part in day.items()} for day in value]
    return value


@lru_cache(maxsize=256)
def adds_days(told: Series, now: Series) -> bool:
    """Whether a rule gives days that the one before did not, or gives them at another hour.

    A rule that only ends sooner asks nobody anew (RFC 6638 section 3.2.8).
    """
    if (told.starts_at, told.ends_at, told.timezone) != (now.starts_at, now.ends_at, now.timezone):
        return True
    if not told.recurrence or not now.recurrence:
        return bool(now.recurrence)
    new = [at for at, _n in zip(starts(now), range(_COMPARED), strict=False)]
    if not new:
        return False
    window = Window(now.starts_at, new[-1] + (now.ends_at - now.starts_at))
    return not set(new) <= set(starts(told, window))
