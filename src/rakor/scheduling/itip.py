"""Calendars of others, read for one thing only: when somebody is taken (RFC 5545).

What an event is called, where it is and who comes is never looked at. Whoever wrote the calendar
may be hostile: a bad line costs itself, and all of it costs no more than `SECONDS` of processor.
"""

import re
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice

from rakor.errors import Invalid
from rakor.invitations.itip import lines, mime
from rakor.meetings.rules.recurrence import LAST_DAY, days_of_rule, read_rule
from rakor.scheduling.rules import Span, end_minute_of, minute_of

SECONDS = 5.0
MOST_EVENTS = 50_000
MOST_SPANS = 50_000
MOST_PERIODS = 20_000
# Of a rule that is counted from its beginning; a day for 54 years.
MOST_COUNT = 20_000
OLDEST = date(1900, 1, 1)
FREE = frozenset({"FREE"})

# Nothing else of a calendar is looked at.
_READ = re.compile(
    r"^(?:BEGIN|END|UID|DTSTART|DTEND|DURATION|RRULE|RDATE|EXDATE|RECURRENCE-ID|STATUS|TRANSP"
    r"|X-MICROSOFT-CDO-BUSYSTATUS|FREEBUSY|TZID|TZOFFSETTO|ATTENDEE(?=[^\n]*DECLINED))[;:].*$",
    re.I | re.M,
)
_DAY = re.compile(r"\d{8}", re.ASCII)


class NotACalendar(Exception):
    """These bytes are no calendar."""


class TooMuch(Exception):
    """More than anybody's calendar holds, or than it may cost."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose calendar it is: the zone of its floating times and whole days, and their addresses."""

    zone: tzinfo
    addresses: Collection[str] = ()


@dataclass(slots=True)
class Taken:
    """When somebody is taken, by the UID of what takes their time, "" where none is told.

    `skipped` are events whose times or rules could not be understood; of such a rule the first
    event still counts.
    """

    spans: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    skipped: int = 0


def taken_times(raw: bytes, window: Span, owner: Owner) -> Taken:
    """When a calendar takes its owner's time within a window of minutes.

    Events that are cancelled, transparent or declined by their owner take none. Refuses what is no
    calendar (NotACalendar), and what is too much (TooMuch).
    """
    content = mime.text(mime.tidy(raw), "utf-8", folded=True)
    if "BEGIN:VCALENDAR" not in content[:4096].upper():
        raise NotACalendar
    return _Reader(window, owner, [found[0] for found in _READ.finditer(content)]).read()


@dataclass(frozen=True, slots=True)
class _When:
    """A start as it is written: an instant on the clocks of a zone, or a whole day there."""

    local: datetime
    whole_day: bool

    @property
    def at(self) -> datetime:
        return self.local.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Event:
    uid: str
    start: _When
    length: timedelta
    rule: str
    added: list[lines.Line]
    left_out: list[lines.Line]
    instead_of: _When | None
    counts: bool


class _Reader:
    """One calendar being read; it stops when it has cost too much."""

    def __init__(self, window: Span, owner: Owner, content: list[str]) -> None:
        self._window = window
        self._owner = owner
        self._content = content
        self._zones = lines.defined_zones(content)
        self._until = time.thread_time() + SECONDS
        self._room = MOST_SPANS
        self._taken = Taken()

    def read(self) -> Taken:
        events: list[_Event] = []
        for block in lines.events(self._content):
            if len(events) == MOST_EVENTS:
                raise TooMuch
            self._spend()
            event = self._event(block)
            if event is None:
                self._taken.skipped += 1
            else:
                events.append(event)
        # A day that was changed stands in the calendar for itself, and its series leaves it out.
        changed: dict[str, list[_When]] = defaultdict(list)
        for event in events:
            if event.instead_of is not None:
                changed[event.uid].append(event.instead_of)
        for event in events:
            self._spend()
            if event.counts:
                self._take(event, changed[event.uid] if event.instead_of is None else [])
        for block in lines.free_busy(self._content):
            self._free_busy(block)
        return self._taken

    def _spend(self) -> None:
        if time.thread_time() > self._until:
            raise TooMuch

    def _event(self, block: Sequence[str]) -> _Event | None:
        """An event as far as it says when; None where it does not."""
        found: dict[str, list[lines.Line]] = defaultdict(list)
        for line in map(lines.parse, block):
            found[line.name].append(line)

        def said(name: str) -> str:
            return found[name][0].value.strip().upper() if name in found else ""

        start = self._when(found["DTSTART"][0]) if "DTSTART" in found else None
        if start is None:
            return None
        again = found["RECURRENCE-ID"][0] if "RECURRENCE-ID" in found else None
        return _Event(
            uid=found["UID"][0].value[:255] if "UID" in found else "",
            start=start,
            length=self._length(start, found),
            rule=said("RRULE") if again is None else "",
            added=found["RDATE"] if again is None else [],
            left_out=found["EXDATE"],
            instead_of=self._when(again) if again else None,
            counts=said("STATUS") != "CANCELLED"
            and said("TRANSP") != "TRANSPARENT"
            and said("X-MICROSOFT-CDO-BUSYSTATUS") not in FREE
            and not self._declined(found["ATTENDEE"]),
        )

    def _declined(self, guests: Sequence[lines.Line]) -> bool:
        return any(
            guest.param("PARTSTAT").upper() == "DECLINED"
            and lines.address(guest.value) in self._owner.addresses
            for guest in guests[:50]
        )

    def _when(self, line: lines.Line) -> _When | None:
        zone = lines.find_zone(line.param("TZID"), self._zones) or self._owner.zone
        whole_day = _DAY.fullmatch(line.value) is not None
        if whole_day:
            zone, line = self._owner.zone, lines.Line("", {}, f"{line.value}T000000")
        at = lines.moment(line, self._zones, naive=self._owner.zone)
        if at is None or not OLDEST <= at.date() < LAST_DAY:
            return None
        return _When(at if line.value.upper().endswith("Z") else at.astimezone(zone), whole_day)

    def _length(self, start: _When, found: dict[str, list[lines.Line]]) -> timedelta:
        """How long it lasts; a day without an end is a day (RFC 5545 section 3.6.1)."""
        if "DTEND" in found:
            end = self._when(found["DTEND"][0])
            return end.at - start.at if end else timedelta()
        if "DURATION" in found:
            return lines.duration(found["DURATION"][0].value) or timedelta()
        return timedelta(days=1) if start.whole_day else timedelta()

    def _take(self, event: _Event, changed: list[_When]) -> None:
        gone = [*changed, *self._listed(event.left_out)]
        instants = {each.at for each in gone}
        days = {each.local.date() for each in gone if each.whole_day}
        for at in self._starts(event):
            if at.at not in instants and at.local.date() not in days:
                self._add(event.uid, at.at, at.at + event.length)

    def _listed(self, found: Sequence[lines.Line]) -> Iterator[_When]:
        """The moments of EXDATE or RDATE; of a period its beginning."""
        pieces = ((line, piece) for line in found for piece in line.value.split(","))
        for line, piece in islice(pieces, MOST_PERIODS):
            begin = piece.partition("/")[0].strip()
            if at := self._when(replace(line, value=begin)):
                yield at

    def _starts(self, event: _Event) -> Iterator[_When]:
        yield event.start
        known = {event.start.at}
        for at in self._listed(event.added):
            if at.at not in known:
                known.add(at.at)
                yield at
        if not event.rule:
            return
        try:
            for at in self._ruled(event):
                self._spend()
                if at.at not in known:
                    yield at
        except (Invalid, ValueError, OverflowError):
            self._taken.skipped += 1

    def _ruled(self, event: _Event) -> Iterator[_When]:
        """What a rule gives within the window. Refuses (Invalid) a rule nobody here can count."""
        given = [part.partition("=") for part in event.rule.split(";") if part]
        count = next((int(value) for name, _is, value in given if name == "COUNT"), None)
        until = next((value for name, _is, value in given if name == "UNTIL"), "")
        rest = [f"{name}={value}" for name, _is, value in given if name not in ("COUNT", "UNTIL")]
        rule = read_rule(";".join(rest), "UTC")
        local = event.start.local
        zone = local.tzinfo
        begins = datetime.fromtimestamp(self._window[0] * 60, UTC) - event.length
        last = datetime.fromtimestamp(self._window[1] * 60, UTC).astimezone(zone).date()
        since = local.date()
        if count is None:
            since = max(since, begins.astimezone(zone).date())
        found = days_of_rule(rule, local.date(), since, last)
        end = self._end(until, event.start)
        for day in found if count is None else islice(found, min(count, MOST_COUNT)):
            at = _When(datetime.combine(day, local.timetz()), event.start.whole_day)
            if end is not None and at.at > end:
                return
            yield at

    def _end(self, said: str, start: _When) -> datetime | None:
        if not said:
            return None
        if _DAY.fullmatch(said):
            said += "T235959"
        at = lines.moment(lines.Line("UNTIL", {}, said), {}, naive=start.local.tzinfo)
        if at is None:
            raise ValueError(said)
        return at

    def _add(self, uid: str, begins: datetime, ends: datetime) -> None:
        begin = max(minute_of(begins), self._window[0])
        end = min(end_minute_of(ends), self._window[1])
        if begin >= end:
            return
        self._room -= 1
        if self._room < 0:
            raise TooMuch
        self._taken.spans[uid].append((begin, end))

    def _free_busy(self, block: Sequence[str]) -> None:
        """The periods of free-busy answers; a kind nobody knows is busy (section 3.2.9)."""
        for line in map(lines.parse, block):
            if line.name != "FREEBUSY" or line.param("FBTYPE").upper() in FREE:
                continue
            for piece in line.value.split(","):
                self._spend()
                begin, _slash, end = piece.strip().partition("/")
                starts = lines.moment(lines.Line("", {}, begin), {}, naive=UTC)
                ends = lines.moment(lines.Line("", {}, end), {}, naive=UTC)
                if starts and ends is None and (length := lines.duration(end)):
                    ends = starts + length
                if starts is None or ends is None:
                    self._taken.skipped += 1
                else:
                    self._add("", starts, ends)
