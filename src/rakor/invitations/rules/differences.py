"""What is different about a meeting, and whom it concerns."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rakor.invitations.rules.facts import DayFacts, Facts, adds_days
from rakor.invitations.rules.states import RsvpStatus
from rakor.meetings.rules import Channel
from rakor.words import N_


class Difference(StrEnum):
    """What of a meeting is not as it was told."""

    TIME = "time"
    MORE_DAYS = "more_days"
    RULE = "rule"
    TITLE = "title"
    THEME = "theme"
    PURPOSE = "purpose"
    PLACE = "place"
    MODE = "mode"
    ONLINE = "online"
    LINK = "link"
    ORGANIZER = "organizer"
    DAY_MOVED = "day_moved"
    DAY_TITLE = "day_title"
    DAY_PLACE = "day_place"
    DAY_CANCELLED = "day_cancelled"
    DAY_ADDED = "day_added"
    DAY_RESTORED = "day_restored"


DIFFERENCES = {
    Difference.TIME: N_("Waktu"),
    Difference.MORE_DAYS: N_("Pengulangan"),
    Difference.RULE: N_("Pengulangan"),
    Difference.TITLE: N_("Judul"),
    Difference.THEME: N_("Tema"),
    Difference.PURPOSE: N_("Maksud dan tujuan"),
    Difference.PLACE: N_("Tempat"),
    Difference.MODE: N_("Cara pelaksanaan"),
    Difference.ONLINE: N_("Layanan daring"),
    Difference.LINK: N_("Tautan daring"),
    Difference.ORGANIZER: N_("Penyelenggara"),
    Difference.DAY_MOVED: N_("Waktu"),
    Difference.DAY_TITLE: N_("Judul"),
    Difference.DAY_PLACE: N_("Tempat"),
    Difference.DAY_CANCELLED: N_("Dibatalkan"),
    Difference.DAY_ADDED: N_("Hari tambahan"),
    Difference.DAY_RESTORED: N_("Tetap diadakan"),
}

Times = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, before and after; `day` is the original start of the day it is about."""

    what: Difference
    before: str | Times
    after: str | Times
    day: datetime | None = None


# Everybody must hear of it, also whoever will not come: their answer may be another now.
_FOR_ALL = frozenset(
    {
        Difference.TIME,
        Difference.MORE_DAYS,
        Difference.RULE,
        Difference.ORGANIZER,
        Difference.DAY_MOVED,
        Difference.DAY_CANCELLED,
        Difference.DAY_ADDED,
        Difference.DAY_RESTORED,
    }
)
_IN_THE_ROOM = frozenset({Difference.PLACE, Difference.DAY_PLACE})
_BY_THE_LINK = frozenset({Difference.ONLINE, Difference.LINK})
_NOT_COMING = frozenset({RsvpStatus.DECLINED, RsvpStatus.DELEGATED})


def concerns(change: Change, status: RsvpStatus, mode: Channel | None) -> bool:
    """Whether somebody who answered so must hear of it.

    A room concerns those who come to it or have not said how they come, a link those who join.
    """
    if change.what in _FOR_ALL:
        return True
    if status in _NOT_COMING:
        return False
    if change.what in _IN_THE_ROOM:
        return mode is not Channel.ONLINE
    if change.what in _BY_THE_LINK:
        return mode is not Channel.ROOM
    return True


_TEXTS = (
    (Difference.TITLE, "title"),
    (Difference.THEME, "theme"),
    (Difference.PURPOSE, "purpose"),
    (Difference.PLACE, "place"),
    (Difference.MODE, "mode"),
    (Difference.ONLINE, "online"),
    (Difference.ORGANIZER, "organizer"),
)


def differences(told: Facts, now: Facts) -> list[Change]:
    """What is different about the whole meeting."""
    found: list[Change] = []
    before, after = (told.starts_at, told.ends_at), (now.starts_at, now.ends_at)
    if before != after or told.timezone != now.timezone:
        found.append(Change(Difference.TIME, before, after))
    if told.recurrence != now.recurrence:
        more = adds_days(told.series, now.series)
        what = Difference.MORE_DAYS if more else Difference.RULE
        found.append(Change(what, told.recurrence, now.recurrence))
    for what, name in _TEXTS:
        if getattr(told, name) != getattr(now, name):
            found.append(Change(what, getattr(told, name), getattr(now, name)))
    if told.sent_by != now.sent_by and told.organizer == now.organizer:
        found.append(Change(Difference.ORGANIZER, told.organizer, now.organizer))
    if told.link != now.link and told.online == now.online:
        found.append(Change(Difference.LINK, "", ""))
    return found


def day_differences(before: DayFacts, after: DayFacts) -> list[Change]:
    """What is different about one day that is held, told and now."""
    day, found = after.recurrence_id, list[Change]()
    then, now = (before.starts_at, before.ends_at), (after.starts_at, after.ends_at)
    if then != now:
        found.append(Change(Difference.DAY_MOVED, then, now, day))
    if before.title != after.title:
        found.append(Change(Difference.DAY_TITLE, before.title, after.title, day))
    if before.place != after.place:
        found.append(Change(Difference.DAY_PLACE, before.place, after.place, day))
    return found
