"""The agenda: its items, their order, and taking them up one after the other."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid, NotFound
from rakor.journal import Audience, Record
from rakor.meetings import queries, rules
from rakor.meetings.models import AgendaItem, Material, Meeting
from rakor.meetings.operations.facts import ItemChanges, ItemFacts
from rakor.meetings.operations.ground import (
    audience_of,
    audience_of_item,
    check_revision,
    locked,
)
from rakor.meetings.operations.life import finish_active
from rakor.meetings.rules import Action, ItemState
from rakor.words import _

MOST = 200


async def add_item(meeting_id: UUID, facts: ItemFacts, *, by: User) -> AgendaItem:
    """Add an item at the end of the agenda. Refuses (Conflict) a meeting that is over."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        rules.check_changeable(meeting.state)
        items = await AgendaItem.filter(meeting_id=meeting.id)
        if len(items) >= MOST:
            raise Conflict(_("Satu agenda memuat paling banyak {n} pokok.").format(n=MOST))
        item = await AgendaItem.create(
            meeting_id=meeting.id,
            position=max((item.position for item in items), default=0) + 1,
            **facts.model_dump(exclude_unset=True),
        )
        await _tell(record, "agenda.added", meeting, item, by=by)
    return item


async def change_item(
    meeting_id: UUID,
    item_id: UUID,
    changes: ItemChanges,
    *,
    revision: int | None = None,
    by: User,
) -> AgendaItem:
    """Change an item. One that becomes confidential disappears for participants at once."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        item = await _item(meeting, item_id)
        check_revision(item, revision)
        rules.check_changeable(meeting.state)
        given = changes.model_dump(exclude_unset=True)
        changed = sorted(name for name, value in given.items() if getattr(item, name) != value)
        if not changed:
            return item
        item.update_from_dict({name: given[name] for name in changed})
        await _saved(item)
        if "confidential" in changed and item.confidential:
            # Before the entry for the staff, who replace the item they have just seen go.
            await record.entry(
                meeting.id,
                "agenda.removed",
                by=by,
                audience=audience_of(meeting),
                gone=[str(item.id)],
            )
        await _tell(record, "agenda.changed", meeting, item, by=by, changed=changed)
    return item


async def remove_item(meeting_id: UUID, item_id: UUID, *, by: User) -> AgendaItem:
    """Take an item off the agenda.

    Refuses (Conflict) one that was already taken up, and one that has documents, which would
    otherwise be shown to everybody or to nobody.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        item = await _item(meeting, item_id)
        rules.check_changeable(meeting.state)
        if item.started_at is not None:
            raise Conflict(_("Pokok ini sudah dibahas, jadi tetap dalam catatan rapat."))
        if await Material.exists(item_id=item.id, removed_at=None):
            raise Conflict(_("Pokok ini memuat bahan rapat. Pindahkan atau hapus bahannya dahulu."))
        try:
            async with journal.transaction():
                await item.delete()
        except IntegrityError:
            raise Conflict(_("Pokok ini sudah memuat keputusan.")) from None
        await record.entry(
            meeting.id,
            "agenda.removed",
            by=by,
            audience=audience_of_item(meeting, item),
            gone=[str(item.id)],
            title=item.title,
        )
    return item


async def order_items(meeting_id: UUID, order: Sequence[UUID], *, by: User) -> list[AgendaItem]:
    """Put the agenda into that order. Refuses (Invalid) one that leaves items out or adds some."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        rules.check_changeable(meeting.state)
        items = {item.id: item for item in await AgendaItem.filter(meeting_id=meeting.id)}
        if len(order) != len(items) or set(order) != set(items):
            raise Invalid.field("items", _("Sebutkan setiap pokok agenda tepat satu kali."))
        moved: list[AgendaItem] = []
        for position, key in enumerate(order, 1):
            if items[key].position != position:
                items[key].position = position
                await _saved(items[key])
                moved.append(items[key])
        # Two entries at most: participants learn nothing of confidential items.
        for confidential in (False, True):
            told = [item for item in moved if item.confidential is confidential]
            if told:
                await record.entry(
                    meeting.id,
                    "agenda.ordered",
                    by=by,
                    audience=audience_of_item(meeting, told[0]),
                    items=[queries.item_state(item) for item in told],
                )
    return [items[key] for key in order]


async def move_item(meeting_id: UUID, item_id: UUID, *, up: bool, by: User) -> list[AgendaItem]:
    """Move an item one place up or down; at the edge it stays where it is."""
    async with journal.transaction():
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        await _item(meeting, item_id)
        items = await AgendaItem.filter(meeting_id=meeting.id).order_by("position", "id")
        order = [item.id for item in items]
        at = order.index(item_id)
        other = at - 1 if up else at + 1
        if 0 <= other < len(order):
            order[at], order[other] = order[other], order[at]
        return await order_items(meeting_id, order, by=by)


async def start_item(meeting_id: UUID, item_id: UUID, *, by: User) -> AgendaItem:
    """Take up an item, which finishes the one before. Refuses (Conflict) outside the meeting."""
    async with journal.transaction() as record:
        meeting, item = await _running(meeting_id, item_id, by=by)
        rules.check_item_step(item.state, ItemState.ACTIVE)
        await finish_active(meeting, record, by=by)
        item.state, item.finished_at = ItemState.ACTIVE, None
        item.started_at = item.started_at or record.at
        await _saved(item)
        await _tell(record, "agenda.started", meeting, item, by=by)
    return item


async def finish_item(meeting_id: UUID, item_id: UUID, *, by: User) -> AgendaItem:
    """Finish the item under discussion. Refuses (Conflict) one that is not."""
    async with journal.transaction() as record:
        meeting, item = await _running(meeting_id, item_id, by=by)
        rules.check_item_step(item.state, ItemState.DONE)
        item.state, item.finished_at = ItemState.DONE, record.at
        await _saved(item)
        await _tell(record, "agenda.finished", meeting, item, by=by)
    return item


async def skip_item(meeting_id: UUID, item_id: UUID, *, by: User) -> AgendaItem:
    """Leave an item out today. Refuses (Conflict) one that was already taken up."""
    async with journal.transaction() as record:
        meeting, item = await _running(meeting_id, item_id, by=by)
        rules.check_item_step(item.state, ItemState.SKIPPED)
        item.state = ItemState.SKIPPED
        await _saved(item)
        await _tell(record, "agenda.skipped", meeting, item, by=by)
    return item


async def _running(meeting_id: UUID, item_id: UUID, *, by: User) -> tuple[Meeting, AgendaItem]:
    meeting = await locked(meeting_id, Action.RUN, by=by)
    item = await _item(meeting, item_id)
    rules.check_in_progress(meeting.state)
    return meeting, item


async def _item(meeting: Meeting, item_id: UUID) -> AgendaItem:
    item = await AgendaItem.get_or_none(id=item_id, meeting_id=meeting.id)
    if item is None:
        raise NotFound(_("Pokok agenda ini tidak ada."))
    return item


async def _saved(item: AgendaItem) -> None:
    item.revision += 1
    await item.save()


async def _tell(
    record: Record, kind: str, meeting: Meeting, item: AgendaItem, *, by: User, **more: Any
) -> None:
    audience: Audience = audience_of_item(meeting, item)
    await record.entry(
        meeting.id, kind, by=by, audience=audience, items=[queries.item_state(item)], **more
    )
