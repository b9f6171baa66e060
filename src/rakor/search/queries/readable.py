"""Which of the things found somebody may read: asked of each feature as its own doors ask."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.followups import queries as followups
from rakor.live.models import Decision
from rakor.live.rules import DecisionState
from rakor.meetings import queries as meetings
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart
from rakor.meetings.rules import RIGHTS, Action
from rakor.minutes.models import Minutes
from rakor.minutes.rules import SETTLED
from rakor.press.models import Release
from rakor.press.queries import public_releases
from rakor.search.queries.among import keys_among, rows_among
from rakor.search.queries.candidates import Candidate, Entrusted, keys_of
from rakor.search.rules import Kind


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody, the meetings in question that they see, and those of which they see all."""

    user: User
    entrusted: Entrusted
    seen: frozenset[UUID]
    whole: frozenset[UUID]
    titles: dict[UUID, str] = field(default_factory=dict)


def acting(user: User, *actions: Action) -> QuerySet[Meeting]:
    """The meetings in which somebody may do one of these, among those they see."""
    parts = {part for action in actions for part in RIGHTS[action]}
    named = MeetingPart.filter(person_id=user.id, part__in=list(parts))
    mine = Q(id__in=Subquery(named.values("meeting_id"))) | meetings.standing_in(user)
    return meetings.visible_to(user).filter(mine)


async def reader_of(user: User, entrusted: Entrusted, rows: Sequence[Candidate]) -> Reader:
    """Somebody with what they may see of the meetings of these things; two queries."""
    keys = {row.meeting_id for row in rows}
    seen = await rows_among(meetings.visible_to(user), keys, "id", "title")
    titles = {row["id"]: row["title"] for row in seen}
    whole = await keys_among(acting(user, Action.SEE_CONFIDENTIAL), titles)
    return Reader(user, entrusted, frozenset(titles), frozenset(whole), titles)


async def readable(reader: Reader, rows: Sequence[Candidate]) -> list[Candidate]:
    """Those of these things that somebody may read, in the same order; a query for each kind."""
    told: set[int] = set()
    for kind in {row.kind for row in rows}:
        told |= await _READABLE[kind](reader, [row for row in rows if row.kind is kind])
    return [row for row in rows if row.id in told]


async def _meetings(reader: Reader, rows: Sequence[Candidate]) -> set[int]:
    return {row.id for row in rows if row.object_id in reader.seen}


async def _notes(reader: Reader, rows: Sequence[Candidate]) -> set[int]:
    items = await rows_among(AgendaItem.all(), keys_of(rows, Kind.NOTE), "id", "confidential")
    return _told_of(reader, rows, {each["id"]: bool(each["confidential"]) for each in items})


async def _decisions(reader: Reader, rows: Sequence[Candidate]) -> set[int]:
    standing = await rows_among(
        Decision.filter(state=DecisionState.ACTIVE),
        keys_of(rows, Kind.DECISION),
        "id",
        "item__confidential",
    )
    hidden = {each["id"]: bool(each["item__confidential"]) for each in standing}
    return _told_of(reader, rows, hidden)


def _told_of(reader: Reader, rows: Sequence[Candidate], hidden: dict[UUID, bool]) -> set[int]:
    return {
        row.id
        for row in rows
        if row.object_id in hidden and _told(reader, row, hidden=hidden[row.object_id])
    }


def _told(reader: Reader, row: Candidate, *, hidden: bool) -> bool:
    """What is confidential is for secretariat and chair."""
    return row.meeting_id in (reader.whole if hidden else reader.seen)


async def _follow_ups(reader: Reader, rows: Sequence[Candidate]) -> set[int]:
    keys = await keys_among(followups.visible_to(reader.user), keys_of(rows, Kind.FOLLOW_UP))
    return {row.id for row in rows if row.object_id in keys}


async def _minutes(reader: Reader, rows: Sequence[Candidate]) -> set[int]:
    """Of each meeting the version that somebody reads when they open the minutes."""
    versions = await rows_among(
        Minutes.all(),
        {row.meeting_id for row in rows},
        "id",
        "meeting_id",
        "state",
        "version",
        by="meeting_id",
    )
    newest: dict[UUID, UUID] = {}
    settled: dict[UUID, UUID] = {}
    for each in sorted(versions, key=lambda each: each["version"], reverse=True):
        newest.setdefault(each["meeting_id"], each["id"])
        if each["state"] in SETTLED:
            settled.setdefault(each["meeting_id"], each["id"])
    return {row.id for row in rows if _opens(reader, row, newest, settled)}


def _opens(
    reader: Reader, row: Candidate, newest: dict[UUID, UUID], settled: dict[UUID, UUID]
) -> bool:
    latest = newest.get(row.meeting_id)
    deputy = latest in reader.entrusted.stand_in
    if row.meeting_id in reader.whole or deputy:
        return row.whole and row.object_id == latest
    if latest in reader.entrusted.initials:
        return not row.whole and row.object_id == latest
    told = row.meeting_id in reader.seen and not row.whole
    return told and row.object_id == settled.get(row.meeting_id)


async def _releases(reader: Reader, rows: Sequence[Candidate]) -> set[int]:
    keys = keys_of(rows, Kind.RELEASE)
    public: Any = public_releases(datetime.now(UTC)).filter(id__in=keys)
    told = set(await public.values_list("id", flat=True))
    worked_on = acting(reader.user, Action.WRITE_RELEASE, Action.APPROVE_RELEASE)
    mine = Release.filter(meeting_id__in=Subquery(worked_on.values("id")))
    told |= await keys_among(mine, keys)
    return {row.id for row in rows if row.object_id in told}


_READABLE: dict[Kind, Callable[[Reader, Sequence[Candidate]], Awaitable[set[int]]]] = {
    Kind.MEETING: _meetings,
    Kind.NOTE: _notes,
    Kind.DECISION: _decisions,
    Kind.FOLLOW_UP: _follow_ups,
    Kind.MINUTES: _minutes,
    Kind.RELEASE: _releases,
}
