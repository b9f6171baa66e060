"""Attendance as documents and sheets."""

from rakor.attendance.export.tables import (
    agencies_table,
    mode_word,
    people_table,
    standing_word,
    workbook,
)

__all__ = [
    "agencies_table",
    "mode_word",
    "people_table",
    "standing_word",
    "workbook",
]
