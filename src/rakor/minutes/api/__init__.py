"""Doors for programs: the minutes and their documents."""

from rakor.minutes.api import minutes, photos

__all__ = ["endpoints"]

endpoints = [*minutes.endpoints, *photos.endpoints]
