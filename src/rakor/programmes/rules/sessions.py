"""Sessions of a programme: within its days, and never two at once in the same track."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from rakor.errors import Invalid
from rakor.words import _

MOST_DAYS = 31


@dataclass(frozen=True, slots=True)
class Placed:
    """A session in its track ("" for all) from when until when."""

    key: Hashable
    track: str
    starts_at: datetime
    ends_at: datetime


def check_days(first: date, last: date) -> None:
    """Refuses (Invalid) a last day before the first, and programmes of over 31 days."""
    if last < first:
        raise Invalid.field("last_day", _("Hari terakhir tidak boleh sebelum hari pertama."))
    if (last - first).days >= MOST_DAYS:
        raise Invalid.field(
            "last_day", _("Satu rangkaian acara paling lama {n} hari.").format(n=MOST_DAYS)
        )


def check_within(
    starts_at: datetime, ends_at: datetime, first: date, last: date, zone: str
) -> None:
    """Refuses (Invalid) an end that is not after the start, and what begins on another day."""
    if ends_at <= starts_at:
        raise Invalid.field("ends_at", _("Jam selesai harus sesudah jam mulai."))
    if ends_at - starts_at > timedelta(days=MOST_DAYS):
        raise Invalid.field("ends_at", _("Satu sesi paling lama 31 hari."))
    if not first <= starts_at.astimezone(ZoneInfo(zone)).date() <= last:
        raise Invalid.field("starts_at", _("Waktu ini di luar hari rangkaian acara."))


def clashes(sessions: Sequence[Placed]) -> list[tuple[Hashable, Hashable]]:
    """Pairs of sessions of one track that are on at the same time, each by its key."""
    tracks: dict[str, list[Placed]] = {}
    for each in sorted(sessions, key=lambda each: (each.starts_at, each.ends_at)):
        tracks.setdefault(each.track.casefold(), []).append(each)
    found = []
    for there in tracks.values():
        longest = there[0]
        for before, after in pairwise(there):
            longest = max(longest, before, key=lambda each: each.ends_at)
            if after.starts_at < longest.ends_at:
                found.append((longest.key, after.key))
    return found


def beside(sessions: Sequence[Placed]) -> list[list[Placed]]:
    """Sessions in order of time; those that are on at the same time stand together."""
    groups: list[list[Placed]] = []
    until: datetime | None = None
    for each in sorted(sessions, key=lambda each: (each.starts_at, each.track.casefold())):
        if until is not None and each.starts_at < until:
            groups[-1].append(each)
            until = max(until, each.ends_at)
        else:
            groups.append([each])
            until = each.ends_at
    return groups
