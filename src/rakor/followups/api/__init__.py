"""Doors for programs: follow-ups, reports on them, links of agencies, and files."""

from rakor.followups.api import figures, followups, register, sheets, telling

__all__ = ["endpoints"]

endpoints = [
    *followups.endpoints,
    *figures.endpoints,
    *telling.endpoints,
    *sheets.endpoints,
    *register.endpoints,
]
