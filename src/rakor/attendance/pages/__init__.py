"""Pages of attendance."""

from rakor.attendance.pages import attendance, desk, devices

__all__ = ["routes"]

routes = [*desk.routes, *devices.routes, *attendance.routes]
