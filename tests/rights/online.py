"""Somebody in the video room of each meeting whom nobody knows, and the report that says so."""

from datetime import timedelta
from typing import Any

from rakor.attendance.models import OnlineReport, OnlineVisit
from rakor.attendance.rules.online import visitor_key
from rakor.meetings.models import Meeting

NAME = "iPhone seseorang"


async def video_room(meeting: Meeting) -> dict[str, Any]:
    """The keys of the doors that lead to them."""
    facts = {"filename": "participants.csv", "row_count": 1, "at": meeting.starts_at}
    report, _made = await OnlineReport.get_or_create(
        meeting=meeting, sha256="0" * 64, defaults=facts
    )
    visit = {"name": NAME, "joined_at": meeting.starts_at, "told_by": report.id}
    visit["left_at"] = meeting.starts_at + timedelta(hours=1)
    await OnlineVisit.get_or_create(meeting=meeting, key="v-of-a-phone", defaults=visit)
    return {"visitor": visitor_key(meeting.id, NAME, ""), "online_report": report.id}
