"""Tables of meetings: agenda, parts, seats by agency, and documents."""

from rakor.meetings.models.materials import Material, MaterialVersion
from rakor.meetings.models.meeting import (
    AgendaItem,
    Meeting,
    MeetingPart,
    Occurrence,
    Quota,
    RoomUse,
)

__all__ = [
    "AgendaItem",
    "Material",
    "MaterialVersion",
    "Meeting",
    "MeetingPart",
    "Occurrence",
    "Quota",
    "RoomUse",
]
