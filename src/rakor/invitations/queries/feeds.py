"""Calendars to subscribe to: what somebody is invited to, or what an agency takes part in.

Programs ask for these again and again, so the event of each meeting is written once and kept as
long as it does not change. The video link itself is in none of them, as subscribed calendars are
shared: a person's own calendar leads to their personal page, where they check in first.
"""

import asyncio
import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from tortoise.expressions import Q, Subquery

from rakor import words
from rakor.accounts.models import Account
from rakor.errors import NotFound
from rakor.invitations import itip
from rakor.invitations.itip import CalendarMeeting
from rakor.invitations.models import Feed, Invitation, OccurrenceAnswer
from rakor.invitations.queries.calendars import calendar_day, calendar_meeting
from rakor.invitations.queries.secrets import digest, feed_token, personal_url
from rakor.invitations.queries.told import days_of_series, facts_of
from rakor.invitations.rules import Given, RsvpStatus, holding
from rakor.meetings.models import Meeting, MeetingPart, Occurrence
from rakor.meetings.queries import on_since
from rakor.meetings.rules import NAMED_ONLY, Mode, State
from rakor.settings import settings
from rakor.words import _

MOST = 2_000
BACK = timedelta(days=366)
KEPT = 8_192
ATTENDS = frozenset({RsvpStatus.NO_RESPONSE, RsvpStatus.TENTATIVE, RsvpStatus.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in somebody's calendar: all that decides how its bytes look.

    `seat` and `generation` lead to the personal page, None where there is none. With `only` just
    these days of a series are in it, `without` leaves days out.
    """

    meeting: UUID
    revision: int
    changed_at: datetime
    organizer: str
    timezone: str
    seat: UUID | None = None
    generation: int = 0
    status: RsvpStatus | None = None
    only: tuple[datetime, ...] = ()
    without: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """A whole calendar as bytes, with what HTTP says about them (RFC 9110 section 8.8)."""

    content: bytes
    etag: str
    changed_at: datetime | None


class _Kept:
    """Events that were written, the least recently read are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._events: OrderedDict[tuple[Entry, str], bytes] = OrderedDict()

    def get(self, key: tuple[Entry, str]) -> bytes | None:
        found = self._events.get(key)
        if found is not None:
            self._events.move_to_end(key)
        return found

    def put(self, key: tuple[Entry, str], event: bytes) -> None:
        self._events[key] = event
        while len(self._events) > self._most:
            self._events.popitem(last=False)


_kept = _Kept(KEPT)


def feed_url(feed: Feed) -> str:
    """The address of a calendar, as it is given to programs."""
    return f"{settings().public_url}/feeds/{feed_token(feed)}.ics"


async def feed_by_token(token: str) -> Feed:
    """The calendar behind an address; NotFound for none, a revoked one, and a closed account."""
    found = None
    if re.fullmatch(r"[a-z2-7]{26}", token):
        found = (
            await Feed.filter(token_digest=digest(token), revoked_at=None)
            .select_related("person", "agency")
            .first()
        )
    if found is not None and found.person_id is not None:
        open_account = Account.filter(person_id=found.person_id, active=True)
        found = found if await open_account.exists() else None
    if found is None:
        raise NotFound(_("Langganan kalender ini tidak ada atau sudah dicabut."))
    return found


async def calendar_of(feed: Feed, now: datetime | None = None) -> Calendar:
    """What a subscribed calendar shows; the same bytes as long as nothing in it changes."""
    # Whole days, so that the edge does not move while nothing happens.
    since = (now or datetime.now(UTC)).replace(hour=0, minute=0, second=0, microsecond=0) - BACK
    person = feed.person if feed.person_id else None
    with words.speaking((person.locale if person else "") or settings().locale):
        if feed.person_id is not None:
            entries = await entries_of_person(feed.person_id, since)
            name = _("Rapat saya")
        else:
            path = feed.agency.path if feed.agency else ""
            entries = await entries_of_agency(path, since)
            short = feed.agency.short_name if feed.agency else ""
            name = _("Rapat {agency}").format(agency=short)
        events = await _events(entries)
        content = itip.feed(events, name=name, zones={entry.timezone for entry in entries})
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return Calendar(content, etag, max((entry.changed_at for entry in entries), default=None))


_MEETING = ("revision", "changed_at", "organizer__name", "timezone")


async def entries_of_person(person_id: UUID, since: datetime) -> list[Entry]:
    """What a person is invited to and did not decline, and where they have a part.

    Days of a series are answered by themselves. A draft is in no calendar.
    """
    asked = (
        await Invitation.filter(on_since(since, "meeting__"), person_id=person_id)
        .exclude(meeting__state=State.DRAFT)
        .order_by("-meeting__starts_at", "id")
        .limit(MOST)
        .values_list(
            "meeting_id", *(f"meeting__{column}" for column in _MEETING),
            "id", "generation", "status", "only_on",
            "reset_sequence", "last_sequence", "last_dtstamp",
        )
    )  # fmt: skip
    days = await _days_answered(person_id)
    found = {row[0]: _entry_of_seat(row, days.get(row[5], {})) for row in asked}
    parts = MeetingPart.filter(person_id=person_id).values("meeting_id")
    named = Q(id__in=Subquery(parts)) & ~Q(state=State.DRAFT)
    rows = (
        await Meeting.filter(named, on_since(since))
        .order_by("-starts_at", "id")
        .limit(MOST)
        .values_list("id", *_MEETING)
    )
    for row in rows:
        # Who declined is not led back by the part that came with the invitation.
        found.setdefault(row[0], Entry(*row))
    return [entry for entry in found.values() if entry is not None]


def _entry_of_seat(row: tuple[Any, ...], days: Mapping[datetime, Given]) -> Entry | None:
    """What one invitation puts into the calendar; None when nothing is left of it."""
    meeting, revision, changed_at, organizer, timezone, seat, generation = row[:7]
    status, only_on, *memory = row[7:]
    whole = Given(RsvpStatus(status), *memory)
    comes = {day: holding(whole, given).status in ATTENDS for day, given in days.items()}
    entry = Entry(
        meeting, revision, changed_at, organizer, timezone, seat, generation, whole.status
    )
    if only_on is not None:
        return replace(entry, only=(only_on,)) if whole.status in ATTENDS else None
    if whole.status in ATTENDS:
        left = tuple(sorted(day for day, attends in comes.items() if not attends))
        return replace(entry, without=left)
    # Declined as a whole, but not for these days.
    kept = tuple(sorted(day for day, attends in comes.items() if attends))
    return replace(entry, only=kept, status=RsvpStatus.ACCEPTED) if kept else None


async def _days_answered(person_id: UUID) -> dict[UUID, dict[datetime, Given]]:
    rows = await OccurrenceAnswer.filter(invitation__person_id=person_id).values_list(
        "invitation_id", "recurrence_id", "status",
        "reset_sequence", "last_sequence", "last_dtstamp",
    )  # fmt: skip
    found: dict[UUID, dict[datetime, Given]] = {}
    for seat, day, status, *memory in rows:
        found.setdefault(seat, {})[day] = Given(RsvpStatus(status), *memory)
    return found


async def entries_of_agency(path: str, since: datetime) -> list[Entry]:
    """What an agency with all below it organizes or was invited to; nobody's name is in it.

    Never a draft, a meeting that only those named in it may know of, or a letter not yet sent.
    """
    if not path:
        return []
    asked = Invitation.filter(
        Q(agency__path__startswith=path) | Q(office__agency__path__startswith=path),
        sent_at__not_isnull=True,
        only_on=None,
    ).exclude(status=RsvpStatus.WITHDRAWN)
    takes_part = Q(organizer__path__startswith=path)
    takes_part |= Q(id__in=Subquery(asked.values("meeting_id")))
    rows = (
        await Meeting.filter(takes_part, on_since(since))
        .exclude(state=State.DRAFT)
        .exclude(security_class__in=list(NAMED_ONLY))
        .order_by("-starts_at", "id")
        .limit(MOST)
        .values_list("id", *_MEETING)
    )
    return [Entry(*row) for row in rows]


async def _events(entries: Sequence[Entry]) -> list[bytes]:
    """The bytes of each, those not kept are written; three queries at most."""
    language = words.language()
    found = {entry: _kept.get((entry, language)) for entry in entries}
    missing = [entry for entry, event in found.items() if event is None]
    if missing:
        wanted = {entry.meeting for entry in missing}
        rows = await Meeting.filter(id__in=list(wanted)).select_related("organizer")
        meetings = {row.id: row for row in rows}
        days = await days_of_series(rows)
        write = partial(_write_all, missing, meetings, days)
        for entry, event in (await asyncio.to_thread(write)).items():
            found[entry] = event
            # A meeting that changed meanwhile is another entry the next time.
            if (meetings[entry.meeting].revision, meetings[entry.meeting].changed_at) == (
                entry.revision,
                entry.changed_at,
            ):
                _kept.put((entry, language), event)
    return [event for event in found.values() if event]


def _write_all(
    entries: Iterable[Entry],
    meetings: Mapping[UUID, Meeting],
    days: Mapping[UUID, Sequence[Occurrence]],
) -> dict[Entry, bytes]:
    return {
        entry: _write(entry, meetings[entry.meeting], days.get(entry.meeting, ()))
        for entry in entries
        if entry.meeting in meetings
    }


def _write(entry: Entry, meeting: Meeting, days: Sequence[Occurrence]) -> bytes:
    organizer = itip.Party(settings().mail_reply, meeting.organizer.name)
    shown = partial(_shown, entry, meeting)
    if entry.only:
        url = f"{settings().public_url}/meetings/{meeting.id}"
        facts = facts_of(meeting, days)
        some = (calendar_day(facts, day, url=url, kind=meeting.kind) for day in entry.only)
        told = [shown(each) for each in some if each is not None]
    else:
        whole = calendar_meeting(meeting, days=days)
        overrides = [day for day in whole.overrides if day.recurrence_id not in entry.without]
        off = tuple(sorted({*whole.exdates, *entry.without}))
        overrides = [shown(day) for day in overrides]
        told = [replace(shown(whole), exdates=off, overrides=tuple(overrides))]
    stamp = meeting.changed_at
    event = b"".join(itip.feed_event(each, organizer, stamp=stamp) for each in told)
    # What does not take place takes nobody's time; a text cannot begin a line like this.
    off_mark = b"\r\nSTATUS:CANCELLED\r\n"
    return event.replace(off_mark, off_mark + b"TRANSP:TRANSPARENT\r\n")


def _shown(entry: Entry, meeting: Meeting, told: CalendarMeeting) -> CalendarMeeting:
    """How this calendar shows it: what is off says so in its title too, as few programs mark it."""
    if told.status == "CANCELLED":
        postponed = meeting.state is State.POSTPONED
        title = _("Ditunda: {title}") if postponed else _("Dibatalkan: {title}")
        return replace(told, title=title.format(title=told.title))
    if entry.status in (RsvpStatus.NO_RESPONSE, RsvpStatus.TENTATIVE):
        told = replace(told, status="TENTATIVE")
    if entry.seat is None or meeting.mode is Mode.IN_PERSON or meeting.state is State.FINISHED:
        return told
    seat = Invitation(id=entry.seat, generation=entry.generation)
    label = _("Gabung lewat halaman pribadi")
    return replace(told, join_url=f"{personal_url(seat)}/join", join_label=label)
