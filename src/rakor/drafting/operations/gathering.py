"""What happens to a shown draft by itself: news for its organizer, and reminders before the end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.drafting.models import DraftComment, DraftReader, SharedDraft
from rakor.drafting.operations.letters import WORDINGS, About, To, letter
from rakor.drafting.operations.sharing import remind_readers, shown
from rakor.drafting.rules.sharing import check_commentable
from rakor.errors import Conflict
from rakor.mail import outbox
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State
from rakor.settings import settings
from rakor.words import _, ngettext

# Comments wait so long for others, to be told of together.
GATHER = timedelta(minutes=30)
LAST_DAY = timedelta(days=1)
# By hand nobody is written to twice within this.
PAUSE = timedelta(hours=12)


async def keep_drafts(now: datetime | None = None) -> int:
    """Tell organizers of new comments, gathered, and remind readers in the last day; how many."""
    at = now or datetime.now(UTC)
    sent = 0
    late = DraftComment.filter(at__lte=at - GATHER, reader_id__not_isnull=True)
    for shared_id in set(await late.filter(shared__told_at__lt=at - GATHER).values_list(
        "shared_id", flat=True
    )):  # fmt: skip
        sent += await _gather(UUID(str(shared_id)), at)
    soon = SharedDraft.filter(ended_at=None, deadline__gt=at, deadline__lte=at + LAST_DAY)
    for draft in await soon.filter(meeting__state=State.DRAFT):
        sent += await _remind_alone(draft.id)
    return sent


async def _gather(shared_id: UUID, at: datetime) -> int:
    """One letter about everything that readers said since the last, once the first has waited."""
    async with journal.transaction():
        await lock_row(SharedDraft, shared_id)
        draft = await SharedDraft.get(id=shared_id).select_related(
            "meeting__organizer", "shared_by"
        )
        new = await DraftComment.filter(
            shared_id=shared_id, reader_id__not_isnull=True, at__gt=draft.told_at, at__lte=at
        ).order_by("at")
        if not new or new[0].at > at - GATHER:
            return 0
        before, draft.told_at = draft.told_at, at
        await draft.save(update_fields=["told_at"])
        person = draft.shared_by
        if not person.email:
            return 0
        said = ngettext("{n} tanggapan baru.", "{n} tanggapan baru.", len(new))
        about = About(WORDINGS["comments"], draft.meeting, at, note=said.format(n=len(new)))
        link = f"{settings().public_url}/meetings/{draft.meeting_id}/draft"
        to = To(person.email, person.full_name, link, person.locale)
        purpose = f"draft:{draft.id}:comments:{before.timestamp():.0f}"
        await outbox.enqueue([letter(purpose, about, to, draft.id)])
    outbox.wake()
    return 1


async def _remind_alone(shared_id: UUID) -> int:
    known = await SharedDraft.get(id=shared_id)
    async with journal.transaction() as record:
        await lock_row(Meeting, known.meeting_id)
        draft = await SharedDraft.get(id=shared_id).select_related("meeting__organizer")
        since = draft.deadline - LAST_DAY
        # Shown in that last day: whoever got the letter then needs no other.
        if draft.ended_at is not None or draft.shared_at > since:
            return 0
        late = await _missing(draft, since)
        return await remind_readers(record, draft.meeting, draft, late, by=None)


async def remind_now(meeting_id: UUID, *, by: User) -> int:
    """Write to those who have neither commented nor said that they have nothing to say.

    Whoever was written to within twelve hours is left in peace. Refuses (Conflict) when there is
    nobody to write to, and after the deadline.
    """
    async with journal.transaction() as record:
        meeting, draft = await shown(meeting_id, by=by)
        check_commentable(meeting.state, draft.deadline, record.at, ended=False)
        late = await _missing(draft, record.at - PAUSE)
        count = await remind_readers(record, meeting, draft, late, by=by)
        if not count:
            raise Conflict(
                _("Tidak ada yang perlu diingatkan: semua sudah menanggapi atau baru disurati.")
            )
    outbox.wake()
    return count


async def _missing(draft: SharedDraft, told_before: datetime) -> list[DraftReader]:
    said = await DraftComment.filter(shared_id=draft.id, reader_id__not_isnull=True).values_list(
        "reader_id", flat=True
    )
    rows = DraftReader.filter(shared_id=draft.id, removed_at=None, done_at=None)
    rows = rows.filter(told_at__lt=told_before)
    return await rows.exclude(id__in=list(set(said))).order_by("id")
