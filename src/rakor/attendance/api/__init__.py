"""Doors for programs: check-ins, and who came."""

from rakor.attendance.api.check_ins import endpoints

__all__ = ["endpoints"]
