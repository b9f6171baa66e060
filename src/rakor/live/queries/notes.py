"""Notes as pages follow them, and what they said earlier."""

from typing import Any
from uuid import UUID

from rakor.accounts.models import User
from rakor.documents import richtext
from rakor.errors import NotFound
from rakor.live.models import Note, NoteRevision
from rakor.live.queries.moments import moment
from rakor.meetings.models import AgendaItem
from rakor.meetings.queries import find_for, find_item, parts_of
from rakor.meetings.rules import Action


def note_state(note: Note) -> dict[str, Any]:
    """A note as a page follows it."""
    return {
        "item": str(note.item_id),
        "body": note.body,
        "revision": note.revision,
        "by": note.by_name,
        "at": moment(note.at),
    }


async def item_of(meeting_id: UUID, item_id: UUID, *, by: User, may_do: Action) -> AgendaItem:
    """An agenda item that somebody may see, in a meeting in which they may do that.

    NotFound also for a confidential item, as if it were not there.
    """
    meeting = await find_for(may_do, meeting_id, by=by)
    return await find_item(meeting, item_id, await parts_of(by, meeting))


async def note_seen(meeting_id: UUID, item_id: UUID, *, by: User) -> dict[str, Any]:
    """The note of an agenda item; an empty one at revision 0 when nobody has written yet."""
    item = await item_of(meeting_id, item_id, by=by, may_do=Action.SEE)
    note = await Note.get_or_none(item_id=item.id)
    if note is None:
        body = richtext.dump(richtext.EMPTY)
        return {"item": str(item.id), "body": body, "revision": 0, "by": "", "at": None}
    return note_state(note)


async def revisions_of(
    meeting_id: UUID, item_id: UUID, *, by: User, before: int | None, limit: int
) -> list[NoteRevision]:
    """What a note said earlier, the newest first, for those who write it."""
    item = await item_of(meeting_id, item_id, by=by, may_do=Action.RUN)
    rows = NoteRevision.filter(note__item_id=item.id).order_by("-revision").limit(limit)
    return await (rows.filter(revision__lt=before) if before else rows)


async def revision_of(meeting_id: UUID, item_id: UUID, revision: int, *, by: User) -> NoteRevision:
    """What a note said at one revision. NotFound where it never had that one."""
    item = await item_of(meeting_id, item_id, by=by, may_do=Action.RUN)
    found = await NoteRevision.get_or_none(note__item_id=item.id, revision=revision)
    if found is None:
        raise NotFound
    return found
