"""A day as it is drawn in columns of a quarter of an hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
# What a day shows at least; what lies outside makes it the whole day.
FIRST, LAST = 6, 20
Between = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Picture:
    """From which moment on a day is drawn, and in how many quarters of an hour."""

    since: datetime
    count: int
    hours: tuple[int, ...]

    @property
    def whole(self) -> bool:
        return len(self.hours) == 24

    def column(self, at: datetime) -> int:
        """The quarter in which a moment lies, -1 outside."""
        place = (at - self.since) // QUARTER
        return place if 0 <= place < self.count else -1

    def columns(self, span: Between) -> tuple[int, int] | None:
        """Where a span begins and how many quarters it touches; None outside."""
        first = max((span[0] - self.since) // QUARTER, 0)
        last = min(-((self.since - span[1]) // QUARTER), self.count)
        return (first, last - first) if last > first else None

    def within(self, span: Between) -> tuple[int, int]:
        """The same for what lies in the picture at least in part."""
        return self.columns(span) or (0, 1)


def picture_of(day: date, zone: str, spans: Iterable[Between]) -> Picture:
    """The hours of a day in a zone in which all that happens then can be drawn."""
    local = ZoneInfo(zone)
    midnight = datetime.combine(day, time(), local)
    ends = datetime.combine(day + timedelta(days=1), time(), local)
    opens, closes = midnight.replace(hour=FIRST), midnight.replace(hour=LAST)
    outside = [
        span
        for span in spans
        if span[0] < ends and span[1] > midnight and (span[0] < opens or span[1] > closes)
    ]
    hours = tuple(range(24)) if outside else tuple(range(FIRST, LAST))
    since = midnight if outside else opens
    return Picture(since.astimezone(UTC), len(hours) * 4, hours)
