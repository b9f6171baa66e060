"""The public calendar of a programme: each session an event that calendars keep up to date."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rakor.invitations import itip
from rakor.invitations.itip import CalendarMeeting
from rakor.invitations.queries import calendar_meeting, days_of_series
from rakor.programmes.models import Programme
from rakor.programmes.queries.events import Event
from rakor.settings import settings
from rakor.words import _

END = b"\r\nEND:VEVENT\r\n"
OFF = b"\r\nSTATUS:CANCELLED\r\n"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A whole calendar as bytes, with what HTTP says about them (RFC 9110 section 8.8)."""

    content: bytes
    etag: str
    changed_at: datetime


async def calendar_of(programme: Programme, events: Sequence[Event]) -> Calendar:
    """The same bytes as long as nothing in it changes. Nobody is named but the organizer.

    What was called off stays and says so (STATUS:CANCELLED, RFC 5545 section 3.8.1.11).
    """
    page = f"{settings().public_url}/programmes/{programme.id}/public"
    party = itip.Party(settings().mail_reply, programme.organizer.name)
    days = await days_of_series([each.meeting for each in events if each.meeting])
    written = []
    for event in events:
        if event.meeting:
            told = calendar_meeting(event.meeting, days=days.get(event.meeting.id, ()))
        else:
            told = _session(programme, event)
        written.append(_event(_public(told, programme, event, page), party, event.changed_at))
    content = itip.feed(written, name=programme.title, zones=[programme.timezone])
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    latest = max([programme.changed_at, *(event.changed_at for event in events)])
    return Calendar(content, etag, latest)


def _session(programme: Programme, event: Event) -> CalendarMeeting:
    return CalendarMeeting(
        uid=event.uid,
        sequence=event.row.sequence,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=programme.timezone,
        location=", ".join(filter(None, [event.row.room, programme.place])),
        status="CANCELLED" if event.cancelled else "CONFIRMED",
    )


def _public(
    told: CalendarMeeting, programme: Programme, event: Event, page: str
) -> CalendarMeeting:
    """As everybody may read it: what a meeting is for, and its own page, are for those invited."""
    theme = event.meeting.theme if event.meeting else ""
    lines = [theme, _("Bagian dari {title}").format(title=programme.title), event.row.track]
    title = told.title
    if told.status == "CANCELLED":
        words = _("Ditunda: {title}") if event.postponed else _("Dibatalkan: {title}")
        title = words.format(title=title)
    return replace(
        told,
        title=title,
        description="\n\n".join(filter(None, lines)),
        url=page,
        join_url="",
        overrides=tuple(replace(day, description="", url=page) for day in told.overrides),
    )


def _event(told: CalendarMeeting, party: itip.Party, stamp: datetime) -> bytes:
    """The event with when it last changed (RFC 5545 section 3.8.7.3).

    No text can begin a line like those that are looked for here.
    """
    event = itip.feed_event(told, party, stamp=stamp)
    changed = f"\r\nLAST-MODIFIED:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode()
    return event.replace(OFF, OFF + b"TRANSP:TRANSPARENT\r\n").replace(END, changed + END)
