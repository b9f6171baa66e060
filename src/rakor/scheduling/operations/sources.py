"""Calendars outside Rakor: added, read again and again, removed."""

import asyncio
import json
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from tortoise.expressions import Q, Subquery

from rakor import journal
from rakor.accounts.models import Account, User
from rakor.accounts.operations.secrets import seal, unseal
from rakor.database import lock_row
from rakor.directory.models import Office, Person, PersonEmail
from rakor.directory.queries import holder_on
from rakor.errors import Conflict, Invalid, TooMany
from rakor.scheduling.itip import Owner
from rakor.scheduling.models import CalendarSource
from rakor.scheduling.operations.fetching import Found, Place, Unread, fetch
from rakor.scheduling.queries.sources import find_office_for, find_source, our_events, sources_of
from rakor.scheduling.rules import SourceFacts, Span, Trouble, merged, minute_of, next_look, packed
from rakor.scheduling.rules.sources import (
    AHEAD,
    BACK,
    IN_FULL,
    MOST_SOURCES,
    PAUSE_BY_HAND,
    TROUBLES,
    WORTHLESS,
    SourceKind,
)
from rakor.settings import settings
from rakor.words import _

SEALED = "calendar source"
# How many are read at a look of the clock.
AT_ONCE = 20
AT_A_TIME = 5


async def add_source(
    facts: SourceFacts, *, office_id: UUID | None = None, by: User
) -> CalendarSource:
    """Let Rakor read a calendar of somebody's own, or of an office they keep, from now on.

    It is read first. What cannot be read is refused (Invalid) with the reason and nothing is kept;
    so is a calendar beyond the fifth (Conflict).
    """
    office = await find_office_for(office_id, by=by) if office_id else None
    person = None if office else by.person
    now = datetime.now(UTC)
    kept = sources_of(by.id, office_id)
    if await kept.count() >= MOST_SOURCES:
        raise Conflict(_("Paling banyak {n} kalender. Hapus satu dahulu.").format(n=MOST_SOURCES))
    place = Place(facts.kind, facts.url, facts.username, facts.password)
    try:
        found = await fetch(place, _window(now), await _owner(person, office))
    except Unread as refusal:
        field = "password" if refusal.trouble is Trouble.DENIED else "url"
        raise Invalid.field(field, _(TROUBLES[refusal.trouble])) from None
    source = CalendarSource(
        person_id=by.id if person else None,
        office_id=office.id if office else None,
        kind=facts.kind,
        name=facts.name,
        host=(urlsplit(facts.url).hostname or "")[:255],
        secret=seal(SEALED, json.dumps([facts.url, facts.username, facts.password])),
        created_at=now,
        due_at=now,
    )
    await _take(source, found, now)
    async with journal.transaction() as record:
        # Two who add at once wait for each other here.
        await lock_row(Office, office.id) if office else await lock_row(Person, by.id)
        if await kept.count() >= MOST_SOURCES:
            raise Conflict(
                _("Paling banyak {n} kalender. Hapus satu dahulu.").format(n=MOST_SOURCES)
            )
        await source.save(force_create=True)
        await _note(record, "calendar_source.added", source, by=by)
    return source


async def remove_source(source_id: UUID, *, by: User) -> CalendarSource:
    """Read a calendar no more and forget its times, its address and how one gets in."""
    source = await find_source(source_id, by=by)
    async with journal.transaction() as record:
        await CalendarSource.filter(id=source.id).delete()
        await _note(record, "calendar_source.removed", source, by=by)
    return source


async def read_source(source_id: UUID, *, by: User) -> CalendarSource:
    """Read a calendar now. Refuses (TooMany) to do so twice within half a minute."""
    source = await find_source(source_id, by=by)
    now = datetime.now(UTC)
    if source.tried_at and now - source.tried_at < PAUSE_BY_HAND:
        raise TooMany(_("Kalender ini baru saja dibaca. Tunggu sebentar."), retry_after=30)
    await _read(source, now)
    return source


async def keep_sources(now: datetime | None = None) -> int:
    """Read the calendars whose turn it is; tells how many.

    Those of people whose account was closed are left alone, and what nobody could read for two
    weeks takes nobody's time any more.
    """
    at = now or datetime.now(UTC)
    await CalendarSource.filter(read_at__lt=at - WORTHLESS).exclude(spans=b"").update(spans=b"")
    open_accounts = Subquery(Account.filter(active=True).values("person_id"))
    due = (
        await CalendarSource.filter(due_at__lte=at)
        .filter(Q(office_id__not_isnull=True) | Q(person_id__in=open_accounts))
        .select_related("person__agency", "office__agency")
        .order_by("due_at", "id")
        .limit(AT_ONCE)
    )
    few = asyncio.Semaphore(AT_A_TIME)

    async def read(source: CalendarSource) -> bool:
        async with few:
            # Several workers look: whoever moves its turn reads it.
            mine = CalendarSource.filter(id=source.id, due_at=source.due_at)
            if not await mine.update(due_at=next_look(at, source.failures)):
                return False
            await _read(source, at)
            return True

    done = await asyncio.gather(*map(read, due), return_exceptions=True)
    for each in done:
        if isinstance(each, BaseException):
            raise each
    return sum(map(bool, done))


async def _read(source: CalendarSource, now: datetime) -> None:
    """Ask for a calendar and write down what came of it; no journal, it happens all the time."""
    source.tried_at = now
    try:
        place = _place(source, now)
        person = await Person.get_or_none(id=source.person_id).select_related("agency")
        office = await Office.get_or_none(id=source.office_id).select_related("agency")
        found = await fetch(place, _window(now), await _owner(person, office))
    except Unread as refusal:
        source.trouble = refusal.trouble.value
        source.failures += 1
    else:
        await _take(source, found, now)
    source.due_at = next_look(now, source.failures)
    # Not `save`: one that was removed meanwhile stays removed.
    changed = {name: getattr(source, name) for name in _WRITTEN}
    await CalendarSource.filter(id=source.id).update(**changed)


_WRITTEN = (
    "spans", "anonymous", "skipped", "etag", "modified", "read_at", "read_in_full_at", "tried_at",
    "due_at", "failures", "trouble",
)  # fmt: skip


async def _take(source: CalendarSource, found: Found, now: datetime) -> None:
    source.read_at = source.tried_at = now
    source.failures, source.trouble = 0, ""
    source.due_at = next_look(now, 0)
    if found.taken is None:
        return
    # What is a meeting of ours is known here better, with every answer to it.
    ours = await our_events(found.taken.spans)
    spans = {uid: each for uid, each in found.taken.spans.items() if uid not in ours}
    source.spans = packed(merged(span for each in spans.values() for span in each))
    source.anonymous = bool(spans.get(""))
    source.skipped = found.taken.skipped
    source.etag, source.modified = found.etag, found.modified
    source.read_in_full_at = now


def _place(source: CalendarSource, now: datetime) -> Place:
    """Where a kept calendar is. Raises Unread where the key of the installation is another now."""
    told = unseal(SEALED, source.secret)
    if told is None:
        raise Unread(Trouble.KEY)
    url, username, password = json.loads(told)
    place = Place(source.kind, url, username, password)
    whole = source.read_in_full_at
    if source.kind is SourceKind.CALDAV or whole is None or now - whole > IN_FULL:
        return place
    return Place(source.kind, url, username, password, source.etag, source.modified)


async def _owner(person: Person | None, office: Office | None) -> Owner:
    if office is not None:
        held = await holder_on(office)
        person = held.person if held else None
    agency = office.agency if office else person.agency if person and person.agency_id else None
    zone = (person.timezone if person else "") or (agency.timezone if agency else "")
    addresses: set[str] = {office.email} if office and office.email else set()
    if person is not None:
        more = await PersonEmail.filter(person_id=person.id).values_list("email", flat=True)
        addresses |= {str(each).lower() for each in [person.email, *more] if each}
    return Owner(ZoneInfo(zone or settings().timezone), frozenset(addresses))


def _window(now: datetime) -> Span:
    return minute_of(now - BACK), minute_of(now + AHEAD)


async def _note(record: journal.Record, kind: str, source: CalendarSource, *, by: User) -> None:
    await record.entry(
        journal.stream_of(f"calendar_source:{source.id}"),
        kind,
        by=by,
        subject=source.office_id or source.person_id,
        source=str(source.id),
        host=source.host,
    )
