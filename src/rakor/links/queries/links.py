"""Reading the links that services make, and what stands in their way."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from rakor.links import rules
from rakor.links.models import VideoLink
from rakor.links.rules import LinkState, Open, Want, Wish
from rakor.meetings.models import Meeting
from rakor.meetings.queries import days_of
from rakor.meetings.rules import NAMED_ONLY, MadeBy, State, Window
from rakor.settings import settings
from rakor.words import _, clock, zone_name


def door_of(meeting_id: UUID) -> str:
    """Our own way into the room of a meeting."""
    return f"{settings().public_url}/meetings/{meeting_id}/join"


def wish_of(meeting: Meeting, link: VideoLink) -> Wish:
    """What a meeting asks of a service; of one that is closed not even its title."""
    hidden = meeting.security_class in NAMED_ONLY
    return Wish(
        marker=f"Rakor {link.id}",
        topic="Rapat" if hidden else meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        timezone=meeting.timezone,
        repeats=bool(meeting.recurrence),
        door=door_of(meeting.id),
    )


def want_of(meeting: Meeting, now: datetime) -> Want:
    """What a meeting wants of its service now."""
    last = meeting.series_ends_at if meeting.recurrence else meeting.ends_at
    is_over = last is not None and last < now and meeting.state is not State.IN_PROGRESS
    return rules.wanted(meeting.online_made_by, meeting.state, meeting.mode, is_over=is_over)


async def link_of(meeting_id: UUID) -> VideoLink | None:
    """What the service of a meeting holds for it now."""
    return await VideoLink.get_or_none(live=meeting_id)


async def troubled(meetings: Iterable[Meeting]) -> list[tuple[Meeting, str]]:
    """Those of these meetings whose service did not do what was asked of it, and why; one query."""
    by_id = {meeting.id: meeting for meeting in meetings}
    rows = await VideoLink.filter(live__in=list(by_id), trouble__not_isnull=True) if by_id else []
    found = {row.meeting_id: said_of(row, by_id[row.meeting_id]) for row in rows}
    return [(meeting, found[key]) for key, meeting in by_id.items() if key in found]


def said_of(link: VideoLink, meeting: Meeting) -> str:
    """What stands in the way of a link, as a sentence; "" when nothing does."""
    if link.trouble is None:
        return ""
    return rules.said(
        link.service_name,
        link.trouble,
        again=None if link.state is LinkState.FAILED else link.due_at,
        has_link=bool(link.remote),
        zone=meeting.timezone,
        now=datetime.now(UTC),
    )


async def room_of(meeting: Meeting) -> VideoLink | None:
    """The room of our own Jitsi that the link of a meeting leads to; None for any other link."""
    if not meeting.join_url.endswith(f"/meetings/{meeting.id}/join"):
        return None
    rows = VideoLink.filter(meeting_id=meeting.id, service=MadeBy.JITSI).exclude(remote="")
    return await rows.filter(join_url=meeting.join_url).order_by("-id").first()


async def hours_of(meeting: Meeting, now: datetime) -> Open:
    """From when until when people may enter the room: around the meeting, or the day it is next."""
    days = await days_of(meeting, Window(now - rules.AFTER), limit=7)
    held = next((day for day in days if day.takes_place), None)
    starts, ends = (held.starts_at, held.ends_at) if held else (meeting.starts_at, meeting.ends_at)
    hours = Open.around(starts, ends)
    if meeting.state is State.IN_PROGRESS and not hours.since <= now < hours.until:
        return Open.now(now, ends)
    return hours


async def why_shut(meeting: Meeting, now: datetime) -> str:
    """Why nobody enters the room now, as a sentence; "" when they can, and for other links."""
    if await room_of(meeting) is None:
        return ""
    hours = await hours_of(meeting, now)
    if now < hours.since:
        at = f"{clock(hours.since, meeting.timezone)} {zone_name(meeting.timezone)}"
        return _("Ruang video dibuka pukul {at}, setengah jam sebelum rapat.").format(at=at)
    return _("Ruang video sudah ditutup.") if now >= hours.until else ""
