"""Opening the minutes of a meeting for a change: rights, lock, revision, and one journal entry."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Moved, NotFound
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.minutes.models import Minutes
from rakor.words import _


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
    action: Action, meeting_id: UUID, *, by: User, revision: int | None
) -> AsyncIterator[tuple[Minutes, Log]]:
    """The latest version, locked; it is saved as the next revision when the block ends.

    Refuses NotFound where there are no minutes, and Moved when `revision` is not the one that
    the writer has read.
    """
    meeting = await find_for(action, meeting_id, by=by)
    async with journal.transaction() as record:
        minutes = (
            await Minutes.filter(meeting_id=meeting.id)
            .order_by("-version")
            .select_for_update()
            .first()
        )
        if minutes is None:
            raise NotFound(_("Notula rapat ini belum disusun."))
        if revision is not None and revision != minutes.revision:
            raise Moved(
                _("Notula sudah diubah sejak Anda membacanya. Muat ulang, lalu coba lagi."),
                revision=minutes.revision,
            )
        yield minutes, Log(record, meeting.id, by)
        minutes.revision += 1
        await minutes.save()
