"""What the calendar shows of many meetings: only the span that is looked at, in few queries.

Rows of plain values and no whole meetings: a month of a busy office holds hundreds of them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.directory.models import Agency
from rakor.meetings.models import Meeting, MeetingPart, Occurrence
from rakor.meetings.queries.asked import asked_agencies, asked_meetings
from rakor.meetings.queries.finding import staffed_by, standing_in, touching, visible_to
from rakor.meetings.rules import (
    KINDS,
    STAFF,
    STATES,
    Action,
    Day,
    Kind,
    Mode,
    SecurityClass,
    Series,
    State,
    Window,
    may,
    occurrences,
    standing,
)

# More than this no view draws of one span of time.
MOST = 5000
# What was put off has no time until it gets a new one.
OFF = (State.CANCELLED, State.POSTPONED)
MOVES = (State.DRAFT, State.SCHEDULED)
COLUMNS = (
    "id", "title", "starts_at", "ends_at", "timezone", "state", "kind", "mode", "security_class",
    "organizer_id", "organizer__short_name", "room", "venue_name", "online_provider",
    "shows_roster", "recurrence",
)  # fmt: skip


class Row(NamedTuple):
    """What is read of a meeting."""

    id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    state: State
    kind: Kind
    mode: Mode
    security_class: SecurityClass
    organizer_id: UUID
    organizer: str
    room: str
    venue_name: str
    online_provider: str
    shows_roster: bool
    recurrence: str


@dataclass(frozen=True, slots=True)
class Block:
    """A meeting on one day as the calendar draws it.

    `day` names the day of a series, "" for a meeting that is held once. `plans` says whether the
    reader prepares it, `moves` whether they can move it now.
    """

    meeting: Row
    starts_at: datetime
    ends_at: datetime
    title: str
    room: str
    day: str
    plans: bool
    moves: bool

    @property
    def id(self) -> UUID:
        return self.meeting.id

    @property
    def state_word(self) -> str:
        """Where the meeting stands, as a phrase of the catalogue."""
        return STATES[self.meeting.state]

    @property
    def kind_word(self) -> str:
        return KINDS[self.meeting.kind]

    @property
    def place(self) -> str:
        """Where people come together; the video service where there is no room."""
        if self.room and self.meeting.mode is not Mode.ONLINE:
            return self.room
        return self.meeting.online_provider if self.meeting.mode is not Mode.IN_PERSON else ""

    @property
    def move_address(self) -> str:
        """The page on which it is moved."""
        return f"/meetings/{self.id}/move" + (f"?day={self.day}" if self.day else "")


def shown_to(
    user: User, *, agency: Agency | None = None, kind: Kind | None = None, mine: bool = False
) -> QuerySet[Meeting]:
    """The meetings that somebody's calendar shows.

    `agency`: those it calls, and those to which it is asked as far as the reader may know who is:
    of their own agency, where the list of guests is open, or because they prepare the meeting.
    """
    found = visible_to(user).exclude(state__in=list(OFF))
    if kind is not None:
        found = found.filter(kind=kind)
    if mine:
        named = MeetingPart.filter(person_id=user.id)
        found = found.filter(id__in=Subquery(named.values("meeting_id")))
    if agency is not None:
        known = Q(shows_roster=True) | standing_in(user) | staffed_by(user)
        of_agency = Q(organizer_id=agency.id)
        for keys in asked_meetings(agency.id):
            asked = Q(id__in=Subquery(keys))
            of_agency |= asked if agency.id == user.agency_id else asked & known
        found = found.filter(of_agency)
    return found


async def blocks_between(found: QuerySet[Meeting], window: Window, user: User) -> list[Block]:
    """What of these meetings is held in a span of time, in order; four queries at most.

    Days that were called off are not in it.
    """
    once = found.filter(recurrence="", ends_at__gt=window.since)
    if window.until is not None:
        once = once.filter(starts_at__lt=window.until)
    singles = await _rows(once)
    series = await _rows(touching(found.exclude(recurrence=""), window))
    differing = await _differing([row.id for row in series])
    known = _Reader(user, await _staffed(user), datetime.now(UTC))
    blocks = [known.block(row, None) for row in singles]
    for row in series:
        plan = Series(row.starts_at, row.ends_at, row.timezone, row.recurrence)
        for day in occurrences(*plan, differing.get(row.id, []), window):
            if day.takes_place:
                blocks.append(known.block(row, day))
    return sorted(blocks, key=_order)


def _order(block: Block) -> tuple[datetime, str, UUID]:
    return block.starts_at, block.title, block.id


async def _rows(found: QuerySet[Meeting]) -> list[Row]:
    rows = await found.order_by("starts_at").limit(MOST).values_list(*COLUMNS)
    return [Row(*values) for values in rows]


async def _differing(meetings: list[UUID]) -> dict[UUID, list[Day]]:
    found: dict[UUID, list[Day]] = {}
    if meetings:
        for row in await Occurrence.filter(meeting_id__in=meetings):
            found.setdefault(row.meeting_id, []).append(row.day)
    return found


async def _staffed(user: User) -> set[UUID]:
    """The meetings that somebody prepares because they are named, as long as they can be moved."""
    named = MeetingPart.filter(
        person_id=user.id, part__in=list(STAFF), meeting__state__in=list(MOVES)
    )
    return {UUID(str(key)) for key in await named.values_list("meeting_id", flat=True)}


class _Reader:
    """Whoever looks, and what they may do with each meeting."""

    def __init__(self, user: User, staffed: Collection[UUID], now: datetime) -> None:
        self._user, self._staffed, self._now = user, staffed, now
        self._standing: dict[tuple[SecurityClass, bool], bool] = {}

    def block(self, row: Row, day: Day | None) -> Block:
        starts, ends = (day.starts_at, day.ends_at) if day else (row.starts_at, row.ends_at)
        plans = row.id in self._staffed or self._by_account(row)
        return Block(
            row,
            starts,
            ends,
            (day.title if day else "") or row.title,
            (day and (day.room or day.venue_name)) or row.room or row.venue_name,
            day.key if day else "",
            plans,
            plans and row.state in MOVES and ends > self._now,
        )

    def _by_account(self, row: Row) -> bool:
        own = self._user.agency_id is not None and self._user.agency_id == row.organizer_id
        key = (row.security_class, own)
        if key not in self._standing:
            parts = standing(self._user.role, row.security_class, own_agency=own)
            self._standing[key] = may(Action.PLAN, parts)
        return self._standing[key]


async def next_after(found: QuerySet[Meeting], at: datetime) -> bool:
    """Whether any of these meetings is still held after a moment."""
    return await touching(found, Window(at)).exists()


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency with what it calls and what it is asked to; the first of `blocks` come first."""

    agency: Agency
    calls: frozenset[UUID]
    blocks: list[Block]


async def by_agency(blocks: Iterable[Block], user: User) -> list[AgencyRow]:
    """These meetings by the agencies that call them or are asked to them; two queries.

    Who is asked is shown only where the reader may know it, as `shown_to` says.
    """
    rows = list(blocks)
    meetings = {each.id: each for each in rows}
    concerned: dict[UUID, set[UUID]] = {}
    calls: dict[UUID, set[UUID]] = {}
    for each in meetings.values():
        concerned.setdefault(each.meeting.organizer_id, set()).add(each.id)
        calls.setdefault(each.meeting.organizer_id, set()).add(each.id)
    for meeting, agency in await asked_agencies(list(meetings)):
        each = meetings[meeting]
        if each.plans or each.meeting.shows_roster or agency == user.agency_id:
            concerned.setdefault(agency, set()).add(meeting)
    agencies = await Agency.filter(id__in=list(concerned)).order_by("short_name", "id")
    return [
        AgencyRow(
            agency,
            frozenset(calls.get(agency.id, ())),
            [each for each in rows if each.id in concerned[agency.id]],
        )
        for agency in agencies
    ]
