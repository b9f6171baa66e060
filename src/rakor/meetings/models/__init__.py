"""Tables of meetings: agenda, parts, seats by agency, and documents."""

from rakor.meetings.models.meeting import AgendaItem, Meeting, MeetingPart, Occurrence, Quota

__all__ = [
    "AgendaItem",
    "Meeting",
    "MeetingPart",
    "Occurrence",
    "Quota",
]
