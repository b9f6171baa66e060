"""Shares of seats that were taken, by whatever seats are grouped."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from rakor.settings import settings
from rakor.web.shapes import Shape


@dataclass(slots=True)
class Share:
    """Seats of one group: how many were asked, whose holder came, for how many a deputy did."""

    name: str
    invited: int = 0
    came: int = 0
    by_deputy: int = 0

    @property
    def empty(self) -> int:
        return self.invited - self.came - self.by_deputy


def by_share(seats: Iterable[tuple[tuple[int, str], bool, bool]]) -> list[Share]:
    """Seats grouped by name, in order: each is ((place, name), own, sent)."""
    found: dict[str, Share] = {}
    places: dict[str, int] = {}
    for (place, name), own, sent in seats:
        places[name] = min(place, places.get(name, place))
        share = found.setdefault(name, Share(name))
        share.invited += 1
        share.came += own
        share.by_deputy += sent and not own
    return sorted(found.values(), key=lambda share: (places[share.name], share.name.casefold()))


@dataclass(slots=True)
class Habit:
    """How an agency follows invitations, over several meetings.

    A meeting counts once: `came` when anybody came for the agency, `by_deputy` when only people
    did who were sent. `titles` are the meetings to which nobody came.
    """

    code: str
    name: str
    meetings: int = 0
    came: int = 0
    by_deputy: int = 0
    people: int = 0
    titles: list[str] = field(default_factory=list)

    @property
    def absent(self) -> int:
        return self.meetings - self.came


class Period(Shape):
    """From which day until which, both included; a year back when left out."""

    since: Annotated[date | None, Field(ge=date(1945, 1, 1), le=date(9000, 1, 1))] = None
    until: Annotated[date | None, Field(ge=date(1946, 1, 1), le=date(9000, 1, 1))] = None

    def days(self) -> tuple[date, date]:
        """The days that are meant."""
        zone = ZoneInfo(settings().timezone)
        last = self.until or datetime.now(zone).date()
        return self.since or last - timedelta(days=365), last

    def moments(self) -> tuple[datetime, datetime]:
        """From which moment until before which, by the clock of the installation."""
        zone = ZoneInfo(settings().timezone)
        since, until = self.days()
        return (
            datetime.combine(since, time.min, zone).astimezone(UTC),
            datetime.combine(until + timedelta(days=1), time.min, zone).astimezone(UTC),
        )
