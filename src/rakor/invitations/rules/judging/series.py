"""One day of a series: which one an answer names, and which of two answers holds for it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rakor.invitations.rules.judging.values import Given
from rakor.invitations.rules.states import RsvpStatus

_TEXT = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?", re.I)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def instant_of(
    recurrence_id: str, timezone: str, starts: Iterable[datetime] = ()
) -> datetime | None:
    """The original start that a RECURRENCE-ID means, in UTC; None where the text means none.

    A time without a zone is one of the meeting's own; a bare date is the day of that date among
    `starts`, as calendars of all-day habits write it.
    """
    match = _TEXT.fullmatch(recurrence_id)
    if match is None:
        return None
    zone = ZoneInfo(timezone)
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        at = datetime(year, month, day, hour, minute, second, tzinfo=UTC if match[7] else zone)
        if match[4] is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    same = [start for start in starts if start.astimezone(zone).date() == at.date()]
    return same[0].astimezone(UTC) if len(same) == 1 else None


def holding(series: Given, day: Given | None) -> Given:
    """What somebody says to one day: the newer of their answer to it and that to all days.

    An answer from before that day was moved says nothing about it (RFC 6638 section 3.2.8). Who is
    uninvited, from all or from that day, is not asked at all.
    """
    if day is None or series.status is RsvpStatus.WITHDRAWN:
        return series
    if day.status is RsvpStatus.WITHDRAWN:
        return day
    floor = (max(series.reset_seq, day.reset_seq), _LONG_AGO)
    counts = [given for given in (series, day) if _said(given) >= floor]
    stamped = [given for given in counts if given.last_sequence is not None]
    answered = [given for given in counts if given.status is not RsvpStatus.NO_RESPONSE]
    # Of two with one stamp, the one about that day is meant.
    found = stamped or answered
    return (
        max(found, key=lambda given: (_said(given), given is day))
        if found
        else Given(reset_seq=floor[0])
    )


def _said(given: Given) -> tuple[int, datetime]:
    if given.last_sequence is None:
        return (given.reset_seq, _LONG_AGO)
    return (given.last_sequence, given.last_dtstamp or _LONG_AGO)
