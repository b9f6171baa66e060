"""Pages of the minutes."""

from rakor.minutes.pages import agreement, amending, minutes, photos, review, signing

__all__ = ["routes"]

routes = [
    *minutes.routes,
    *review.routes,
    *amending.routes,
    *photos.routes,
    *signing.routes,
    *agreement.routes,
]
