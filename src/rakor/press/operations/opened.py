"""Opening a release for a change: rights, locks, revision, and its entry in the journal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Moved, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.queries import parts_of
from rakor.meetings.rules import Action, Part, check_may
from rakor.press.models import Release, ReleaseAuthor, ReleasePhoto, ReleaseRevision
from rakor.press.queries import Open, whole
from rakor.press.rules import ReleaseState, check_not_withdrawn
from rakor.words import _


@dataclass(slots=True)
class Opened:
    """A release that nobody else changes meanwhile, and where its entry is written."""

    release: Release
    meeting: Meeting
    parts: frozenset[Part]
    record: journal.Record
    by: User

    @property
    def at(self) -> datetime:
        return self.record.at

    async def whole(self) -> Open:
        """All that belongs to it."""
        return await whole(self.release)

    async def tell(self, kind: str, *, subject: UUID | None = None, **data: Any) -> None:
        """Save it as the next revision, and write down what happened."""
        self.release.revision += 1
        await self.release.save()
        told = {"release": self.release.id, "headline": self.release.headline, **data}
        await self.record.entry(self.meeting.id, kind, by=self.by, subject=subject, **told)


@asynccontextmanager
async def opened(
    release_id: UUID, action: Action, *, by: User, revision: int | None = None
) -> AsyncIterator[Opened]:
    """A release for somebody who may do that in its meeting.

    Refuses NotFound where they see no such release, Moved a writer who has not read the latest
    revision, and (Conflict) one that was withdrawn.
    """
    found = await Release.get_or_none(id=release_id).only("id", "meeting_id")
    if found is None:
        raise NotFound(_("Siaran pers ini tidak ada."))
    async with journal.transaction() as record:
        meeting = await locked(found.meeting_id, action, by=by)
        await lock_row(Release, release_id)
        release = await Release.get(id=release_id)
        if revision is not None and revision != release.revision:
            raise Moved(
                _("Siaran pers ini sudah diubah orang lain. Muat ulang, lalu coba lagi."),
                revision=release.revision,
            )
        check_not_withdrawn(release.state)
        yield Opened(release, meeting, await parts_of(by, meeting), record, by)


async def reopened(work: Opened) -> None:
    """What follows a change of the text: an approval no longer stands.

    What is out already is corrected only by those who answer for it (Forbidden for others).
    """
    if work.release.state is ReleaseState.PUBLISHED:
        check_may(Action.APPROVE_RELEASE, work.parts)
        return
    work.release.state = ReleaseState.DRAFT
    work.release.approved_at, work.release.approved_by_id = None, None


async def keep_revision(work: Opened, note: str) -> None:
    """Keep the text as it is now, with who wrote it and when."""
    release = work.release
    own: dict[str, Any] = {"release_id": release.id}
    authors = await ReleaseAuthor.filter(**own).order_by("position", "id")
    photos = await ReleasePhoto.filter(**own).order_by("position", "id")
    content = {
        "headline": release.headline,
        "city": release.city,
        "dated": release.dated.isoformat(),
        "lead": release.lead,
        "body": release.body,
        "results": release.results,
        "counts": release.counts,
        "shows_counts": release.shows_counts,
        "authors": [{"name": author.name, "function": author.title} for author in authors],
        "photos": [str(photo.photo_id) for photo in photos],
        "about": release.about,
        "contact": release.contact,
    }
    number = await ReleaseRevision.filter(**own).count() + 1
    await ReleaseRevision.create(
        **own,
        number=number,
        content=content,
        note=note,
        by_id=work.by.id,
        by_name=work.by.full_name,
        at=work.at,
    )
