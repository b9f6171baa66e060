"""Opening a letter for a change: rights, lock, revision, and one journal entry."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Forbidden, Moved
from rakor.letters import queries
from rakor.letters.models import OfficialLetter
from rakor.meetings.queries import may_do
from rakor.meetings.rules import Action
from rakor.words import _


class Log:
    """Writes the entry of this act into the meeting's stream."""

    def __init__(self, record: journal.Record, letter: OfficialLetter, by: User) -> None:
        self.record, self.letter, self.by = record, letter, by

    @property
    def at(self) -> datetime:
        return self.record.at

    async def __call__(self, kind: str, *, subject: UUID | None = None, **data: Any) -> int:
        return await self.record.entry(
            self.letter.meeting_id,
            kind,
            by=self.by,
            subject=subject,
            letter=str(self.letter.id),
            **data,
        )


async def prepared(letter_id: UUID, *, by: User) -> OfficialLetter:
    """A letter of a meeting that somebody prepares; Forbidden for those who only approve it."""
    letter = await queries.find(letter_id, to=by)
    await check_prepares(letter, by=by)
    return letter


async def check_prepares(letter: OfficialLetter, *, by: User) -> None:
    """Refuses (Forbidden) whoever does not prepare the meeting that the letter is about."""
    if not await may_do(Action.INVITE, letter.meeting, by):
        raise Forbidden(_("Hanya penyiap rapat yang mengubah surat undangannya."))


@asynccontextmanager
async def opened(
    letter_id: UUID, *, by: User, revision: int | None
) -> AsyncIterator[tuple[OfficialLetter, Log]]:
    """The letter, locked; it is saved as the next revision when the block ends.

    Refuses Moved when `revision` is not the one that the writer has read.
    """
    async with journal.transaction() as record:
        await OfficialLetter.filter(id=letter_id).select_for_update().first()
        letter = await queries.find(letter_id, to=by)
        if revision is not None and revision != letter.revision:
            raise Moved(
                _("Surat sudah diubah sejak Anda membacanya. Muat ulang, lalu coba lagi."),
                revision=letter.revision,
            )
        yield letter, Log(record, letter, by)
        letter.revision += 1
        await letter.save()
