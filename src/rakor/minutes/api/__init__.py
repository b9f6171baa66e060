"""Doors for programs: the minutes and their documents."""

from rakor.minutes.api import agreement, amending, minutes, photos, report, review, signing, windows

__all__ = ["endpoints"]

endpoints = [
    *minutes.endpoints,
    *review.endpoints,
    *amending.endpoints,
    *photos.endpoints,
    *signing.endpoints,
    *agreement.endpoints,
    *report.endpoints,
    *windows.endpoints,
]
