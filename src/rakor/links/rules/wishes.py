"""What a meeting asks of a video service, and whether the service was told already."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

LONGEST_TOPIC = 200
# What is longer, or repeats, is held in a room that is always open: a link for all of its days.
LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a room is for. `marker` finds it again at the service; `door` is our way into it."""

    marker: str
    topic: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    repeats: bool
    door: str

    @property
    def is_open(self) -> bool:
        """Whether the room stands open instead of being booked for a span of time."""
        return self.repeats or self.ends_at - self.starts_at > LONGEST

    @property
    def told(self) -> str:
        """Stands for all that a service is told; another wish, another text."""
        span = (self.starts_at.astimezone(UTC), self.ends_at.astimezone(UTC))
        times = "" if self.is_open else "|".join(each.isoformat() for each in span)
        said = "\0".join((self.topic, times, self.timezone, str(self.is_open)))
        return hashlib.sha256(said.encode()).hexdigest()

    def zoom_meeting(self, now: datetime) -> dict[str, Any]:
        """The body of Zoom's Create and Update a meeting; type 3 is a room without fixed times.

        Zoom refuses a start that has passed, so what has begun is booked as a room that is open.
        """
        said: dict[str, Any] = {"topic": self.topic[:LONGEST_TOPIC], "agenda": self.marker}
        if self.is_open or self.starts_at <= now:
            return {**said, "type": 3}
        length = self.ends_at - self.starts_at
        return {
            **said,
            "type": 2,
            "start_time": f"{self.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "duration": -(-int(length.total_seconds()) // 60),
            "timezone": self.timezone,
        }


@dataclass(frozen=True, slots=True)
class Made:
    """What a service holds: its own key, and how people join."""

    remote: str
    join_url: str
    meeting_number: str = ""
    passcode: str = ""
