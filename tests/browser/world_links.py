"""A meeting whose link Zoom is to make, and that Zoom lets wait."""

from datetime import UTC, datetime, timedelta

from rakor.accounts.models import User
from rakor.links.models import VideoLink
from rakor.links.rules import Trouble
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Facts
from rakor.meetings.rules import MadeBy


async def furnish_link(rina: User) -> dict[str, str]:
    """The key of the meeting."""
    now = datetime.now(UTC)
    first = (now + timedelta(days=30)).replace(hour=2, minute=0, second=0, microsecond=0)
    facts = {
        "title": "Rapat Koordinasi Daring Penyelarasan Program Pengembangan Kompetensi",
        "mode": "online",
        "starts_at": first.isoformat(),
        "ends_at": (first + timedelta(hours=2)).isoformat(),
        "organizer": "BPSDM",
        "online": {"provider": "Zoom", "join_url": "https://zoom.example.go.id/j/1"},
    }
    meeting = await meetings.draft_meeting(Facts.model_validate(facts), by=rina)
    await meetings.publish(meeting.id, by=rina)
    await Meeting.filter(id=meeting.id).update(online_made_by=MadeBy.ZOOM, join_url="")
    await VideoLink.create(
        meeting_id=meeting.id,
        live=meeting.id,
        service=MadeBy.ZOOM,
        trouble=Trouble.BUSY,
        attempts=1,
        due_at=now + timedelta(hours=5),
        detail="You have exceeded the daily rate limit (100) of Meeting Create/Update requests.",
    )
    return {"linked": str(meeting.id)}
