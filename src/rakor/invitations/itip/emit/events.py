"""A meeting as VEVENT: what is the same for all who are told of it (RFC 5545, 7986)."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Event, vRecur, vText, vUri

from rakor.invitations.itip.emit.lines import ZONES, clean, one_line, parameter, uri
from rakor.invitations.itip.emit.values import CalendarMeeting


def event_of(meeting: CalendarMeeting, *, with_join: bool) -> Event:
    """Everything about the meeting that is the same for every recipient of one kind."""
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("summary", one_line(meeting.title))
    event.add("dtstart", _local(meeting.starts_at, meeting))
    event.add("dtend", _local(meeting.ends_at, meeting))
    event.add("status", meeting.status)
    # No TRANSP: it is its owner's to choose, and Cyrus keeps both theirs and ours after a change.
    _repeats(event, meeting)
    if meeting.categories:
        event.add("categories", [one_line(category) for category in meeting.categories])
    url = uri(meeting.url)
    if url:
        event.add("url", vUri(url))
    # Outlook and Gmail do not show CONFERENCE, so the link is repeated where people look.
    link = uri(meeting.join_url) if with_join else ""
    if link:
        event["CONFERENCE"] = _conference(link, meeting.join_label)
    labelled = f"{one_line(meeting.join_label)}: {link}" if meeting.join_label else link
    description = [meeting.description, labelled if link else "", url]
    location = [one_line(meeting.location), link]
    event.add("description", "\n\n".join(filter(None, map(clean, description))))
    event.add("location", "; ".join(filter(None, location)))
    return event


def called_off(event: Event, *, whole: bool) -> Event:
    """The event as a CANCEL has it: STATUS:CANCELLED for all, none for whoever is removed."""
    if whole:
        event["STATUS"] = vText("CANCELLED")
    else:
        event.pop("STATUS")
    return event


def _repeats(event: Event, meeting: CalendarMeeting) -> None:
    """RFC 5545 sections 3.8.5.1 to 3.8.5.3 and 3.8.4.4; all in the zone of DTSTART."""
    if meeting.recurrence_id is not None:
        event.add("recurrence-id", _local(meeting.recurrence_id, meeting))
        return
    if meeting.recurrence:
        event["RRULE"] = vRecur.from_ical(meeting.recurrence)
    if meeting.exdates:
        event.add("exdate", [_local(day, meeting) for day in meeting.exdates])
    if meeting.rdates:
        event.add("rdate", [_local(day, meeting) for day in meeting.rdates])


def _conference(link: str, label: str) -> vUri:
    value = vUri(link)
    value.params["VALUE"] = "URI"
    value.params["FEATURE"] = ["AUDIO", "VIDEO"]
    if label:
        value.params["LABEL"] = parameter(label)
    return value


def _local(moment: datetime, meeting: CalendarMeeting) -> datetime:
    if meeting.timezone not in ZONES and not meeting.repeats:
        return moment.astimezone(UTC)
    return moment.astimezone(ZoneInfo(meeting.timezone))
