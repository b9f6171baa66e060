"""Attendance as documents and sheets."""

from rakor.attendance.export.badges import (
    PER_PAGE,
    Card,
    PerPage,
    badge_values,
)
from rakor.attendance.export.certificates import to_certificates
from rakor.attendance.export.lists import to_values
from rakor.attendance.export.tables import (
    agencies_table,
    everybody,
    habits_table,
    mode_of,
    mode_word,
    standing_of,
    standing_word,
    workbook,
)

__all__ = [
    "PER_PAGE",
    "Card",
    "PerPage",
    "agencies_table",
    "badge_values",
    "everybody",
    "habits_table",
    "mode_of",
    "mode_word",
    "standing_of",
    "standing_word",
    "to_certificates",
    "to_values",
    "workbook",
]
