"""Calendars to subscribe to: making one, giving it another address, revoking it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor import journal
from rakor.accounts.models import User
from rakor.directory.models import Agency, Person
from rakor.directory.rules import in_line
from rakor.errors import Conflict, Forbidden, NotFound
from rakor.invitations.models import Feed
from rakor.invitations.queries.secrets import digest, feed_token
from rakor.words import _

# How often it is written down that a calendar was asked for.
SEEN = timedelta(hours=1)


def may_feed(by: User, agency: Agency) -> bool:
    """Whether somebody may give out the calendar of an agency: its own keepers and admins."""
    return by.is_admin or (by.keeps_directory and in_line(by, agency))


def feeds_of(user: User) -> QuerySet[Feed]:
    """The calendars in use that somebody may see and revoke: their own, and their agency's."""
    mine = Q(person_id=user.id)
    if user.is_admin:
        mine |= Q(agency_id__not_isnull=True)
    elif user.keeps_directory and user.agency_path:
        mine |= Q(agency__path__startswith=user.agency_path)
    return Feed.filter(mine, revoked_at=None).select_related("agency")


async def find_feed(feed_id: UUID, *, by: User) -> Feed:
    """A calendar in use; NotFound for whoever may not revoke it."""
    found = await feeds_of(by).get_or_none(id=feed_id)
    if found is None:
        raise NotFound(_("Langganan kalender ini tidak ada atau sudah dicabut."))
    return found


async def make_feed(agency_code: str | None = None, *, by: User) -> Feed:
    """Give somebody the address of their own calendar, or of that of an agency they keep.

    Refuses Forbidden the calendar of an agency that is not theirs, and Conflict a second one: an
    address that got lost is renewed.
    """
    agency = await _agency(agency_code, by=by) if agency_code else None
    async with journal.transaction() as record:
        # Two who ask at once wait for each other here.
        if agency is not None:
            await Agency.filter(id=agency.id).select_for_update().get()
            before = Feed.filter(agency_id=agency.id, revoked_at=None)
        else:
            await Person.filter(id=by.id).select_for_update().get()
            before = Feed.filter(person_id=by.id, revoked_at=None)
        if await before.exists():
            raise Conflict(_("Langganan ini sudah ada. Ganti alamatnya bila hilang."))
        feed = Feed(person_id=None if agency else by.id, agency=agency, created_by=by.id)
        feed.token_digest = digest(feed_token(feed))
        await feed.save()
        await _note(record, "feed.created", feed, by=by)
    return feed


async def _agency(code: str, *, by: User) -> Agency:
    agency = await Agency.get_or_none(code=code, merged_into_id=None)
    if agency is None:
        raise NotFound(_("Instansi ini tidak ada."))
    if not may_feed(by, agency):
        raise Forbidden(_("Kalender instansi ini dibagikan oleh pengelola instansinya."))
    return agency


async def renew_feed(feed_id: UUID, *, by: User) -> Feed:
    """Give a calendar another address; programs that know the old one get nothing any more."""
    await find_feed(feed_id, by=by)
    async with journal.transaction() as record:
        feed = await _locked(feed_id)
        feed.generation += 1
        feed.token_digest = digest(feed_token(feed))
        feed.last_read_at = None
        await feed.save(update_fields=["generation", "token_digest", "last_read_at"])
        await _note(record, "feed.renewed", feed, by=by)
    return await find_feed(feed_id, by=by)


async def revoke_feed(feed_id: UUID, *, by: User) -> Feed:
    """Close a calendar for good: its address leads nowhere from now on."""
    await find_feed(feed_id, by=by)
    async with journal.transaction() as record:
        feed = await _locked(feed_id)
        feed.revoked_at = record.at
        await feed.save(update_fields=["revoked_at"])
        await _note(record, "feed.revoked", feed, by=by)
    return feed


async def _locked(feed_id: UUID) -> Feed:
    feed = await Feed.filter(id=feed_id, revoked_at=None).select_for_update().first()
    if feed is None:
        raise NotFound(_("Langganan kalender ini tidak ada atau sudah dicabut."))
    if feed.agency_id is not None:
        await feed.fetch_related("agency")
    return feed


async def _note(record: journal.Record, kind: str, feed: Feed, *, by: User) -> None:
    subject = feed.agency_id or feed.person_id
    stream = journal.stream_of(f"feed:{feed.id}")
    await record.entry(stream, kind, by=by, subject=subject, feed=str(feed.id))


async def note_read(feed: Feed) -> None:
    """Remember that a program asked, so that an address nobody uses is recognised."""
    now = datetime.now(UTC)
    if feed.last_read_at is None or now - feed.last_read_at > SEEN:
        await Feed.filter(id=feed.id, generation=feed.generation).update(last_read_at=now)
