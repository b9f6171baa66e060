"""Pages of attendance."""

from rakor.attendance.pages import (
    attendance,
    badges,
    desk,
    devices,
    guests,
    ledger,
    naming,
    nominations,
    plan,
)

__all__ = ["routes"]

routes = [
    *desk.routes,
    *devices.routes,
    *ledger.routes,
    *badges.routes,
    *attendance.routes,
    *plan.routes,
    *guests.routes,
    *nominations.routes,
    *naming.routes,
]
