"""What Rakor tells calendars: REQUEST, CANCEL, PUBLISH and feeds (RFC 5545, 5546, 7986)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Event, vCalAddress, vText, vUri
from icalendar.parser import dquote

from rakor import __version__

PRODID = f"-//Rakor//Rakor {__version__}//ID"

# The zones of Indonesia have no summer time, so each is one STANDARD block, written once.
_ZONES = {
    "Asia/Jakarta": ("WIB", "+0700"),
    "Asia/Pontianak": ("WIB", "+0700"),
    "Asia/Makassar": ("WITA", "+0800"),
    "Asia/Jayapura": ("WIT", "+0900"),
}
_ROLES = {"chair": "CHAIR", "observer": "OPT-PARTICIPANT", "guest": "OPT-PARTICIPANT"}
# Written by `Rendered` for each recipient; everything else is the same for all of them.
_PERSONAL = ("ATTENDEE", "DTSTAMP", "ORGANIZER")
_FOLD = 74  # octets of a folded line without its leading space
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Party:
    """Someone as a calendar sees them: an e-mail address and the name to show."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarMeeting:
    """A single meeting as calendars are told of it; times are aware.

    `url` is the page of the meeting. `join_url` is the video link and is "" for an audience that
    may not see it; `join_label` names it in the reader's language. `status` is CONFIRMED,
    TENTATIVE or CANCELLED (RFC 5545 section 3.8.1.11). Outside the three zones of Indonesia the
    times are written in UTC.
    """

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str = "Asia/Jakarta"
    description: str = ""
    location: str = ""
    url: str = ""
    join_url: str = ""
    join_label: str = ""
    categories: tuple[str, ...] = ()
    status: str = "CONFIRMED"


def request(
    meeting: CalendarMeeting,
    organizer: Party,
    attendee: Party,
    *,
    stamp: datetime,
    role: str = "participant",
    partstat: str = "NEEDS-ACTION",
) -> bytes:
    """Invite one person, or tell them that something changed (RFC 5546 section 3.2.2)."""
    event = _event(meeting, with_join=bool(meeting.join_url))
    event.add("dtstamp", stamp.astimezone(UTC))
    event["ORGANIZER"] = _organizer(organizer)
    event["ATTENDEE"] = _attendee(attendee, role, partstat)
    return _calendar("REQUEST", meeting.timezone, _bytes(event))


def cancel(
    meeting: CalendarMeeting,
    organizer: Party,
    attendee: Party,
    *,
    stamp: datetime,
    whole: bool,
) -> bytes:
    """Call the meeting off for one person (RFC 5546 section 3.2.5).

    With `whole` the meeting is cancelled for everybody; without, only this person is no longer
    asked, and STATUS must not be present. The caller has already raised the SEQUENCE.
    """
    event = _event(meeting, with_join=False)
    if whole:
        event["STATUS"] = vText("CANCELLED")
    else:
        event.pop("STATUS")
    event.pop("X-MICROSOFT-DISALLOW-COUNTER")
    event.add("dtstamp", stamp.astimezone(UTC))
    event["ORGANIZER"] = _organizer(organizer)
    event["ATTENDEE"] = _address(attendee, plus=True)
    return _calendar("CANCEL", meeting.timezone, _bytes(event))


@lru_cache(maxsize=512)
def publish(meeting: CalendarMeeting, organizer: Party, *, stamp: datetime) -> bytes:
    """The meeting as a file for anybody's calendar: nobody's name but the organizer's.

    The same input gives the same bytes, so `stamp` is the time of the meeting's last change;
    calendars ask again and again for what has not changed.
    """
    return _calendar("PUBLISH", meeting.timezone, feed_event(meeting, organizer, stamp=stamp))


def feed_event(meeting: CalendarMeeting, organizer: Party, *, stamp: datetime) -> bytes:
    """One meeting as VEVENT bytes, to be kept and joined into feeds."""
    event = _event(meeting, with_join=bool(meeting.join_url))
    event.pop("X-MICROSOFT-DISALLOW-COUNTER")
    event.add("dtstamp", stamp.astimezone(UTC))
    event["ORGANIZER"] = _organizer(organizer)
    return _bytes(event)


def feed(events: Iterable[bytes], *, name: str, refresh: timedelta = timedelta(hours=1)) -> bytes:
    """A calendar to subscribe to, joined from `feed_event` bytes (RFC 7986 sections 5.1, 5.7)."""
    duration = f"PT{refresh // timedelta(minutes=1)}M"
    title = str(vText(_one_line(name)).to_ical(), "utf-8")
    head = (
        _line(f"NAME:{title}")
        + _line(f"X-WR-CALNAME:{title}")
        + _line(f"REFRESH-INTERVAL;VALUE=DURATION:{duration}")
        + _line(f"X-PUBLISHED-TTL:{duration}")
    )
    zones = b"".join(_zone(timezone) for timezone in _ZONES)
    return b"".join((_opening("PUBLISH"), head, zones, *events, b"END:VCALENDAR\r\n"))


class Rendered:
    """A meeting's REQUEST written once, of which each recipient gets their own copy.

    Writing 20,000 invitations one by one takes half a minute of computing; here only the lines
    that differ are made anew. The bytes are those of `request`.
    """

    def __init__(self, meeting: CalendarMeeting) -> None:
        self._pieces = {
            with_join: _pieces(meeting, with_join=with_join)
            for with_join in {False, bool(meeting.join_url)}
        }
        self._has_link = bool(meeting.join_url)

    def request(
        self,
        organizer: Party,
        attendee: Party,
        *,
        stamp: datetime,
        role: str = "participant",
        partstat: str = "NEEDS-ACTION",
        may_join: bool = True,
    ) -> bytes:
        """The invitation of one person; without `may_join` it says nothing of the video link."""
        lines = {
            "ATTENDEE": _attendee_line(attendee, role, partstat),
            "DTSTAMP": stamp.astimezone(UTC).strftime("DTSTAMP:%Y%m%dT%H%M%SZ\r\n").encode(),
            "ORGANIZER": _organizer_line(organizer),
        }
        pieces = self._pieces[may_join and self._has_link]
        return b"".join(lines[piece] if isinstance(piece, str) else piece for piece in pieces)


def _pieces(meeting: CalendarMeeting, *, with_join: bool) -> list[bytes | str]:
    """The REQUEST as bytes, with the names of the personal lines where they belong."""
    nobody = Party("x@x.invalid")
    event = _event(meeting, with_join=with_join)
    event.add("dtstamp", meeting.starts_at.astimezone(UTC))
    event["ORGANIZER"] = _organizer(nobody)
    event["ATTENDEE"] = _attendee(nobody, "participant", "NEEDS-ACTION")
    pieces: list[bytes | str] = [_opening("REQUEST") + _zone(meeting.timezone)]
    shared = b""
    for line in event.content_lines():
        name = str(line).partition(":")[0].partition(";")[0]
        if name in _PERSONAL:
            pieces += [shared, name]
            shared = b""
        elif line:
            shared += _line(str(line))
    return [*pieces, shared + b"END:VCALENDAR\r\n"]


def _event(meeting: CalendarMeeting, *, with_join: bool) -> Event:
    """Everything about the meeting that is the same for every recipient of one kind."""
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("summary", _one_line(meeting.title))
    event.add("dtstart", _local(meeting.starts_at, meeting.timezone))
    event.add("dtend", _local(meeting.ends_at, meeting.timezone))
    event.add("status", meeting.status)
    event.add("transp", "OPAQUE")
    event.add("X-MICROSOFT-DISALLOW-COUNTER", "TRUE")
    if meeting.categories:
        event.add("categories", [_one_line(category) for category in meeting.categories])
    url = _uri(meeting.url)
    if url:
        event.add("url", vUri(url))
    # Outlook and Gmail do not show CONFERENCE, so the link is repeated where people look.
    link = _uri(meeting.join_url) if with_join else ""
    if link:
        event["CONFERENCE"] = _conference(link, meeting.join_label)
    labelled = f"{_one_line(meeting.join_label)}: {link}" if meeting.join_label else link
    description = [meeting.description, labelled if link else "", url]
    location = [_one_line(meeting.location), link]
    event.add("description", "\n\n".join(filter(None, map(_lines, description))))
    event.add("location", "; ".join(filter(None, location)))
    return event


def _conference(link: str, label: str) -> vUri:
    uri = vUri(link)
    uri.params["VALUE"] = "URI"
    uri.params["FEATURE"] = ["AUDIO", "VIDEO"]
    if label:
        uri.params["LABEL"] = _parameter(label)
    return uri


def _organizer(party: Party) -> vCalAddress:
    # Outlook drops what follows a bare "+" in ORGANIZER; percent-encoded it comes back whole.
    return _address(party, plus=False)


def _attendee(party: Party, role: str, partstat: str) -> vCalAddress:
    value = _address(party, plus=True)
    value.params["CUTYPE"] = "INDIVIDUAL"
    value.params["ROLE"] = _role(role)
    value.params["PARTSTAT"] = partstat
    # Without RSVP=TRUE Thunderbird and Gmail show no buttons.
    value.params["RSVP"] = "TRUE"
    return value


def _address(party: Party, *, plus: bool) -> vCalAddress:
    value = vCalAddress(_mailto(party.address, plus=plus))
    name = _parameter(party.name)
    if name:
        value.params["CN"] = name
    return value


def _mailto(address: str, *, plus: bool) -> str:
    """RFC 6068 section 2; "+" stays as it is where the owner's calendar compares addresses."""
    return "mailto:" + quote(address, safe="@!$'*+" if plus else "@!$'*")


def _role(role: str) -> str:
    return _ROLES.get(role, "REQ-PARTICIPANT")


def _local(moment: datetime, timezone: str) -> datetime:
    if timezone not in _ZONES:
        return moment.astimezone(UTC)
    return moment.astimezone(ZoneInfo(timezone))


def _bytes(event: Event) -> bytes:
    return bytes(event.to_ical())


def _calendar(method: str, timezone: str, event: bytes) -> bytes:
    return b"".join((_opening(method), _zone(timezone), event, b"END:VCALENDAR\r\n"))


def _opening(method: str) -> bytes:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN")
    return b"".join(map(_line, (*lines, f"METHOD:{method}")))


@cache
def _zone(timezone: str) -> bytes:
    """The VTIMEZONE of a zone of Indonesia; nothing for the others, whose times are in UTC."""
    if timezone not in _ZONES:
        return b""
    name, offset = _ZONES[timezone]
    lines = (
        "BEGIN:VTIMEZONE",
        f"TZID:{timezone}",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        f"TZNAME:{name}",
        f"TZOFFSETFROM:{offset}",
        f"TZOFFSETTO:{offset}",
        "END:STANDARD",
        "END:VTIMEZONE",
    )
    return b"".join(map(_line, lines))


def _attendee_line(party: Party, role: str, partstat: str) -> bytes:
    rest = f"CUTYPE=INDIVIDUAL;PARTSTAT={partstat};ROLE={_role(role)};RSVP=TRUE"
    return _line(f"ATTENDEE;{_cn(party)}{rest}:{_mailto(party.address, plus=True)}")


def _organizer_line(party: Party) -> bytes:
    cn = _cn(party).removesuffix(";")
    return _line(f"ORGANIZER{cn and ';' + cn}:{_mailto(party.address, plus=False)}")


def _cn(party: Party) -> str:
    name = _parameter(party.name)
    quoted = dquote(name, always_quote=" " in name or "'" in name)
    return f"CN={quoted};" if name else ""


def _line(text: str) -> bytes:
    """One content line, folded by octets and never inside a letter (RFC 5545 section 3.1)."""
    raw = text.encode()
    pieces = []
    start = 0
    while len(raw) - start > _FOLD:
        end = start + _FOLD
        while raw[end] & 0xC0 == 0x80:  # the middle of a letter
            end -= 1
        if raw[end - 1] in b"\\^":  # some readers unescape before they unfold
            end -= 1
        pieces.append(raw[start:end])
        start = end
    return b"\r\n ".join([*pieces, raw[start:]]) + b"\r\n"


def _uri(address: str) -> str:
    return "".join(_lines(address).split())


def _parameter(text: str) -> str:
    """A name as parameter; Outlook shows RFC 6868's ^' as it is, so quotes become apostrophes."""
    return _one_line(text).replace('"', "'").replace("^", "")


def _one_line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """Text without what calendars choke on: control characters, half surrogates."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
