"""What the pages of a draft show of the meeting itself, whoever looks."""

from typing import Any
from uuid import UUID

from starlette.requests import Request

from rakor.drafting.queries.substance import seats_of
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.pages.meeting import coming, planned

SHOWN_DAYS = 5


def meeting_id(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def sheet(meeting: Meeting, *, confidential: bool) -> dict[str, Any]:
    """The draft as it is: its agenda with times, its next days, and who is on the list."""
    items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position", "id")
    shown = planned(meeting, items)
    return {
        "agenda": [row for row in shown if confidential or not row[1].confidential],
        "withheld": 0 if confidential else sum(item.confidential for item in items),
        "days": await coming(meeting, SHOWN_DAYS),
        "seats": await seats_of(meeting.id),
    }
