"""Pages of attendance."""

from rakor.attendance.pages import (
    attendance,
    badges,
    credits,
    desk,
    devices,
    guests,
    ledger,
    naming,
    nominations,
    online,
    plan,
    recaps,
)

__all__ = ["routes"]

routes = [
    *desk.routes,
    *devices.routes,
    *ledger.routes,
    *badges.routes,
    *recaps.routes,
    *credits.routes,
    *attendance.routes,
    *plan.routes,
    *guests.routes,
    *nominations.routes,
    *naming.routes,
    *online.routes,
]
