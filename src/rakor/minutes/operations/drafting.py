"""Making minutes out of the record, once and again while they are drafts."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.errors import Conflict
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.minutes import rules
from rakor.minutes.export import from_content
from rakor.minutes.models import Minutes
from rakor.minutes.operations.keeping import begin, content_of, keep
from rakor.minutes.operations.opened import opened
from rakor.minutes.operations.record import Taken, take
from rakor.words import _


async def draft(meeting_id: UUID, *, by: User) -> Minutes:
    """Make the first draft from agenda, notes, decisions and attendance.

    Refuses (Conflict) a meeting that has not begun, and a second draft.
    """
    key = new_id()
    async with journal.transaction() as record:
        # The meeting, then the stream: the order in which every act takes its locks. The entry
        # holds the stream, so that everything read after it is the record up to this number.
        meeting = await locked(meeting_id, Action.DRAFT_MINUTES, by=by)
        rules.check_held(meeting.state)
        seq = await record.entry(
            meeting.id,
            "minutes.drafted",
            by=by,
            audience=journal.Audience.STAFF,
            minutes=key,
            version=1,
        )
        if await Minutes.filter(meeting_id=meeting.id).exists():
            raise Conflict(_("Notula rapat ini sudah ada."))
        taken = await take(meeting, by=by, at=record.at)
        minutes = Minutes(
            id=key,
            meeting_id=meeting.id,
            journal_seq=seq,
            content={},
            drafted_by_id=by.id,
            drafted_at=record.at,
            revision=0,
        )
        first = content_of(taken.document, taken.items, [])
        return await begin(minutes, first, by=by, at=record.at)


async def refresh(meeting_id: UUID, *, by: User, revision: int | None = None) -> Minutes:
    """Take the record again: what happened since comes in, what somebody rewrote stays.

    Refuses (Conflict) minutes that are under review or approved.
    """
    async with opened(Action.DRAFT_MINUTES, meeting_id, by=by, revision=revision) as (minutes, log):
        rules.check_editable(minutes.state)
        minutes.journal_seq = await log(
            "minutes.refreshed", audience=journal.Audience.STAFF, version=minutes.version
        )
        meeting = await Meeting.get(id=minutes.meeting_id).select_related("organizer")
        taken = await take(meeting, by=by, at=log.at)
        await keep(minutes, _kept(minutes.content, taken), by=by, at=log.at)
    return minutes


def _kept(content: dict[str, Any], taken: Taken) -> dict[str, Any]:
    """The new record with the sections that somebody had rewritten."""
    old, new = from_content(content["document"]), taken.document
    edited = set(content["edited"])
    said = {name: getattr(old.facts, name) for name in ("basis", "subject") if name in edited}
    facts = replace(new.facts, **said)
    sections: dict[str, Any] = {
        name: getattr(old, name)
        for name in ("opening", "closing", "presentations", "qa", "next_meeting")
        if name in edited
    }
    if "place_and_date" in edited:
        sections["signing"] = replace(new.signing, place_and_date=old.signing.place_and_date)
    before = dict(zip(content["items"], old.discussion, strict=True))
    discussion = tuple(
        replace(entry, notes=before[str(item)].notes)
        if str(item) in edited and str(item) in before
        else entry
        for item, entry in zip(taken.items, new.discussion, strict=True)
    )
    document = replace(new, facts=facts, discussion=discussion, **sections)
    return content_of(document, taken.items, list(edited))
