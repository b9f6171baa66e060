"""Doors for programs: follow-ups and reports on them."""

from rakor.followups.api import followups

__all__ = ["endpoints"]

endpoints = [*followups.endpoints]
