"""Pages of attendance."""

from rakor.attendance.pages.attendance import routes

__all__ = ["routes"]
