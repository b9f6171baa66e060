"""Opening the minutes of a meeting for a change: rights, lock, revision, and one journal entry."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Forbidden, Moved, NotFound, RakorError
from rakor.meetings.queries import find, find_for
from rakor.meetings.rules import Action
from rakor.minutes.models import Minutes
from rakor.minutes.queries import latest, reviews_of, stands_in
from rakor.minutes.rules import MinutesState
from rakor.words import _

Guard = Callable[[UUID, User], Awaitable[None]]
"""Refuses whoever may not do it; who may is more than the parts in the meeting tell."""


class Log:
    """Writes the entry of this act into the meeting's stream."""

    def __init__(self, record: journal.Record, meeting: UUID, by: User) -> None:
        self.record, self.meeting, self.by = record, meeting, by

    @property
    def at(self) -> datetime:
        return self.record.at

    async def __call__(self, kind: str, *, audience: journal.Audience, **data: Any) -> int:
        return await self.record.entry(self.meeting, kind, by=self.by, audience=audience, **data)


@asynccontextmanager
async def opened(
    action: Action | Guard, meeting_id: UUID, *, by: User, revision: int | None
) -> AsyncIterator[tuple[Minutes, Log]]:
    """The latest version, locked; it is saved as the next revision when the block ends.

    Refuses NotFound where there are no minutes, and Moved when `revision` is not the one that
    the writer has read.
    """
    if isinstance(action, Action):
        await find_for(action, meeting_id, by=by)
    else:
        await action(meeting_id, by)
    async with locked_minutes(meeting_id, by=by) as (minutes, log):
        if revision is not None and revision != minutes.revision:
            raise Moved(
                _("Notula sudah diubah sejak Anda membacanya. Muat ulang, lalu coba lagi."),
                revision=minutes.revision,
            )
        yield minutes, log
        minutes.revision += 1
        await minutes.save()


@asynccontextmanager
async def locked_minutes(meeting_id: UUID, *, by: User) -> AsyncIterator[tuple[Minutes, Log]]:
    """The latest version, locked until the block ends, for what is said about it."""
    async with journal.transaction() as record:
        minutes = (
            await Minutes.filter(meeting_id=meeting_id)
            .order_by("-version")
            .select_for_update()
            .first()
        )
        if minutes is None:
            raise NotFound(_("Notula rapat ini belum disusun."))
        yield minutes, Log(record, meeting_id, by)


async def may_approve(meeting_id: UUID, by: User) -> None:
    """The chair, and whom the chair named to approve these minutes.

    NotFound for whoever may not see the meeting, Forbidden for everybody else in it.
    """
    try:
        await find_for(Action.APPROVE_MINUTES, meeting_id, by=by)
    except RakorError:
        minutes = await latest(meeting_id)
        if minutes is None or not stands_in(minutes, by):
            raise


async def may_initial(meeting_id: UUID, by: User) -> None:
    """Those whose initials are asked for, while the minutes are under review."""
    minutes = await latest(meeting_id)
    under_review = minutes is not None and minutes.state is MinutesState.IN_REVIEW
    asked = await reviews_of(minutes) if minutes and under_review else []
    if by.id in {each.person_id for each in asked}:
        return
    await find(meeting_id, to=by)
    raise Forbidden(_("Paraf notula ini tidak diminta dari Anda."))


async def may_return(meeting_id: UUID, by: User) -> None:
    """Whoever approves the minutes, and whoever is asked for their initials."""
    try:
        await may_approve(meeting_id, by)
    except RakorError as refusal:
        try:
            await may_initial(meeting_id, by)
        except RakorError:
            raise refusal from None
