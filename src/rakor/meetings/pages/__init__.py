"""Pages of meetings: lists, one meeting with its days, forms and documents, and all rights."""

from rakor.meetings.pages import (
    calendar,
    checks,
    days,
    lists,
    materials,
    meeting,
    moving,
    planning,
    rights,
    rooms,
)

routes = [
    *lists.routes,
    *calendar.routes,
    *rooms.routes,
    *checks.routes,
    *planning.routes,
    *meeting.routes,
    *moving.routes,
    *materials.routes,
    *days.routes,
    *rights.routes,
]
