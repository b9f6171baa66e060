"""Content lines by hand: the few that differ from reader to reader, and what all need."""

import re
from datetime import UTC, datetime
from functools import cache, lru_cache
from urllib.parse import quote

from icalendar import Timezone
from icalendar.parser import dquote

from rakor import __version__
from rakor.invitations.itip.emit.values import Attendee, Party

PRODID = f"-//Rakor//Rakor {__version__}//ID"

# The zones of Indonesia have no summer time, so each is one STANDARD block, written once.
ZONES = {
    "Asia/Jakarta": ("WIB", "+0700"),
    "Asia/Pontianak": ("WIB", "+0700"),
    "Asia/Makassar": ("WITA", "+0800"),
    "Asia/Jayapura": ("WIT", "+0900"),
}
_ROLES = {"chair": "CHAIR", "observer": "OPT-PARTICIPANT", "guest": "OPT-PARTICIPANT"}
_FOLD = 74  # octets of a folded line without its leading space
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def opening(method: str) -> bytes:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN")
    return b"".join(map(line, (*lines, f"METHOD:{method}")))


@cache
def zone(timezone: str, *, repeats: bool = False) -> bytes:
    """The VTIMEZONE that times need (RFC 5545 section 3.6.5); nothing where they are in UTC.

    Only a series needs the zone of another country, as its hour follows the clock on the wall.
    """
    if timezone not in ZONES:
        return _foreign(timezone) if repeats else b""
    name, offset = ZONES[timezone]
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
    return b"".join(map(line, lines))


def _foreign(timezone: str) -> bytes:
    block = Timezone.from_tzid(timezone)
    # The grammar of VTIMEZONE knows no COMMENT.
    block.pop("COMMENT", None)
    return bytes(block.to_ical())


@lru_cache(maxsize=4096)
def attendee_line(attendee: Attendee) -> bytes:
    party = attendee.party
    parts = [
        _cn(party),
        f"CUTYPE={'GROUP' if attendee.is_group else 'INDIVIDUAL'}",
        f'DELEGATED-FROM="{mailto(attendee.stands_for)}"' if attendee.stands_for else "",
        f'DELEGATED-TO="{mailto(attendee.sends)}"' if attendee.sends else "",
        f"PARTSTAT={attendee.partstat}",
        f"ROLE={role(attendee.role)}",
        f"RSVP={'TRUE' if attendee.asks else 'FALSE'}",
    ]
    return line(f"ATTENDEE;{';'.join(filter(None, parts))}:{mailto(party.address)}")


def removed_line(attendee: Attendee) -> bytes:
    """Whom a CANCEL is about, without any question to them."""
    party = attendee.party
    return line(";".join(filter(None, ("ATTENDEE", _cn(party)))) + f":{mailto(party.address)}")


def organizer_line(party: Party) -> bytes:
    # Outlook drops what follows a bare "+" in ORGANIZER; percent-encoded it comes back whole.
    sent_by = f'SENT-BY="{mailto(party.sent_by, plus=False)}"' if party.sent_by else ""
    name = ";".join(filter(None, ("ORGANIZER", _cn(party), sent_by)))
    return line(f"{name}:{mailto(party.address, plus=False)}")


def stamp_line(stamp: datetime) -> bytes:
    return f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n".encode()


def role(part: str) -> str:
    return _ROLES.get(part, "REQ-PARTICIPANT")


def mailto(address: str, *, plus: bool = True) -> str:
    """RFC 6068 section 2; "+" stays as it is where the owner's calendar compares addresses."""
    return "mailto:" + quote(address, safe="@!$'*+" if plus else "@!$'*")


def _cn(party: Party) -> str:
    name = parameter(party.name)
    quoted = dquote(name, always_quote=" " in name or "'" in name)
    return f"CN={quoted}" if name else ""


def line(text: str) -> bytes:
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


def uri(address: str) -> str:
    return "".join(clean(address).split())


def parameter(text: str) -> str:
    """A name as parameter; Outlook shows RFC 6868's ^' as it is, so quotes become apostrophes."""
    return one_line(text).replace('"', "'").replace("^", "")


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def clean(text: str) -> str:
    """Text without what calendars choke on: control characters, half surrogates."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
