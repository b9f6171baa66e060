"""When a room is taken and when it is free, as plain spans of time."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from rakor.errors import Invalid
from rakor.words import _

R = TypeVar("R")
LONGEST = timedelta(days=31)
# A free time is looked for in so many days, in the hours in which a building is open.
LOOKED = timedelta(days=21)
OPENS, CLOSES = time(7), time(18)
# The picture of a day shows so much of it.
SHOWN_FROM, SHOWN_UNTIL = time(6), time(20)
QUARTER = timedelta(minutes=15)


class Span(NamedTuple):
    """From one moment until another, which is no longer in it."""

    since: datetime
    until: datetime

    def touches(self, other: "Span") -> bool:
        return self.since < other.until and other.since < self.until


def blocked(starts: datetime, ends: datetime, set_up: int, clean_up: int) -> Span:
    """What a meeting takes of a room: with the minutes to set it up and to clean it."""
    return Span(starts - timedelta(minutes=set_up), ends + timedelta(minutes=clean_up))


def check_span(starts: datetime, ends: datetime) -> None:
    """Refuses (Invalid) an end that is not after the start, and bookings of over 31 days."""
    if ends <= starts:
        raise Invalid.field("ends_at", _("Jam selesai harus sesudah jam mulai."))
    if ends - starts > LONGEST:
        raise Invalid.field("ends_at", _("Satu pemesanan paling lama 31 hari."))


def first_taken(wanted: Sequence[Span], busy: Sequence[Span]) -> list[tuple[int, int]]:
    """Which wanted spans are taken, each with the first that takes it: places in both lists."""
    found = []
    for n, span in enumerate(wanted):
        taken = [(other.since, k) for k, other in enumerate(busy) if span.touches(other)]
        if taken:
            found.append((n, min(taken)[1]))
    return found


def meets_itself(wanted: Sequence[Span]) -> bool:
    """Whether two of these spans would need the room at once."""
    ordered = sorted(wanted)
    return any(a.touches(b) for a, b in pairwise(ordered))


def next_free(
    wanted: Span, busy: Iterable[Span], zone: str, *, around: tuple[int, int], most: int = 3
) -> list[Span]:
    """The next times at which a room is free for as long, on working days in opening hours.

    `wanted` is the meeting itself, `busy` what others take of the room; `around` are the minutes
    to set up and to clean.
    """
    taken, long, local = list(busy), wanted.until - wanted.since, ZoneInfo(zone)
    found: list[Span] = []
    days: set[object] = set()
    at, last = wanted.since, wanted.since + LOOKED
    while at < last and len(found) < most:
        span = Span(at, at + long)
        clash = [each for each in taken if each.touches(blocked(*span, *around))]
        if clash:
            after = max(each.until for each in clash) + timedelta(minutes=around[0])
            at = max(_next_quarter(after), at + QUARTER)
        elif not _open(span, local) or at.astimezone(local).date() in days:
            at = _next_opening(at, local)
        else:
            found.append(span)
            days.add(at.astimezone(local).date())
            at = _same_hour(wanted.since, at, local)
    return found


def _open(span: Span, local: ZoneInfo) -> bool:
    since, until = span.since.astimezone(local), span.until.astimezone(local)
    if since.weekday() > 4:
        return False
    within = since.time() >= OPENS and since.date() == until.date() and until.time() <= CLOSES
    # What takes longer than a day is open begins when it opens.
    longer = span.until - span.since > timedelta(hours=CLOSES.hour - OPENS.hour)
    return within or (longer and since.time() == OPENS)


def _next_opening(at: datetime, local: ZoneInfo) -> datetime:
    here = at.astimezone(local)
    day = here.date() if here.time() < OPENS else here.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, local).astimezone(at.tzinfo)


def _same_hour(wanted: datetime, after: datetime, local: ZoneInfo) -> datetime:
    """The hour that was wanted, on the day after."""
    hour = wanted.astimezone(local).time()
    day = after.astimezone(local).date() + timedelta(days=1)
    return datetime.combine(day, hour, local).astimezone(after.tzinfo)


def _next_quarter(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)
    return at if not over else at - over + QUARTER


def nearest(
    rooms: Iterable[R],
    *,
    size: Callable[[R], int],
    here: Callable[[R], bool],
    wanted: int,
    most: int = 3,
) -> list[R]:
    """Rooms in the order in which somebody would take them: the same house, the nearest size."""
    fitting = [room for room in rooms if size(room) >= wanted]
    return sorted(fitting, key=lambda room: (not here(room), size(room)))[:most]


def hours_of(day: date, zone: str) -> Span:
    """The hours of a day that a picture of it shows, in the zone of the building."""
    local = ZoneInfo(zone)
    first = datetime.combine(day, SHOWN_FROM, local).astimezone(UTC)
    return Span(first, datetime.combine(day, SHOWN_UNTIL, local).astimezone(UTC))


def day_of(day: date, zone: str) -> Span:
    """A whole day in the zone of the building."""
    local = ZoneInfo(zone)
    first = datetime.combine(day, time(), local).astimezone(UTC)
    return Span(first, datetime.combine(day + timedelta(days=1), time(), local).astimezone(UTC))


def drawn(span: Span, within: Span) -> tuple[float, float]:
    """Where a span begins in a picture of another, and how long it is, of 100; cut at its ends."""
    whole = within.until - within.since
    since, until = max(span.since, within.since), min(span.until, within.until)
    if until <= since:
        return 0.0, 0.0
    return round(100 * ((since - within.since) / whole), 2), round(
        100 * ((until - since) / whole), 2
    )
