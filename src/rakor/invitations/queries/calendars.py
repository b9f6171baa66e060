"""The meeting as calendars are told of it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rakor.invitations.itip import CalendarMeeting, Party, publish
from rakor.invitations.queries.told import days_of_series, facts_of
from rakor.invitations.rules import DayFacts, DayStanding, Facts
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.rules import KINDS, Kind, Mode, is_start
from rakor.settings import settings
from rakor.words import _


def calendar_meeting(
    meeting: Meeting, *, note: str = "", days: Sequence[Occurrence] = ()
) -> CalendarMeeting:
    """The meeting as calendars are told of it, a series with its `days` as overrides.

    The video link is never in it: calendars are shared more widely than the letter, and the link is
    given on the personal page. `note` is the last line of the description. `meeting.organizer` is
    loaded.
    """
    facts = facts_of(meeting, days)
    url = f"{settings().public_url}/meetings/{meeting.id}"
    told = calendar_series(facts, url=url, kind=meeting.kind, note=note, marks_cancelled=True)
    overrides = [
        calendar_day(facts, day.recurrence_id, url=url, kind=meeting.kind, note=note)
        for day in facts.days
        if not (day.is_held and facts.is_as_planned(day))
    ]
    return replace(told, overrides=tuple(each for each in overrides if each is not None))


def calendar_series(
    facts: Facts,
    *,
    url: str,
    kind: Kind,
    note: str = "",
    left_out: Sequence[datetime] = (),
    marks_cancelled: bool = False,
) -> CalendarMeeting:
    """A meeting or all of a series; days that are off are left out, unless they are marked so."""
    off = [] if marks_cancelled else [day.recurrence_id for day in facts.days if not day.is_held]
    gone = {*off, *left_out}
    come = [day.recurrence_id for day in facts.days if _is_added(facts, day, marks_cancelled)]
    return CalendarMeeting(
        uid=facts.uid,
        sequence=facts.sequence,
        title=facts.title,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        timezone=facts.timezone,
        description="\n\n".join(filter(None, [facts.theme, facts.purpose, note])),
        location="; ".join(filter(None, [facts.place, _online(facts)])),
        url=url,
        categories=(_(KINDS[kind]),),
        status="CONFIRMED" if facts.is_on else "CANCELLED",
        recurrence=facts.recurrence,
        exdates=tuple(sorted(gone - {*come})),
        rdates=tuple(day for day in come if day not in gone),
    )


def _is_added(facts: Facts, day: DayFacts, marks_cancelled: bool) -> bool:
    """Whether a day stands beside the rule; one that was added and called off does so in feeds."""
    if day.standing is DayStanding.CANCELLED:
        return marks_cancelled and not is_start(facts.series, day.recurrence_id)
    return day.standing is DayStanding.ADDED


def calendar_day(
    facts: Facts, recurrence_id: datetime, *, url: str, kind: Kind, note: str = ""
) -> CalendarMeeting | None:
    """One day of a series with all its facts; None where the series has no such day."""
    day = facts.day(recurrence_id)
    if day is None:
        return None
    whole = calendar_series(facts, url=url, kind=kind, note=note)
    return replace(
        whole,
        title=day.title,
        starts_at=day.starts_at,
        ends_at=day.ends_at,
        location="; ".join(filter(None, [day.place, _online(facts)])),
        status="CONFIRMED" if day.is_held and facts.is_on else "CANCELLED",
        recurrence="",
        exdates=(),
        rdates=(),
        recurrence_id=recurrence_id,
    )


def calendar_gone(facts: Facts, recurrence_id: datetime) -> CalendarMeeting:
    """A day that the series no longer has, as a CANCEL names it."""
    return CalendarMeeting(
        uid=facts.uid,
        sequence=facts.sequence,
        title=facts.title,
        starts_at=recurrence_id,
        ends_at=recurrence_id + (facts.ends_at - facts.starts_at),
        timezone=facts.timezone,
        recurrence_id=recurrence_id,
    )


def calendar_closed(facts: Facts, recurrence_id: datetime | None = None) -> CalendarMeeting:
    """A closed meeting, for calendars that must forget what they knew of it."""
    return CalendarMeeting(
        uid=facts.uid,
        sequence=facts.sequence,
        title=_("Rapat tertutup"),
        starts_at=recurrence_id or facts.starts_at,
        ends_at=(recurrence_id or facts.starts_at) + (facts.ends_at - facts.starts_at),
        timezone=facts.timezone,
        recurrence_id=recurrence_id,
    )


def _online(facts: Facts) -> str:
    return facts.online or _("Daring") if facts.mode != Mode.IN_PERSON else ""


async def calendar_file(meeting: Meeting, *, only_on: datetime | None = None) -> tuple[bytes, str]:
    """The meeting for anybody's calendar, and its ETag; `meeting.organizer` is loaded.

    For a guest of one day of a series it is that day alone.
    """
    organizer = Party(settings().mail_reply, meeting.organizer.name)
    days = (await days_of_series([meeting])).get(meeting.id, ())
    told = calendar_meeting(meeting, days=days)
    if only_on is not None:
        facts = facts_of(meeting, days)
        day = calendar_day(facts, only_on, url=told.url, kind=meeting.kind)
        told = day or replace(calendar_gone(facts, only_on), status="CANCELLED")
    content = publish(told, organizer, stamp=meeting.changed_at)
    return content, f'"{hashlib.sha256(content).hexdigest()[:20]}"'
