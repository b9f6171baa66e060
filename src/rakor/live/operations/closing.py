"""Ending a session, with every note saved."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.live.models import NoteLease, UnsavedNote
from rakor.live.queries import unsaved_in
from rakor.live.rules.leases import check_all_saved
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting


async def close_session(meeting_id: UUID, *, force: bool = False, by: User) -> Meeting:
    """End a meeting and the item under discussion; afterwards its notes are no longer written.

    Refuses (Conflict) a meeting that is not open, and one in which somebody's note is not saved
    yet, naming who; `force` does not wait for them.
    """
    async with journal.transaction():
        meeting = await meetings.close(meeting_id, by=by)
        check_all_saved(await unsaved_in(meeting_id), force=force)
        await NoteLease.filter(meeting_id=meeting_id).delete()
        await UnsavedNote.filter(meeting_id=meeting_id).delete()
    return meeting
