"""Saying that one writes in a note, and that all one wrote is saved. None of it is a record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import add_row, change_row, change_where, row_where
from rakor.live.models import NoteLease, UnsavedNote
from rakor.live.rules import check_may_write
from rakor.live.rules.leases import LEASE, may_hold
from rakor.meetings.models import AgendaItem
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import find_item, parts_of
from rakor.meetings.rules import Action


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes in the note of an agenda item; `mine` when it is the page that asked."""

    item: UUID
    person: UUID
    name: str
    page: str
    until: datetime
    mine: bool


async def take_lease(
    meeting_id: UUID,
    item_id: UUID,
    page: str,
    *,
    take_over: bool = False,
    unsaved: bool | None = None,
    by: User,
) -> Writing:
    """Write in a note for the next half minute, or learn who does; nobody is kept from saving.

    `page` is the browser's own word for itself. `unsaved` says that it holds what is not saved
    yet, or (False) that everything is. Refuses (Conflict) where notes are not written.
    """
    async with journal.transaction() as record:
        item = await writable(meeting_id, item_id, by)
        if unsaved is not None:
            await _mark(item, page, record.at, unsaved=unsaved, by=by)
        return await hold(item, page, record.at, take_over=take_over, by=by)


async def release_lease(meeting_id: UUID, item_id: UUID, page: str, *, by: User) -> None:
    """Stop writing in a note, with everything saved. Harmless when another writes there."""
    async with journal.transaction():
        meeting = await locked(meeting_id, Action.RUN, by=by)
        item = await find_item(meeting, item_id, await parts_of(by, meeting))
        await NoteLease.filter(item_id=item.id, page=page, person_id=by.id).delete()
        await UnsavedNote.filter(item_id=item.id, page=page, person_id=by.id).delete()


async def hold(
    item: AgendaItem, page: str, now: datetime, *, take_over: bool = False, by: User
) -> Writing:
    """Inside an act: the lease of this page begun or renewed, unless another one holds it."""
    found = await row_where(NoteLease, "item_id", item.id)
    lease = found or NoteLease(meeting_id=item.meeting_id, item_id=item.id, page=page, until=now)
    if may_hold(lease.page, lease.until, page, now, take_over=take_over):
        lease.page, lease.until = page, now + LEASE
        lease.person_id, lease.name = by.id, by.full_name
        if found:
            await change_row(lease, "page", "until", "person_id", "name")
        else:
            await add_row(lease)
    return Writing(
        item.id, lease.person_id, lease.name, lease.page, lease.until, lease.page == page
    )


async def writable(meeting_id: UUID, item_id: UUID, by: User) -> AgendaItem:
    """Inside an act: an agenda item that somebody may write under, the meeting locked."""
    meeting = await locked(meeting_id, Action.RUN, by=by, related=())
    item = await find_item(meeting, item_id, await parts_of(by, meeting))
    check_may_write(meeting.state)
    return item


async def _mark(item: AgendaItem, page: str, now: datetime, *, unsaved: bool, by: User) -> None:
    place = {"item_id": item.id, "page": page}
    if not unsaved:
        await UnsavedNote.filter(**place).delete()
    elif not await change_where(UnsavedNote, place, {"at": now, "person_id": by.id}):
        await add_row(
            UnsavedNote(
                meeting_id=item.meeting_id, item_id=item.id, page=page, person_id=by.id, at=now
            )
        )
