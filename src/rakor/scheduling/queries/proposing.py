"""The times that suit a meeting best, as its page and the API give them."""

from dataclasses import dataclass, field
from uuid import UUID

from rakor.accounts.models import User
from rakor.directory.queries import calendar_between
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.queries.checks import region_of
from rakor.meetings.rules import Action, Window
from rakor.meetings.rules.manners import Held, manners
from rakor.scheduling.queries.asked import Place, places_of, seats_in
from rakor.scheduling.queries.sources import Outside
from rakor.scheduling.rules import (
    Proposal,
    Search,
    Seat,
    Span,
    TimeWanted,
    check_findable,
    end_minute_of,
    minute_of,
    moment_of,
    propose,
    unwelcome,
    whole_days,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: the proposals, and those whose time was looked at.

    `thoughts` are what to think of with each proposal: a holiday, Friday prayer, Ramadan. `outside`
    tells which calendars outside Rakor were reckoned with.
    """

    proposals: list[Proposal]
    thoughts: list[list[str]]
    seats: list[Seat]
    places: list[Place]
    outside: Outside = field(default_factory=Outside)

    @property
    def unknown(self) -> int:
        """How many seats have nobody on them whose time could be looked at."""
        return sum(place.person is None for place in self.places)


async def movable(meeting_id: UUID, *, by: User) -> Meeting:
    """A meeting whose time somebody may look for; see `check_findable` for what is refused."""
    meeting = await meetings.find_for(Action.PLAN, meeting_id, by=by)
    check_findable(meeting.state, meeting.recurrence)
    return meeting


async def find_times(meeting: Meeting, wanted: TimeWanted, *, to: User) -> Found:
    """Ranked proposals. NotFound where a meeting to heed is none that the reader knows."""
    places = await places_of(meeting)
    span = whole_days(wanted.since, wanted.until, meeting.timezone)
    seats, outside = await seats_in(meeting, places, span, wanted.optional)
    heeded: dict[UUID | None, list[Span]] = {
        key: await _held(key, span, to=to) for key in wanted.heeds
    }
    calendar = await calendar_between(wanted.since, wanted.until)
    region = await region_of(meeting)
    search = Search(
        since=wanted.since,
        until=wanted.until,
        minutes=wanted.minutes,
        zone=meeting.timezone,
        hours=wanted.hours,
        barred=heeded.get(wanted.apart, []),
        unwelcome=unwelcome(calendar, region, meeting.timezone, wanted.since, wanted.until),
        before=min((begin for begin, _end in heeded.get(wanted.before, [])), default=None),
        after=max((end for _begin, end in heeded.get(wanted.after, [])), default=None),
    )
    proposals = propose(search, seats)
    held = [
        Held(moment_of(each.span[0]), moment_of(each.span[1]), meeting.timezone, region)
        for each in proposals
    ]
    thoughts = [[thought.says for thought in manners(each, calendar)] for each in held]
    return Found(proposals, thoughts, seats, places, outside)


async def _held(key: UUID, span: Span, *, to: User) -> list[Span]:
    """When a meeting is held in a span of time; of a series, its days in there."""
    meeting = await meetings.find(key, to=to)
    held = await meetings.sittings_of([meeting], Window(moment_of(span[0]), moment_of(span[1])))
    return [(minute_of(each.starts_at), end_minute_of(each.ends_at)) for each in held]
