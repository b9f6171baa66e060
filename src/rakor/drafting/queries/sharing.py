"""Reading a draft that is shown for comments: by whom, what they said, as whom it is opened."""

import base64
import hmac
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.functions import Count

from rakor.accounts.models import User
from rakor.drafting.models import DraftComment, DraftReader, SharedDraft
from rakor.drafting.rules.sharing import CommentState
from rakor.errors import NotFound
from rakor.invitations.queries import digest
from rakor.meetings import queries as meetings
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.rules import Action, Part, State
from rakor.settings import settings
from rakor.words import _


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with the replies to it, in the order they were written."""

    comment: DraftComment
    answers: list[DraftComment]


@dataclass(frozen=True, slots=True)
class Shared:
    """A draft that is shown, to whom, and everything that was said, as its organizers read it."""

    meeting: Meeting
    draft: SharedDraft | None
    readers: Sequence[DraftReader] = ()
    threads: Sequence[Thread] = ()
    said: dict[UUID, int] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether somebody may comment now."""
        return self.draft is not None and takes_comments(self.draft, self.meeting)

    @property
    def missing(self) -> list[DraftReader]:
        """Those who neither commented nor said that they have nothing to say."""
        return [
            reader
            for reader in self.readers
            if reader.removed_at is None and reader.done_at is None and reader.id not in self.said
        ]

    @property
    def waiting(self) -> int:
        """How many comments nothing was done about yet."""
        return sum(each.comment.state is CommentState.OPEN for each in self.threads)


def takes_comments(draft: SharedDraft, meeting: Meeting) -> bool:
    """Whether somebody may comment now: still a draft, not ended, before the deadline."""
    now = datetime.now(UTC)
    return meeting.state is State.DRAFT and draft.ended_at is None and draft.deadline > now


def reader_token(reader: DraftReader) -> str:
    """The secret of the link, 128 bits; another one each time somebody is put back on the list."""
    text = f"draft:{reader.id}:{reader.generation}"
    secret = hmac.digest(settings().secret, text.encode(), "sha256")
    return base64.b32encode(secret[:16]).decode().rstrip("=").lower()


def reader_url(reader: DraftReader) -> str:
    """The link as it is mailed."""
    return f"{settings().public_url}/drafts/{reader_token(reader)}"


async def reader_by_token(token: str) -> DraftReader:
    """Who reads by this link, with the meeting; NotFound once they were taken off the list."""
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await DraftReader.filter(digest=digest(token), removed_at=None)
            .select_related("shared__meeting__organizer", "shared__shared_by", "person")
            .first()
        )
    if found is None:
        raise NotFound(_("Tautan ini tidak berlaku lagi. Hubungi penyelenggara rapat."))
    return found


async def find_shared(meeting_id: UUID, *, to: User) -> Shared:
    """A draft that is shown, for those who prepare it; a fixed number of queries."""
    meeting = await meetings.find_for(Action.INVITE, meeting_id, by=to)
    draft = await SharedDraft.get_or_none(meeting_id=meeting.id).select_related("shared_by")
    if draft is None:
        return Shared(meeting, None)
    readers = await DraftReader.filter(shared_id=draft.id).order_by("name", "id")
    counted = (
        await DraftComment.filter(shared_id=draft.id, reader_id__not_isnull=True)
        .annotate(n=Count("id"))
        .group_by("reader_id")
        .values_list("reader_id", "n")
    )
    said = {UUID(str(key)): int(n) for key, n in counted}
    return Shared(meeting, draft, readers, await threads_of(draft), said)


async def threads_of(draft: SharedDraft, hidden: Collection[UUID] | None = None) -> list[Thread]:
    """Everything that was said, oldest first; without what is about the `hidden` items.

    None hides nothing; given any set, comments that were made on confidential items are left out
    as well.
    """
    rows = (
        await DraftComment.filter(shared_id=draft.id)
        .select_related("reader", "author")
        .order_by("at", "id")
    )
    answers: dict[UUID, list[DraftComment]] = defaultdict(list)
    for row in rows:
        if row.parent_id:
            answers[row.parent_id].append(row)
    return [
        Thread(row, answers[row.id])
        for row in rows
        if row.parent_id is None
        and (hidden is None or not (row.confidential or row.item_id in hidden))
    ]


async def confidential_items(meeting: Meeting) -> set[UUID]:
    """The items of an agenda that only those chosen for it read."""
    rows = await AgendaItem.filter(meeting_id=meeting.id, confidential=True).values_list("id")
    return {UUID(str(key)) for (key,) in rows}


async def threads_for(reader: DraftReader) -> list[Thread]:
    """What a reader may see of what was said: everything, or all but confidential items."""
    hidden = None if reader.confidential else await confidential_items(reader.shared.meeting)
    return await threads_of(reader.shared, hidden)


async def materials_for(reader: DraftReader) -> list[dict[str, Any]]:
    """The documents that come with the draft, if they were chosen to."""
    if not reader.shared.materials:
        return []
    found = await meetings.materials_seen(reader.shared.meeting, parts_for(reader))
    return [each for each in found if each["removed_at"] is None]


def parts_for(reader: DraftReader) -> list[Part]:
    """As whom they read documents: as those invited do, or as one who sees confidential items."""
    return [Part.CHAIR] if reader.confidential else [Part.PARTICIPANT]


async def find_comment(draft: SharedDraft, comment_id: UUID) -> DraftComment:
    """A comment of this draft; NotFound for any other, and for a reply, which is not settled."""
    found = await DraftComment.get_or_none(id=comment_id, shared_id=draft.id, parent_id=None)
    if found is None:
        raise NotFound(_("Tanggapan ini tidak ada."))
    return found
