"""Which times suit those who must be there best, and whom each of them would leave out."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from operator import itemgetter
from zoneinfo import ZoneInfo

from rakor.scheduling.rules.hours import OFFICE_HOURS, Hours, at_work, off_work
from rakor.scheduling.rules.spans import Span, merged, minute_of, overlap
from rakor.scheduling.rules.starts import STEP, Grid

PROPOSALS = 8
# So that the best day does not crowd out the next ones.
PER_DAY = 2


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who is asked: what they are called, whom they speak for, and when they are taken.

    `busy` is in order and no two of it touch, as `merged` gives it.
    """

    key: str
    name: str
    agency: str
    required: bool
    zone: str
    busy: Sequence[Span] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: how long, between which days of which zone, within which hours.

    The meeting lies within `hours` of `zone`; seats of other zones are off work outside the same
    hours on their own clocks. `barred` are times at which it may not be held (another meeting that
    it must not meet), `unwelcome` those at which it had better not (a holiday, Friday prayer). It
    begins no earlier than the minute `after` and is over by the minute `before`.
    """

    since: date
    until: date
    minutes: int
    zone: str
    hours: Hours = OFFICE_HOURS
    barred: Sequence[Span] = ()
    unwelcome: Sequence[Span] = ()
    after: int | None = None
    before: int | None = None
    most: int = PROPOSALS


class Obstacle(StrEnum):
    """Why somebody cannot come."""

    BUSY = "busy"
    OFF_WORK = "off_work"


@dataclass(frozen=True, slots=True)
class Absence:
    """A seat that a time leaves out, why, and how long that lasts (minutes since 1970)."""

    seat: Seat
    obstacle: Obstacle
    span: Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """A time for the meeting with those it leaves out, required seats first."""

    span: Span
    absences: tuple[Absence, ...]
    unwelcome: int

    @property
    def required_missing(self) -> int:
        return sum(absence.seat.required for absence in self.absences)


def propose(search: Search, seats: Sequence[Seat]) -> list[Proposal]:
    """The best times, best first: fewest required seats that are busy, then off work, then others.

    Among equals the one that meets nothing unwelcome, and then the earliest. Two proposals never
    overlap, and one day has no more than two of them. Obstacles that lie wholly outside the days
    asked for change nothing; no start within the rules gives an empty list.
    """
    starts = starts_of(search)
    if not starts:
        return []
    off = {
        zone: off_work(search.hours, zone, *_days_around(search))
        for zone in {seat.zone for seat in seats}
    }
    ranks = sorted(_ranks(Grid(starts, search.minutes), search, seats, off, starts))
    spans = [((rank[-1], rank[-1] + search.minutes), rank[-2]) for rank in _spread(ranks, search)]
    return [Proposal(span, absences_at(span, seats, off), met) for span, met in spans]


def _ranks(
    grid: Grid,
    search: Search,
    seats: Sequence[Seat],
    off: dict[str, list[Span]],
    starts: Sequence[int],
) -> Iterator["Rank"]:
    """Of each start what decides between two of them, the less the better."""
    closed = {zone: grid.ruled_out(spans) for zone, spans in off.items()}
    busy = [(seat, grid.ruled_out(seat.busy)) for seat in seats]
    return zip(
        grid.sums(mask for seat, mask in busy if seat.required),
        grid.sums(mask | closed[seat.zone] for seat, mask in busy if seat.required),
        grid.sums(mask | closed[seat.zone] for seat, mask in busy if not seat.required),
        grid.sums(grid.ruled_out([span]) for span in search.unwelcome),
        starts,
        strict=True,
    )


def starts_of(search: Search) -> list[int]:
    """Every minute at which the meeting could begin, in steps of a quarter of an hour."""
    barred = merged(search.barred)
    found = []
    at = 0
    for opens, closes in at_work(search.hours, search.zone, search.since, search.until):
        for start in range(opens, closes - search.minutes + 1, STEP):
            end = start + search.minutes
            if search.after is not None and start < search.after:
                continue
            if search.before is not None and end > search.before:
                continue
            while at < len(barred) and barred[at][1] <= start:
                at += 1
            if at == len(barred) or not overlap(barred[at], (start, end)):
                found.append(start)
    return found


def absences_at(
    span: Span, seats: Iterable[Seat], off: dict[str, list[Span]]
) -> tuple[Absence, ...]:
    """Who could not come at that time and until when; being busy is said before being off work."""
    found = []
    for seat in seats:
        for obstacle, spans in ((Obstacle.BUSY, seat.busy), (Obstacle.OFF_WORK, off[seat.zone])):
            if hit := _met(spans, span):
                found.append(Absence(seat, obstacle, hit))
                break
    return tuple(sorted(found, key=lambda absence: not absence.seat.required))


def _met(spans: Sequence[Span], by: Span) -> Span | None:
    """From where to where spans in order stand in the way of another one."""
    first = bisect_right(spans, by[0], key=itemgetter(1))
    last = bisect_left(spans, by[1], key=itemgetter(0))
    return (spans[first][0], spans[last - 1][1]) if first < last else None


Rank = tuple[int, int, int, int, int]


def _spread(ranks: Sequence[Rank], search: Search) -> list[Rank]:
    """The best that do not overlap, two a day at most."""
    tz = ZoneInfo(search.zone)
    taken: list[Rank] = []
    on_day: dict[date, int] = {}
    for rank in ranks:
        if len(taken) == search.most:
            break
        start = rank[-1]
        day = datetime.fromtimestamp(start * 60, tz).date()
        if on_day.get(day, 0) == PER_DAY:
            continue
        if any(abs(start - other[-1]) < search.minutes for other in taken):
            continue
        taken.append(rank)
        on_day[day] = on_day.get(day, 0) + 1
    return taken


def _days_around(search: Search) -> tuple[date, date]:
    """The days of any zone that the search may touch."""
    return search.since - timedelta(days=1), search.until + timedelta(days=1)


def whole_days(since: date, until: date, zone: str) -> Span:
    """From the first minute of a day to the last of another, as the clocks of a zone show them."""
    tz = ZoneInfo(zone)
    return (
        minute_of(datetime.combine(since, time(), tz)),
        minute_of(datetime.combine(until + timedelta(days=1), time(), tz)),
    )
