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

from tortoise import connections
from tortoise.expressions import Q, Subquery
from tortoise.queryset import ValuesListQuery

from rakor import words
from rakor.accounts.models import Account
from rakor.errors import NotFound
from rakor.invitations import itip
from rakor.invitations.itip import CalendarMeeting
from rakor.invitations.models import Feed, Invitation, OccurrenceAnswer
from rakor.invitations.queries.calendars import calendar_day, calendar_meeting
from rakor.invitations.queries.secrets import digest, feed_token, personal_url
from rakor.invitations.queries.told import days_of_series, facts_of
from rakor.invitations.rules import ATTENDS, Given, RsvpStatus, holding
from rakor.meetings.models import Meeting, MeetingPart, Occurrence
from rakor.meetings.queries import on_since
from rakor.meetings.rules import NAMED_ONLY, Mode, State
from rakor.settings import settings
from rakor.words import _

MOST = 2_000
BACK = timedelta(days=366)
KEPT = 8_192


# What decides how the event of a meeting looks in one calendar, as the database gave it: nothing is
# made of it unless the event has to be written. The seat is None where somebody has a part only.
_MEETING = ("revision", "changed_at", "organizer__name", "timezone")
_GIVEN = ("status", "reset_sequence", "last_sequence", "last_dtstamp")
_DAY = ("recurrence_id", *_GIVEN)
_TIMEZONE, _SEAT = 4, 5
Row = tuple[Any, ...]
Key = tuple[str, Row, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting in somebody's calendar. With `only` just these days of a series are in it.

    `seat` and `generation` lead to the personal page; `without` leaves days out.
    """

    meeting: UUID
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


@dataclass(frozen=True, slots=True)
class Event:
    """The bytes of one meeting, b"" where nothing of it is shown, and when it last changed."""

    content: bytes
    changed_at: datetime


class _Kept:
    """Events that were written, the least recently read are forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._events: OrderedDict[Key, Event] = OrderedDict()

    def get(self, key: Key) -> Event | None:
        found = self._events.get(key)
        if found is not None:
            self._events.move_to_end(key)
        return found

    def put(self, key: Key, event: Event) -> None:
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
            keys = await _keys_of_person(feed.person_id, since)
            name = _("Rapat saya")
        else:
            keys = await _keys_of_agency(feed.agency.path if feed.agency else "", since)
            short = feed.agency.short_name if feed.agency else ""
            name = _("Rapat {agency}").format(agency=short)
        events = [event for event in await _events(keys) if event.content]
        zones = {row[_TIMEZONE] for _language, row, _days in keys}
        content = itip.feed((event.content for event in events), name=name, zones=zones)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return Calendar(content, etag, max((event.changed_at for event in events), default=None))


async def _raw(rows: ValuesListQuery[Any]) -> list[Row]:
    """Rows as the database gives them; making values of 1,000 takes longer than all the rest."""
    rows.sql()
    sql, values = rows.query.get_parameterized_sql()
    _count, found = await connections.get("default").execute_query(sql, values)
    return [tuple(row) for row in found]


async def _keys_of_person(person_id: UUID, since: datetime) -> list[Key]:
    """What a person is invited to and did not decline, and where they have a part.

    Days of a series are answered by themselves. A draft is in no calendar.
    """
    asked = await _raw(
        Invitation.filter(on_since(since, "meeting__"), person_id=person_id)
        .exclude(meeting__state=State.DRAFT)
        .order_by("-meeting__starts_at", "id")
        .limit(MOST)
        .values_list(
            "meeting_id", *(f"meeting__{column}" for column in _MEETING),
            "id", "generation", "status", "only_on",
        )
    )  # fmt: skip
    answered: dict[Any, list[Row]] = {}
    for row in await _raw(
        OccurrenceAnswer.filter(invitation__person_id=person_id)
        .order_by("recurrence_id")
        .values_list("invitation_id", *_DAY, *(f"invitation__{column}" for column in _GIVEN))
    ):
        answered.setdefault(row[0], []).append(row[1:])
    parts = MeetingPart.filter(person_id=person_id).values("meeting_id")
    named = Q(id__in=Subquery(parts)) & ~Q(state=State.DRAFT)
    others = await _raw(
        Meeting.filter(named, on_since(since))
        .order_by("-starts_at", "id")
        .limit(MOST)
        .values_list("id", *_MEETING)
    )
    # Who declined is not led back by the part that came with the invitation.
    known = {row[0] for row in asked}
    asked += [row for row in others if row[0] not in known]
    language = words.language()
    return [
        (language, row, tuple(answered.get(row[_SEAT], ())) if len(row) > _SEAT else ())
        for row in asked
    ]


async def _keys_of_agency(path: str, since: datetime) -> list[Key]:
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
    rows = await _raw(
        Meeting.filter(takes_part, on_since(since))
        .exclude(state=State.DRAFT)
        .exclude(security_class__in=list(NAMED_ONLY))
        .order_by("-starts_at", "id")
        .limit(MOST)
        .values_list("id", *_MEETING)
    )
    language = words.language()
    return [(language, row, ()) for row in rows]


async def _events(keys: Sequence[Key]) -> list[Event]:
    """The bytes of each, those not kept are written; two queries at most."""
    found = {key: _kept.get(key) for key in keys}
    missing = [key for key, event in found.items() if event is None]
    if missing:
        wanted = {_key(row[0]) for _language, row, _days in missing}
        rows = await Meeting.filter(id__in=list(wanted)).select_related("organizer")
        days = await days_of_series(rows)
        meetings = {row.id: row for row in rows}
        for key, event in (await asyncio.to_thread(_write_all, missing, meetings, days)).items():
            found[key] = event
            # A meeting that changed meanwhile is another key the next time.
            if meetings[_key(key[1][0])].revision == key[1][1]:
                _kept.put(key, event)
    return [event for event in found.values() if event is not None]


def _key(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _moment(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _write_all(
    keys: Iterable[Key],
    meetings: Mapping[UUID, Meeting],
    days: Mapping[UUID, Sequence[Occurrence]],
) -> dict[Key, Event]:
    written = {}
    for key in keys:
        entry = _entry(key)
        if (meeting := meetings.get(_key(key[1][0]))) is not None:
            content = _write(entry, meeting, days.get(meeting.id, ())) if entry else b""
            written[key] = Event(content, meeting.changed_at)
    return written


def _entry(key: Key) -> Entry | None:
    """What one row puts into the calendar; None when nothing is left of an invitation."""
    _language, row, answers = key
    meeting = _key(row[0])
    if len(row) == _SEAT:
        return Entry(meeting)
    seat, generation, said, only_on = row[_SEAT:]
    status = RsvpStatus(said)
    attends = status in ATTENDS
    comes = {_moment(day[0]): _comes(day) for day in answers}
    own = Entry(meeting, _key(seat), generation, status)
    if only_on is not None:
        one = _moment(only_on)
        return replace(own, only=(one,)) if one and comes.get(one, attends) else None
    some = tuple(sorted(day for day, does in comes.items() if day and does is not attends))
    if attends:
        return replace(own, without=some)
    # Declined as a whole, but not for these days.
    return replace(own, only=some, status=RsvpStatus.ACCEPTED) if some else None


def _comes(day: Row) -> bool:
    """Whether somebody comes on a day of which they said something else than of the series."""
    own, whole = _given(day[1 : len(_DAY)]), _given(day[len(_DAY) :])
    return holding(whole, own).status in ATTENDS


def _given(row: Row) -> Given:
    return Given(RsvpStatus(row[0]), row[1], row[2], _moment(row[3]))


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
