"""The address of somebody's tasks: making it, giving another, taking it back."""

from datetime import UTC, datetime, timedelta

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Person
from rakor.errors import Conflict
from rakor.followups.models import TaskFeed
from rakor.followups.queries import task_token
from rakor.invitations.queries import digest
from rakor.words import _

# How often it is written down that the tasks were asked for.
SEEN = timedelta(hours=1)


async def make_task_feed(*, by: User) -> TaskFeed:
    """Give somebody the address of their tasks; Conflict while they have one."""
    async with journal.transaction() as record:
        # Two who ask at once wait for each other here.
        await Person.filter(id=by.id).select_for_update().get()
        feed = await TaskFeed.get_or_none(person_id=by.id)
        if feed is not None and feed.revoked_at is None:
            raise Conflict(_("Langganan ini sudah ada. Ganti alamatnya bila hilang."))
        return await _renewed(record, feed or TaskFeed(person_id=by.id, generation=0), by)


async def renew_task_feed(*, by: User) -> TaskFeed:
    """Another address; programs that know the old one get nothing any more."""
    async with journal.transaction() as record:
        return await _renewed(record, await _held(by), by)


async def revoke_task_feed(*, by: User) -> TaskFeed:
    """Close it: its address leads nowhere from now on."""
    async with journal.transaction() as record:
        feed = await _held(by)
        feed.revoked_at = record.at
        await feed.save(update_fields=["revoked_at"])
        await _note(record, "feed.revoked", feed, by)
    return feed


async def _held(by: User) -> TaskFeed:
    feed = await TaskFeed.filter(person_id=by.id, revoked_at=None).select_for_update().first()
    if feed is None:
        raise Conflict(_("Anda belum mempunyai langganan tugas."))
    return feed


async def _renewed(record: journal.Record, feed: TaskFeed, by: User) -> TaskFeed:
    fresh = feed.generation == 0
    feed.generation += 1
    feed.digest = digest(task_token(feed))
    feed.revoked_at = feed.last_read_at = None
    await feed.save(force_create=fresh)
    await _note(record, "feed.created" if fresh else "feed.renewed", feed, by)
    return feed


async def _note(record: journal.Record, kind: str, feed: TaskFeed, by: User) -> None:
    stream = journal.stream_of(f"feed:{feed.id}")
    await record.entry(stream, kind, by=by, subject=by.id, feed=str(feed.id), of="tasks")


async def note_task_read(feed: TaskFeed) -> None:
    """Remember that a program asked, so that an address nobody uses is recognised."""
    now = datetime.now(UTC)
    if feed.last_read_at is None or now - feed.last_read_at > SEEN:
        await TaskFeed.filter(id=feed.id, generation=feed.generation).update(last_read_at=now)
