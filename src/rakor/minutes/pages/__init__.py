"""Pages of the minutes."""

from rakor.minutes.pages import minutes

__all__ = ["routes"]

routes = [*minutes.routes]
