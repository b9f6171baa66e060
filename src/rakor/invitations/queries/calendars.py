"""The meeting as calendars are told of it."""

import hashlib

from rakor.invitations.itip import CalendarMeeting, Party, publish
from rakor.meetings.models import Meeting
from rakor.meetings.rules import KINDS, Mode, State
from rakor.settings import settings
from rakor.words import _


def place_of(meeting: Meeting) -> list[str]:
    """Where the room is, line by line; nothing for a meeting that has none."""
    lines = [", ".join(filter(None, [meeting.room, meeting.venue_name]))]
    lines.append(", ".join(filter(None, [meeting.venue_address, meeting.venue_region])))
    return [line for line in lines if line] if meeting.mode is not Mode.ONLINE else []


def calendar_meeting(meeting: Meeting, *, note: str = "") -> CalendarMeeting:
    """The meeting as calendars are told of it.

    The video link is never in it: calendars are shared more widely than the letter, and the link is
    given on the personal page. `note` is the last line of the description.
    """
    online = meeting.online_provider or _("Daring") if meeting.mode is not Mode.IN_PERSON else ""
    return CalendarMeeting(
        uid=meeting.uid,
        sequence=meeting.sequence,
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        timezone=meeting.timezone,
        description="\n\n".join(filter(None, [meeting.theme, meeting.purpose, note])),
        location="; ".join(filter(None, [*place_of(meeting), online])),
        url=f"{settings().public_url}/meetings/{meeting.id}",
        categories=(_(KINDS[meeting.kind]),),
        status="CANCELLED" if meeting.state is State.CANCELLED else "CONFIRMED",
    )


def calendar_file(meeting: Meeting) -> tuple[bytes, str]:
    """The meeting for anybody's calendar, and its ETag; `meeting.organizer` is loaded."""
    organizer = Party(settings().mail_reply, meeting.organizer.name)
    content = publish(calendar_meeting(meeting), organizer, stamp=meeting.changed_at)
    return content, f'"{hashlib.sha256(content).hexdigest()[:20]}"'
