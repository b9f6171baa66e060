"""Which of the things found somebody may read: asked of each feature as its own doors ask."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.followups import queries as followups
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting, MeetingPart
from rakor.meetings.rules import RIGHTS, Action
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.queries import reviews_of, stands_in, turn_of
from rakor.minutes.rules import SETTLED, MinutesState, ReviewState
from rakor.press.models import Release
from rakor.press.queries import public_releases
from rakor.search.queries.among import keys_among, rows_among
from rakor.search.queries.candidates import Candidate, keys_of
from rakor.search.rules import Kind


@dataclass(frozen=True, slots=True)
class Entrusted:
    """Minutes that somebody reads beyond their part in the meeting, each as its door says."""

    initials: frozenset[UUID]
    stand_in: frozenset[UUID]


async def entrusted_to(user: User) -> Entrusted:
    """The minutes that wait for somebody's initials, and those they approve for the chair."""
    asked = MinutesReview.filter(
        person_id=user.id, state=ReviewState.WAITING, minutes__state=MinutesState.IN_REVIEW
    ).select_related("minutes")
    initials = set()
    for row in await asked:
        turn = turn_of(row.minutes, await reviews_of(row.minutes))
        if turn is not None and turn.person_id == user.id:
            initials.add(row.minutes_id)
    deputy = [row for row in await Minutes.filter(stand_in_id=user.id) if stands_in(row, user)]
    return Entrusted(frozenset(initials), frozenset(row.id for row in deputy))


def acting(user: User, *actions: Action) -> QuerySet[Meeting]:
    """The meetings in which somebody may do one of these, among those they see."""
    parts = {part for action in actions for part in RIGHTS[action]}
    named = MeetingPart.filter(person_id=user.id, part__in=list(parts))
    mine = Q(id__in=Subquery(named.values("meeting_id"))) | meetings.standing_in(user)
    return meetings.visible_to(user).filter(mine)


async def readable(user: User, rows: Sequence[Candidate]) -> list[Candidate]:
    """Those of these things that somebody may read, in the same order.

    Asked only where the row does not say so: what is confidential, and a query for each kind that
    has its own doors.
    """
    told: set[int] = set()
    for kind in {row.kind for row in rows}:
        told |= await _READABLE[kind](user, [row for row in rows if row.kind is kind])
    return [row for row in rows if row.id in told]


async def _whole(user: User, rows: Iterable[Candidate]) -> set[UUID]:
    """The meetings of these things of which somebody sees all, the confidential too."""
    keys = {row.meeting_id for row in rows if row.seen}
    return await keys_among(acting(user, Action.SEE_CONFIDENTIAL), keys)


async def _meetings(_user: User, rows: Sequence[Candidate]) -> set[int]:
    return {row.id for row in rows if row.seen}


async def _on_agenda(user: User, rows: Sequence[Candidate]) -> set[int]:
    """Notes and decisions: what is confidential is for secretariat and chair."""
    whole = await _whole(user, [row for row in rows if row.hidden])
    return {
        row.id
        for row in rows
        if row.hidden is not None and row.seen and (not row.hidden or row.meeting_id in whole)
    }


async def _follow_ups(user: User, rows: Sequence[Candidate]) -> set[int]:
    keys = await keys_among(followups.visible_to(user), keys_of(rows, Kind.FOLLOW_UP))
    return {row.id for row in rows if row.object_id in keys}


async def _minutes(user: User, rows: Sequence[Candidate]) -> set[int]:
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
    whole, entrusted = await _whole(user, rows), await entrusted_to(user)
    return {
        row.id
        for row in rows
        if _opens(
            row,
            newest.get(row.meeting_id),
            settled.get(row.meeting_id),
            entrusted,
            whole=row.meeting_id in whole,
        )
    }


def _opens(
    row: Candidate, latest: UUID | None, settled: UUID | None, entrusted: Entrusted, *, whole: bool
) -> bool:
    if whole or latest in entrusted.stand_in:
        return row.whole and row.object_id == latest
    if latest in entrusted.initials:
        return not row.whole and row.object_id == latest
    return row.seen and not row.whole and row.object_id == settled


async def _releases(user: User, rows: Sequence[Candidate]) -> set[int]:
    keys = keys_of(rows, Kind.RELEASE)
    public: Any = public_releases(datetime.now(UTC)).filter(id__in=keys)
    told = set(await public.values_list("id", flat=True))
    worked_on = acting(user, Action.WRITE_RELEASE, Action.APPROVE_RELEASE)
    mine = Release.filter(meeting_id__in=Subquery(worked_on.values("id")))
    told |= await keys_among(mine, keys)
    return {row.id for row in rows if row.object_id in told}


_READABLE: dict[Kind, Callable[[User, Sequence[Candidate]], Awaitable[set[int]]]] = {
    Kind.MEETING: _meetings,
    Kind.NOTE: _on_agenda,
    Kind.DECISION: _on_agenda,
    Kind.FOLLOW_UP: _follow_ups,
    Kind.MINUTES: _minutes,
    Kind.RELEASE: _releases,
}
