"""Writing notes so that nothing typed is ever lost: each save names the revision it began from."""

from typing import Any
from uuid import UUID

import orjson

from rakor import journal
from rakor.accounts.models import User
from rakor.database import add_row, change_row, row_where
from rakor.documents import richtext
from rakor.errors import Conflict, Invalid, NotFound, TooLarge
from rakor.journal import Audience, Record
from rakor.live.models import Note, NoteRevision
from rakor.live.operations.leases import hold, writable
from rakor.live.queries import note_state
from rakor.live.rules import merge
from rakor.meetings.models import AgendaItem
from rakor.words import _

LARGEST = 200_000  # bytes of the editor's JSON

_EMPTY: dict[str, Any] = {"type": "doc", "content": []}


async def save_note(
    meeting_id: UUID,
    item_id: UUID,
    body: object,
    base_revision: int,
    *,
    page: str | None = None,
    by: User,
) -> Note:
    """Keep what somebody wrote under an agenda item, beginning from `base_revision` (0: none yet).

    If others saved meanwhile, both are joined where they changed different blocks; else it is
    refused (Conflict) with both versions, and neither is lost. Every saved state stays. A body
    that says what is stored already changes nothing. `page`, the browser that writes, is then
    known to be writing. Refuses markup that is not allowed (Invalid), notes over 200 kB
    (TooLarge), and meetings that are not announced or are over (Conflict).
    """
    mine = richtext.dump(richtext.read(body))
    _check_size(mine)
    async with journal.transaction() as record:
        # Whoever writes in this meeting waits here, also when there is no note to lock yet.
        item = await writable(meeting_id, item_id, by)
        if page is not None:
            await hold(item, page, record.at, by=by)
        note = await row_where(Note, "item_id", item_id)
        joined = await _joined(note, mine, base_revision)
        if note is not None and joined == note.body:
            return note
        _check_size(joined)
        note = note or Note(meeting_id=meeting_id, item_id=item_id, revision=0)
        await _store(record, note, item, joined, by=by)
    return note


async def restore_note(meeting_id: UUID, item_id: UUID, revision: int, *, by: User) -> Note:
    """Let a note say again what it said at an earlier revision; what it says now stays, too.

    NotFound for a revision that never was. Refuses (Conflict) where notes are not written.
    """
    async with journal.transaction() as record:
        item = await writable(meeting_id, item_id, by)
        note = await row_where(Note, "item_id", item_id)
        earlier = note and await NoteRevision.get_or_none(note_id=note.id, revision=revision)
        if note is None or earlier is None:
            raise NotFound(_("Revisi ini belum pernah ada."))
        if earlier.body == note.body:
            return note
        await _store(record, note, item, earlier.body, by=by, restored=revision)
    return note


async def _store(
    record: Record, note: Note, item: AgendaItem, body: dict[str, Any], *, by: User, **more: Any
) -> None:
    """The next revision of a note, kept beside all earlier ones and told to whoever follows."""
    note.body, note.revision, note.at = body, note.revision + 1, record.at
    note.by_id, note.by_name = by.id, by.full_name
    if note.revision == 1:
        await add_row(note)
    else:
        await change_row(note, "body", "revision", "at", "by_id", "by_name")
    await add_row(
        NoteRevision(
            note_id=note.id, revision=note.revision, body=body, by_name=note.by_name, at=note.at
        )
    )
    await record.entry(
        note.meeting_id,
        "note.saved",
        by=by,
        audience=Audience.STAFF if item.confidential else Audience.PARTICIPANTS,
        note=note_state(note),
        **more,
    )


def _check_size(body: dict[str, Any]) -> None:
    if len(orjson.dumps(body)) > LARGEST:
        raise TooLarge(_("Catatan satu pokok agenda paling besar 200 kB."))


async def _joined(note: Note | None, mine: dict[str, Any], base_revision: int) -> dict[str, Any]:
    """What is to be stored: mine, or mine and theirs together."""
    stored = note.revision if note else 0
    if base_revision > stored:
        raise Invalid.field("base_revision", _("Revisi ini belum pernah ada."))
    if note is None or base_revision == stored or mine == note.body:
        return mine
    joined = merge(await _body_at(note, base_revision), mine, note.body)
    if joined is None:
        raise Conflict(
            _("Catatan ini diubah orang lain. Kedua versi disimpan; pilih atau gabungkan."),
            theirs=note_state(note),
            yours={"item": str(note.item_id), "body": mine, "base_revision": base_revision},
        )
    return joined


async def _body_at(note: Note, revision: int) -> dict[str, Any]:
    if revision == 0:
        return _EMPTY
    return (await NoteRevision.get(note_id=note.id, revision=revision)).body
