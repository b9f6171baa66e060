"""Pages of the minutes."""

from rakor.minutes.pages import (
    agreement,
    amending,
    by_link,
    minutes,
    photos,
    report,
    review,
    signing,
    windows,
)

__all__ = ["routes"]

routes = [
    *minutes.routes,
    *review.routes,
    *amending.routes,
    *photos.routes,
    *signing.routes,
    *agreement.routes,
    *report.routes,
    *by_link.routes,
    *windows.routes,
]
