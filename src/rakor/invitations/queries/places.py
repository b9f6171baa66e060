"""Where a meeting takes place, line by line."""

from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.rules import Mode


def place_of(meeting: Meeting) -> list[str]:
    """Where the room is, line by line; nothing for a meeting that has none."""
    return _lines(meeting) if meeting.mode is not Mode.ONLINE else []


def place_of_day(day: Occurrence) -> list[str]:
    """The place that one day has of its own."""
    return _lines(day)


def _lines(there: Meeting | Occurrence) -> list[str]:
    lines = [", ".join(filter(None, [there.room, there.venue_name]))]
    lines.append(", ".join(filter(None, [there.venue_address, there.venue_region])))
    return [line for line in lines if line]
