"""Pages of attendance."""

from rakor.attendance.pages import attendance, desk

__all__ = ["routes"]

routes = [*desk.routes, *attendance.routes]
