"""When a room is free on a day, and the starts that somebody may click there."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rakor.rooms.rules.spans import CLOSES, OPENS, Span

SHORTEST = timedelta(minutes=30)
USUAL = timedelta(hours=2)
HOUR = timedelta(hours=1)


class Start(NamedTuple):
    """A piece of free time: clicking it proposes a meeting `until` which the room stays free."""

    since: datetime
    ends: datetime  # of the piece
    until: datetime  # of what is proposed


def opening(day: date, zone: str) -> Span:
    """The hours of a day in which a building is open, in its own zone."""
    local = ZoneInfo(zone)
    return Span(datetime.combine(day, OPENS, local), datetime.combine(day, CLOSES, local))


def gaps(within: Span, busy: Iterable[Span], around: tuple[int, int]) -> list[Span]:
    """Where a meeting of half an hour or more still fits.

    `busy` are what others block, `around` the minutes the room takes to be set up before a meeting
    and to be cleaned after it, which lie within its free time too.
    """
    before, after = (timedelta(minutes=n) for n in around)
    found, since = [], within.since
    for span in sorted(span for span in busy if span.touches(_reach(within, before, after))):
        until = min(span.since - after, within.until)
        if until - since >= SHORTEST:
            found.append(Span(since, until))
        since = max(since, span.until + before)
    if within.until - since >= SHORTEST:
        found.append(Span(since, within.until))
    return found


def _reach(within: Span, before: timedelta, after: timedelta) -> Span:
    return Span(within.since - before, within.until + after)


def starts_in(gap: Span, now: datetime) -> list[Start]:
    """Free time cut at full hours, without what has passed; two hours are proposed, or the rest.

    What is too short to begin in belongs to the piece before it.
    """
    cuts = [gap.since]
    # Zones of whole and half hours alike: the hour is that on the wall.
    cut = gap.since.replace(minute=0, second=0, microsecond=0) + HOUR
    while cut < gap.until:
        if gap.until - cut >= SHORTEST and cut - cuts[-1] >= SHORTEST:
            cuts.append(cut)
        cut += HOUR
    ends = [*cuts[1:], gap.until]
    return [
        Start(since, end, min(since + USUAL, gap.until))
        for since, end in zip(cuts, ends, strict=True)
        if since >= now
    ]
