"""Content lines as real calendars write them, read with patience (RFC 5545 section 3.1).

The library reads what is well-formed; what comes by mail has unquoted names with colons, doubled
line ends and zones nobody knows. Here every line stands alone, and a bad one costs only itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import unquote
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

Zones = dict[str, tzinfo]

MAX_LINE = 16_384
MAX_LINES = 20_000

_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]+@[^\s@<>\"(),:;\\\[\]\x00-\x1f\x7f]+")
_KEY = re.compile(r"([A-Za-z0-9-]+)=")
_NAME = re.compile(r"[A-Za-z-]+")
_DATES = frozenset(
    {"DTSTAMP", "DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "X-MS-OLK-ORIGINALSTART"}
)
_COLON_OF_ADDRESS = re.compile(":(?=mailto:)", re.I | re.A)
_COLON_OF_DATE = re.compile(r":(?=\d{4}-?\d\d-?\d\d)")
_MOMENT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z)?)?", re.I)
_DURATION = re.compile(r"\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.I)
_OFFSET = re.compile(r"([+-])(\d\d)[:.]?(\d\d)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}
# Letters and line ends stay; control characters and what turns text around do not.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name in capitals, its parameters unquoted, its value as written."""

    name: str
    params: dict[str, tuple[str, ...]]
    value: str

    def param(self, key: str) -> str:
        return next(iter(self.params.get(key, ())), "")


def unfold(text: str) -> list[str]:
    """Logical lines of a calendar; of endless input only the first part."""
    text = text.replace("\n ", "").replace("\n\t", "")
    return [line[:MAX_LINE] for line in text.split("\n", MAX_LINES)[:MAX_LINES] if line.strip()]


def parse(line: str) -> Line:
    """A content line, repaired where a name was not quoted."""
    if line.count('"') % 2:
        line = line.replace('"', "")
    head, value = _split_value(line)
    name, *params = head.split(";", 1)
    return Line(name.strip().upper(), _params(params[0]) if params else {}, value.strip())


def _split_value(line: str) -> tuple[str, str]:
    """Before and after the colon that opens the value.

    In `ATTENDEE;CN=Biro: Umum;PARTSTAT=ACCEPTED:mailto:x@y` it is the last one before `mailto:`,
    in `DTSTART;TZID=tzone://Microsoft/Custom:20261201T090000` the last one before a date.
    """
    bare = line
    if '"' in line:
        bare = re.sub(r'"[^"]*"', lambda quoted: "_" * len(quoted[0]), line)
    name = _NAME.match(bare)
    at = -1
    if name and name[0].upper() in {"ATTENDEE", "ORGANIZER"}:
        at = max((match.start() for match in _COLON_OF_ADDRESS.finditer(bare)), default=-1)
    elif name and name[0].upper() in _DATES:
        at = max((match.start() for match in _COLON_OF_DATE.finditer(bare)), default=-1)
    if at < 0:
        at = bare.find(":")
    return (line, "") if at < 0 else (line[:at], line[at + 1 :])


def _params(text: str) -> dict[str, tuple[str, ...]]:
    pieces: list[list[str]] = []
    for piece in _outside_quotes(text, ";"):
        if pieces and not _KEY.match(piece):
            # CN=Santoso; Budi: a name that was not quoted goes on.
            pieces[-1].append(piece)
        else:
            pieces.append([piece])
    found: dict[str, tuple[str, ...]] = {}
    for piece in map(";".join, pieces):
        key, _equals, value = piece.partition("=")
        found[key.strip().upper()] = _values(key.strip().upper(), value)
    return found


def _values(key: str, text: str) -> tuple[str, ...]:
    if key == "CN":
        return (_unquoted(text),)
    return tuple(_unquoted(value) for value in _outside_quotes(text, ","))


def _outside_quotes(text: str, separator: str) -> list[str]:
    if '"' not in text:
        return text.split(separator)
    return re.findall(rf'(?:^|(?<={separator}))(?:"[^"]*"|[^"{separator}])*', text)


def _unquoted(text: str) -> str:
    bare = text.strip().replace('"', "")
    return re.sub(r"\^[n^']", lambda match: _CARET[match[0]], bare) if "^" in bare else bare


def plain(text: str, limit: int) -> str:
    """Text as people may read it: printable, with single spaces, not endless."""
    return " ".join(_UNPRINTABLE.sub("", text[: limit * 4]).split())[:limit]


def paragraphs(text: str, limit: int) -> str:
    """The same with its line ends."""
    clean = _UNPRINTABLE.sub("", text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"\n{3,}", "\n\n", clean).strip()[:limit].rstrip()


def unescape(text: str) -> str:
    """The TEXT of a property (RFC 5545 section 3.3.11)."""
    return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)


def address(value: str) -> str:
    """An address to compare: decoded, lower-case, without `mailto:`; "" if it is none."""
    text = value.strip().strip("<>")
    if text[:7].lower() == "mailto:":
        text = unquote(text[7:].partition("?")[0])
    text = text.strip().strip("<>").lower()
    return text if len(text) <= 254 and _ADDRESS.fullmatch(text) else ""


def moment(line: Line, zones: Zones, *, naive: tzinfo | None = None) -> datetime | None:
    """The instant of a DATE-TIME in UTC; None for a DATE, a floating time, or a zone unknown.

    Yahoo writes TZID and Z together: then Z is meant.
    """
    match = _MOMENT.fullmatch(line.value)
    if match is None or match[4] is None:
        return None
    zone = UTC if match[7] else find_zone(line.param("TZID"), zones) or naive
    if zone is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def duration(value: str) -> timedelta | None:
    """A DURATION of at most a year (RFC 5545 section 3.3.6)."""
    match = _DURATION.fullmatch(value.strip()[:40])
    if match is None:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    if max(weeks, days, hours, minutes, seconds) > 10**7:
        return None
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return span if span <= timedelta(days=366) else None


def find_zone(tzid: str, zones: Zones) -> tzinfo | None:
    """A zone by its Olson or Windows name, by the offset in its name, or as the mail defines it."""
    tzid = tzid.strip()
    olson = WINDOWS_TO_OLSON.get(tzid, tzid)
    if olson in _olson_names():
        return ZoneInfo(olson)
    if tzid in zones:
        return zones[tzid]
    match = re.search(r"\((?:UTC|GMT)([+-]\d\d[:.]?\d\d)\)", tzid)
    return _offset(match[1]) if match else None


@cache
def _olson_names() -> frozenset[str]:
    return frozenset(available_timezones())


def defined_zones(lines: list[str]) -> Zones:
    """The zones a mail brings itself, where their offset never changes.

    Rules of summer time are not computed: they can be written to run for ever, and in Indonesia
    there are none.
    """
    found: Zones = {}
    for block in _blocks(lines, "VTIMEZONE"):
        parsed = [parse(line) for line in block[:200]]
        offsets = {line.value for line in parsed if line.name == "TZOFFSETTO"}
        names = [line.value for line in parsed if line.name == "TZID"]
        zone = _offset(offsets.pop()) if len(offsets) == 1 else None
        if names and zone is not None:
            found[names[0]] = zone
    return found


def _offset(text: str) -> tzinfo | None:
    match = _OFFSET.match(text)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    span = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(-span if match[1] == "-" else span)


def events(lines: list[str]) -> list[list[str]]:
    """The lines of each VEVENT, without those of the alarms inside it."""
    return list(_blocks(lines, "VEVENT"))


def free_busy(lines: list[str]) -> list[list[str]]:
    """The lines of each VFREEBUSY."""
    return list(_blocks(lines, "VFREEBUSY"))


def _blocks(lines: list[str], wanted: str) -> Iterator[list[str]]:
    """The contents of components; nested ones count only for zones, whose rules are nested."""
    block: list[str] = []
    depth = 0
    for line in lines:
        upper = line[:30].strip().upper()
        if depth and upper.startswith("BEGIN:"):
            depth += 1
        elif depth and upper.startswith("END:"):
            depth -= 1
            if not depth:
                yield block
        elif upper == f"BEGIN:{wanted}":
            block, depth = [], 1
        elif depth == 1 or (depth and wanted == "VTIMEZONE"):
            block.append(line)
