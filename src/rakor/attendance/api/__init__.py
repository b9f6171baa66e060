"""Doors for programs: check-ins, desks and their devices, and who came."""

from rakor.attendance.api import (
    badges,
    check_ins,
    corrections,
    credits,
    devices,
    guests,
    lists,
    nominations,
    online,
    plan,
    recaps,
    uploads,
)

__all__ = ["endpoints"]

endpoints = [
    *check_ins.endpoints,
    *lists.endpoints,
    *recaps.endpoints,
    *credits.endpoints,
    *uploads.endpoints,
    *devices.endpoints,
    *corrections.endpoints,
    *badges.endpoints,
    *plan.endpoints,
    *guests.endpoints,
    *nominations.endpoints,
    *online.endpoints,
]
