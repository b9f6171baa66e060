"""Pages of the minutes."""

from rakor.minutes.pages import minutes, photos

__all__ = ["routes"]

routes = [*minutes.routes, *photos.routes]
