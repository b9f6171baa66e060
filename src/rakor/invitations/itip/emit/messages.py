"""Whole messages, written by the library one by one (RFC 5546 section 3.2)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from icalendar import Event, vCalAddress, vText

from rakor.invitations.itip.emit.events import called_off, event_of
from rakor.invitations.itip.emit.lines import (
    ZONES,
    clean,
    line,
    mailto,
    one_line,
    opening,
    parameter,
    zone,
)
from rakor.invitations.itip.emit.lines import role as role_of
from rakor.invitations.itip.emit.values import Attendee, CalendarMeeting, Party


def request(
    meeting: CalendarMeeting,
    organizer: Party,
    attendee: Party,
    *,
    stamp: datetime,
    role: str = "participant",
    partstat: str = "NEEDS-ACTION",
    others: Sequence[Attendee] = (),
) -> bytes:
    """Invite one person, or tell them that something changed (RFC 5546 section 3.2.2).

    A meeting with a `recurrence_id` is one day of a series. `others` are told to them as well.
    """
    event = event_of(meeting, with_join=bool(meeting.join_url))
    event.add("dtstamp", stamp.astimezone(UTC))
    event["ORGANIZER"] = _organizer(organizer)
    rows = [Attendee(attendee, role, partstat), *others]
    event["ATTENDEE"] = [_attendee(row) for row in rows]
    return _calendar("REQUEST", meeting, _bytes(event))


def cancel(
    meeting: CalendarMeeting,
    organizer: Party,
    attendee: Party,
    *,
    stamp: datetime,
    whole: bool,
    days: Sequence[CalendarMeeting] = (),
) -> bytes:
    """Call the meeting off for one person (RFC 5546 section 3.2.5).

    With `whole` the meeting is cancelled for everybody; without, only this person is no longer
    asked, and STATUS must not be present. With `days` only these days of the series are meant, one
    VEVENT each. The caller has already raised the SEQUENCE.
    """
    events = []
    for each in days or (meeting,):
        event = called_off(event_of(each, with_join=False), whole=whole)
        event.add("dtstamp", stamp.astimezone(UTC))
        event["ORGANIZER"] = _organizer(organizer)
        event["ATTENDEE"] = _address(attendee, plus=True)
        events.append(_bytes(event))
    return _calendar("CANCEL", meeting, *events)


def decline_counter(
    meeting: CalendarMeeting,
    organizer: Party,
    attendee: Party,
    *,
    stamp: datetime,
    sequence: int,
    comment: str,
    recurrence_id: datetime | None = None,
) -> bytes:
    """Say no to a proposed time (RFC 5546 section 3.2.8): SEQUENCE is that of the proposal."""
    event = Event()
    event.add("uid", meeting.uid)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", one_line(meeting.title))
    if recurrence_id is not None:
        event.add("recurrence-id", recurrence_id.astimezone(UTC))
    if comment:
        event.add("comment", clean(comment))
    event["ORGANIZER"] = _organizer(organizer)
    event["ATTENDEE"] = _address(attendee, plus=True)
    return b"".join((opening("DECLINECOUNTER"), _bytes(event), b"END:VCALENDAR\r\n"))


@lru_cache(maxsize=512)
def publish(meeting: CalendarMeeting, organizer: Party, *, stamp: datetime) -> bytes:
    """The meeting as a file for anybody's calendar: nobody's name but the organizer's.

    The same input gives the same bytes, so `stamp` is the time of the meeting's last change;
    calendars ask again and again for what has not changed.
    """
    return _calendar("PUBLISH", meeting, feed_event(meeting, organizer, stamp=stamp))


def feed_event(meeting: CalendarMeeting, organizer: Party, *, stamp: datetime) -> bytes:
    """One meeting as VEVENT bytes, to be kept and joined into feeds; a series with its days.

    What is cancelled stays and says so (STATUS:CANCELLED), also a single day of a series.
    """
    found = []
    for each in (meeting, *meeting.overrides):
        event = event_of(each, with_join=bool(each.join_url))
        event.add("dtstamp", stamp.astimezone(UTC))
        event["ORGANIZER"] = _organizer(organizer)
        found.append(_bytes(event))
    return b"".join(found)


def feed(
    events: Iterable[bytes],
    *,
    name: str,
    refresh: timedelta = timedelta(hours=1),
    zones: Iterable[str] = (),
) -> bytes:
    """A calendar to subscribe to, joined from `feed_event` bytes (RFC 7986 sections 5.1, 5.7).

    `zones` are those of series in other countries, beside the three of Indonesia.
    """
    duration = f"PT{refresh // timedelta(minutes=1)}M"
    title = str(vText(one_line(name)).to_ical(), "utf-8")
    head = (
        line(f"NAME:{title}")
        + line(f"X-WR-CALNAME:{title}")
        + line(f"REFRESH-INTERVAL;VALUE=DURATION:{duration}")
        + line(f"X-PUBLISHED-TTL:{duration}")
    )
    blocks = [zone(timezone) for timezone in ZONES]
    blocks += [zone(name, repeats=True) for name in sorted({*zones} - {*ZONES})]
    return b"".join((opening("PUBLISH"), head, *blocks, *events, b"END:VCALENDAR\r\n"))


def _calendar(method: str, meeting: CalendarMeeting, *events: bytes) -> bytes:
    block = zone(meeting.timezone, repeats=meeting.repeats)
    return b"".join((opening(method), block, *events, b"END:VCALENDAR\r\n"))


def _organizer(party: Party) -> vCalAddress:
    value = _address(party, plus=False)
    if party.sent_by:
        value.params["SENT-BY"] = mailto(party.sent_by, plus=False)
    return value


def _attendee(attendee: Attendee) -> vCalAddress:
    value = _address(attendee.party, plus=True)
    value.params["CUTYPE"] = "GROUP" if attendee.is_group else "INDIVIDUAL"
    value.params["ROLE"] = role_of(attendee.role)
    value.params["PARTSTAT"] = attendee.partstat
    # Without RSVP=TRUE Thunderbird and Gmail show no buttons.
    value.params["RSVP"] = "TRUE" if attendee.asks else "FALSE"
    if attendee.stands_for:
        value.params["DELEGATED-FROM"] = mailto(attendee.stands_for)
    if attendee.sends:
        value.params["DELEGATED-TO"] = mailto(attendee.sends)
    return value


def _address(party: Party, *, plus: bool) -> vCalAddress:
    value = vCalAddress(mailto(party.address, plus=plus))
    name = parameter(party.name)
    if name:
        value.params["CN"] = name
    return value


def _bytes(event: Event) -> bytes:
    return bytes(event.to_ical())
