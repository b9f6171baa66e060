"""Reading meetings: only ever those that somebody may see."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery
from tortoise.functions import Count
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.database import row_where
from rakor.errors import Conflict, NotFound
from rakor.journal import Audience, Entry
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Occurrence, Quota
from rakor.meetings.queries.knowing import WITH_ALL, known, parts_of
from rakor.meetings.rules import (
    EVENTS,
    GUESTS,
    KEEPS_RECORDS,
    NAMED_ONLY,
    OVER,
    STAFF,
    STANDING,
    Action,
    Day,
    Part,
    State,
    Window,
    check_may,
    find_day,
    listed_days,
    may,
    occurrences,
)
from rakor.settings import settings
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting on one day: all there is of it, or one day of a series."""

    meeting: Meeting
    day: Day

    @property
    def starts_at(self) -> datetime:
        return self.day.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.day.ends_at

    @property
    def title(self) -> str:
        return self.day.title or self.meeting.title

    @property
    def place(self) -> list[str]:
        """Where people come together on that day."""
        if not (self.day.room or self.day.venue_name):
            return self.meeting.place
        there = copy(self.meeting)
        there.room, there.venue_name = self.day.room, self.day.venue_name
        return there.place


def visible_to(user: User) -> QuerySet[Meeting]:
    """The meetings that somebody may see.

    An admin sees all; staff those of their agency, an archivist those of them that are over;
    everybody those in which they play a part, once these are no longer drafts (chair and officers
    see the draft they are named in). Confidential ones are seen by those who are named in them,
    and by nobody else.
    """
    mine = MeetingPart.filter(person_id=user.id)
    seen = Q(id__in=Subquery(mine.values("meeting_id"))) & ~Q(state=State.DRAFT)
    named = mine.filter(part__not_in=list(GUESTS))
    seen |= Q(id__in=Subquery(named.values("meeting_id")))
    return Meeting.filter(seen | standing_in(user) | archived_by(user))


def archived_by(user: User) -> Q:
    """What an archivist reads by their account: the meetings of their agency that are over."""
    if user.role not in KEEPS_RECORDS or user.agency_id is None:
        return Q(id__in=[])
    return Q(
        organizer_id=user.agency_id,
        state__in=list(OVER),
        security_class__not_in=list(NAMED_ONLY),
    )


def standing_in(user: User, prefix: str = "") -> Q:
    """The meetings that somebody prepares by their account, as `rules.standing` gives it.

    `prefix` leads from the table that is asked to the meeting (`meeting__`).
    """
    asked: dict[str, Any] = {f"{prefix}security_class__not_in": list(NAMED_ONLY)}
    if user.is_admin:
        return Q(**asked)
    if user.role in STANDING and user.agency_id is not None:
        asked[f"{prefix}organizer_id"] = user.agency_id
        return Q(**asked)
    asked = {f"{prefix}id__in": []}
    return Q(**asked)


def prepared_by(user: User) -> QuerySet[Meeting]:
    """The meetings that somebody prepares, by their account or because they are named."""
    return Meeting.filter(staffed_by(user) | standing_in(user))


def staffed_by(user: User) -> Q:
    """The meetings in which somebody is named as one of those who prepare it."""
    named = MeetingPart.filter(person_id=user.id, part__in=list(STAFF))
    return Q(id__in=Subquery(named.values("meeting_id")))


def listed(
    user: User,
    *,
    state: State | None = None,
    since: datetime | date | None = None,
    until: datetime | date | None = None,
    organizer: str | None = None,
    q: str = "",
) -> QuerySet[Meeting]:
    """The meetings somebody may see that touch a span of time, in days of the reader's zone."""
    found = visible_to(user)
    if state is not None:
        found = found.filter(state=state)
    if since is not None:
        found = found.filter(on_since(_edge(since, user)))
    if until is not None:
        found = found.filter(starts_at__lt=_edge(until, user, next_day=True))
    if organizer is not None:
        found = found.filter(organizer__code=organizer)
    if q:
        found = found.filter(Q(title__icontains=q) | Q(theme__icontains=q))
    return found


def on_since(at: datetime, prefix: str = "") -> Q:
    """Meetings that are not over by then; of a series, not the last of its days.

    `prefix` leads from the table that is asked to the meeting (`meeting__`).
    """
    over: dict[str, Any] = {f"{prefix}ends_at__gte": at}
    once: dict[str, Any] = {f"{prefix}recurrence": ""}
    endless: dict[str, Any] = {f"{prefix}series_ends_at": None}
    last: dict[str, Any] = {f"{prefix}series_ends_at__gte": at}
    return Q(**over) | (~Q(**once) & (Q(**endless) | Q(**last)))


def _edge(at: datetime | date, user: User, *, next_day: bool = False) -> datetime:
    if isinstance(at, datetime):
        return at
    zone = ZoneInfo(user.timezone or settings().timezone)
    return datetime.combine(at + timedelta(days=int(next_day)), time(), zone)


# A page or a file holds no more than this at once.
MOST = 1000
# How far a list looks for the next day of a series that was not called off.
AHEAD = 20


async def find(meeting_id: UUID, *, to: User, related: Sequence[str] = WITH_ALL) -> Meeting:
    """A meeting with its organizer; NotFound for whoever may not see it."""
    meeting, _parts = await known(meeting_id, to=to, related=related)
    return meeting


async def find_for(
    action: Action, meeting_id: UUID, *, by: User, related: Sequence[str] = WITH_ALL
) -> Meeting:
    """A meeting in which somebody may do that: NotFound if unseen, Forbidden if seen only."""
    meeting, parts = await known(meeting_id, to=by, related=related)
    check_may(action, parts)
    return meeting


async def may_do(action: Action, meeting: Meeting, user: User) -> bool:
    """Whether somebody may do that, for pages that show the button only then."""
    return may(action, await parts_of(user, meeting))


async def agenda_of(meeting: Meeting, parts: Iterable[Part]) -> list[AgendaItem]:
    """The agenda in order, without confidential items for whoever may not see them."""
    items = AgendaItem.filter(meeting_id=meeting.id).order_by("position", "id")
    if not may(Action.SEE_CONFIDENTIAL, parts):
        items = items.filter(confidential=False)
    return await items


async def seats_of(meeting: Meeting) -> list[Quota]:
    """The seats of each agency in the order they were declared."""
    return await Quota.filter(meeting_id=meeting.id).select_related("agency").order_by("id")


def people_of(meeting: Meeting, *, with_guests: bool) -> QuerySet[MeetingPart]:
    """Who plays which part, with the person loaded; the officers only, or everybody."""
    rows = MeetingPart.filter(meeting_id=meeting.id).select_related("person__agency")
    return rows if with_guests else rows.filter(part__not_in=list(GUESTS))


async def people_in(meeting: Meeting, part: Part) -> list[MeetingPart]:
    """Who plays that part, with the person loaded."""
    return (
        await MeetingPart.filter(meeting_id=meeting.id, part=part)
        .select_related("person__agency")
        .order_by("id")
    )


async def occurrence_rows(meeting: Meeting) -> list[Day]:
    """The days of a series that are not as its rule says, by their original start."""
    rows = await Occurrence.filter(meeting_id=meeting.id).order_by("recurrence_id")
    return [row.day for row in rows]


async def days_of(meeting: Meeting, window: Window, *, limit: int = MOST) -> list[Day]:
    """The days of a series in a span of time, in order, also those that were called off.

    A meeting that is held once is its only day.
    """
    if not meeting.recurrence:
        return [_only_day(meeting)]
    return occurrences(*meeting.series, await occurrence_rows(meeting), window)[:limit]


async def page_of_days(
    meeting: Meeting, window: Window, limit: int, after: datetime | None = None
) -> list[Day]:
    """The next days of a series by their original start, as a list that is read page by page."""
    if not meeting.recurrence:
        return await days_of(meeting, window)
    found = listed_days(meeting.series, await occurrence_rows(meeting), window, after)
    return list(islice(found, limit))


async def find_occurrence(meeting: Meeting, recurrence_id: datetime) -> Day:
    """One day of a series, by its original start; NotFound for any other.

    Refuses (Conflict) a meeting that is held once.
    """
    if not meeting.recurrence:
        raise Conflict(_("Rapat ini tidak berulang."), state=meeting.state.value)
    found = find_day(meeting.series, await occurrence_rows(meeting), recurrence_id)
    if found is None:
        raise NotFound(_("Hari ini bukan bagian dari rapat berulang ini."))
    return found


def touching(found: QuerySet[Meeting], window: Window) -> QuerySet[Meeting]:
    """Those of these meetings of which something may be held in a span of time."""
    if window.until is not None:
        moved = Occurrence.filter(ends_at__gt=window.since, starts_at__lt=window.until)
        begun = Q(starts_at__lt=window.until)
        found = found.filter(begun | Q(id__in=Subquery(moved.values("meeting_id"))))
    return found.filter(on_since(window.since))


async def occurrences_between(found: QuerySet[Meeting], window: Window) -> list[Sitting]:
    """What is held in a span of time, each day of a series for itself; three queries.

    `found` are the meetings to look among, as `visible_to` or `listed` give them.
    """
    meetings = (
        await touching(found, window)
        .select_related("organizer")
        .order_by("-starts_at", "id")
        .limit(MOST)
    )
    held = await sittings_of(meetings, window)
    return sorted(held, key=lambda each: (each.starts_at, each.meeting.id))


async def sittings_of(meetings: Sequence[Meeting], window: Window) -> list[Sitting]:
    """What of these meetings is held in a span of time, one query at most; days called off are not.

    A meeting that is held once is its only day, whenever that is.
    """
    rows = await _rows_of(meetings)
    return [
        Sitting(meeting, day)
        for meeting in meetings
        for day in _days(meeting, rows.get(meeting.id, []), window)
        if day.takes_place
    ]


async def next_sittings(meetings: Sequence[Meeting], now: datetime) -> list[Sitting]:
    """Each of these meetings on its next day; a series that is over on its first; one query."""
    rows = await _rows_of(meetings)
    found = []
    for meeting in meetings:
        coming = []
        if meeting.recurrence:
            listed = listed_days(meeting.series, rows.get(meeting.id, []), Window(now))
            coming = [day for day in islice(listed, AHEAD) if day.takes_place]
        found.append(Sitting(meeting, min(coming, key=_starts, default=_only_day(meeting))))
    return found


def _starts(day: Day) -> datetime:
    return day.starts_at


async def _rows_of(meetings: Sequence[Meeting]) -> dict[UUID, list[Day]]:
    """The days that differ of several series; no query where there is no series."""
    found: dict[UUID, list[Day]] = {}
    if series := [meeting.id for meeting in meetings if meeting.recurrence]:
        for row in await Occurrence.filter(meeting_id__in=series):
            found.setdefault(row.meeting_id, []).append(row.day)
    return found


def _only_day(meeting: Meeting) -> Day:
    return Day(meeting.starts_at, meeting.starts_at, meeting.ends_at)


def _days(meeting: Meeting, rows: list[Day], window: Window) -> list[Day]:
    return (
        occurrences(*meeting.series, rows, window) if meeting.recurrence else [_only_day(meeting)]
    )


async def find_item(meeting: Meeting, item_id: UUID, parts: Iterable[Part]) -> AgendaItem:
    """An agenda item; NotFound too for a confidential one that somebody may not see."""
    item = await row_where(AgendaItem, "id", item_id)
    if (
        item is None
        or item.meeting_id != meeting.id
        or (item.confidential and not may(Action.SEE_CONFIDENTIAL, parts))
    ):
        raise NotFound(_("Pokok agenda ini tidak ada."))
    return item


async def history(meeting: Meeting, parts: Iterable[Part], limit: int = 8) -> list[Entry]:
    """What happened in a meeting, latest first, as far as somebody with these parts may know it."""
    entries = Entry.filter(stream=meeting.id, kind__in=list(EVENTS))
    if not may(Action.SEE_CONFIDENTIAL, parts):
        entries = entries.filter(audience__in=[Audience.PARTICIPANTS, Audience.PUBLIC])
    return await entries.order_by("-seq").limit(limit)


async def record_stage(meeting: Meeting) -> str:
    """How far the minutes of a finished meeting are, by the journal's last word on them."""
    if meeting.state is not State.FINISHED:
        return ""
    last = (
        await Entry.filter(stream=meeting.id, kind__startswith="minutes.").order_by("-seq").first()
    )
    return last.kind.removeprefix("minutes.") if last else ""


async def count_by_state(found: QuerySet[Meeting]) -> dict[State, int]:
    """How many of these meetings stand where, in one query."""
    rows = await found.annotate(n=Count("id")).group_by("state").values_list("state", "n")
    return {State(state): int(n) for state, n in rows}


def moment(at: datetime | None) -> str | None:
    """A point of time as live pages hold it, in UTC."""
    return at.astimezone(UTC).isoformat() if at else None


def meeting_state(meeting: Meeting) -> dict[str, Any]:
    """The meeting as live pages hold it, whole; entries and snapshots both carry this."""
    return {
        "id": str(meeting.id),
        "title": meeting.title,
        "status": meeting.state.value,
        "starts_at": moment(meeting.starts_at),
        "ends_at": moment(meeting.ends_at),
        "opened_at": moment(meeting.opened_at),
        "closed_at": moment(meeting.closed_at),
    }


def item_state(item: AgendaItem) -> dict[str, Any]:
    """An agenda item as live pages hold it, whole; entries and snapshots both carry this."""
    return {
        "id": str(item.id),
        "position": item.position,
        "title": item.title,
        "minutes": item.minutes,
        "presenter": item.presenter,
        "description": item.description,
        "confidential": item.confidential,
        "status": item.state.value,
        "started_at": moment(item.started_at),
        "finished_at": moment(item.finished_at),
        "revision": item.revision,
    }
