"""Doors for programs: check-ins, desks and their devices, and who came."""

from rakor.attendance.api import check_ins, devices, uploads

__all__ = ["endpoints"]

endpoints = [*check_ins.endpoints, *uploads.endpoints, *devices.endpoints]
