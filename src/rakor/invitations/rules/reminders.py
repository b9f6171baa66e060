"""When somebody is reminded: at their own clock, never at night, never of what is past."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor.errors import FieldError, Invalid
from rakor.invitations.rules.states import RsvpStatus
from rakor.meetings.rules import Channel, Mode
from rakor.words import N_, _


class ReminderKind(StrEnum):
    """Of what somebody is reminded: to answer, to come, or that it begins and where to join."""

    ANSWER = "answer"
    MEETING = "meeting"
    JOIN = "join"


REMINDERS = {
    ReminderKind.ANSWER: N_("Menjawab undangan"),
    ReminderKind.MEETING: N_("Menghadiri rapat"),
    ReminderKind.JOIN: N_("Bergabung secara daring"),
}
DAY = 24 * 60
# What holds for a meeting of which nobody said anything else.
MINUTES_BEFORE = {
    ReminderKind.ANSWER: 2 * DAY,
    ReminderKind.MEETING: DAY,
    ReminderKind.JOIN: 30,
}
LEAST, MOST = 5, 30 * DAY


@dataclass(frozen=True, slots=True)
class Lead:
    """How long before its time one kind of reminder goes, and whether it goes at all."""

    kind: ReminderKind
    minutes_before: int
    active: bool = True


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours in which nobody is written to, by the clock of the recipient."""

    begins: time = time(20)
    ends: time = time(7)
    weekends: bool = False

    def is_quiet(self, local: datetime) -> bool:
        """Whether a moment, given by the recipient's clock, is one to leave people alone."""
        if self.weekends and local.weekday() >= 5:
            return True
        clock = local.timetz().replace(tzinfo=None)
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


NIGHTS = Quiet()
NIGHTS_AND_WEEKENDS = Quiet(weekends=True)
# An answer can wait until Monday; a meeting on a Sunday cannot.
QUIET = {
    ReminderKind.ANSWER: NIGHTS_AND_WEEKENDS,
    ReminderKind.MEETING: NIGHTS,
    ReminderKind.JOIN: NIGHTS,
}
# How far quiet hours may move a reminder to an earlier time: Friday evening instead of Monday.
EARLIEST = timedelta(days=3)


def leads(chosen: Iterable[Lead]) -> dict[ReminderKind, Lead]:
    """What holds for a meeting: what was chosen for it, and the usual for the rest."""
    found = {kind: Lead(kind, minutes) for kind, minutes in MINUTES_BEFORE.items()}
    return found | {lead.kind: lead for lead in chosen}


def check_leads(wished: Iterable[Lead]) -> None:
    """Refuses (Invalid, naming the kind) less than five minutes and more than thirty days."""
    errors: list[FieldError] = [
        {"field": lead.kind.value, "message": _("Pilih 5 menit sampai 30 hari sebelumnya.")}
        for lead in wished
        if not LEAST <= lead.minutes_before <= MOST
    ]
    if errors:
        raise Invalid(errors[0]["message"], errors=errors)


def due_at(about: datetime, minutes_before: int, zone: str, quiet: Quiet) -> datetime:
    """When a reminder goes that is about that moment, to somebody whose clock shows that zone.

    What falls into quiet hours waits for their end; where that were too late, it goes in the last
    minute before they began.
    """
    wished = about - timedelta(minutes=minutes_before)
    local = wished.astimezone(ZoneInfo(zone))
    if not quiet.is_quiet(local):
        return wished
    later = _next_allowed(local, quiet)
    return later if later < about else _last_allowed(local, quiet)


def _next_allowed(local: datetime, quiet: Quiet) -> datetime:
    """The end of the quiet hours that this moment is in."""
    at = local.replace(second=0, microsecond=0, fold=0)
    days = (at.date() + timedelta(days=n) for n in range(9))
    ends = (datetime.combine(day, quiet.ends, local.tzinfo) for day in days)
    return next(end.astimezone(UTC) for end in ends if end > local and not quiet.is_quiet(end))


def _last_allowed(local: datetime, quiet: Quiet) -> datetime:
    """The last minute before the quiet hours that this moment is in."""
    days = (local.date() - timedelta(days=n) for n in range(9))
    begins = (datetime.combine(day, quiet.begins, local.tzinfo) for day in days)
    minutes = (begin - timedelta(minutes=1) for begin in begins)
    return next(at.astimezone(UTC) for at in minutes if at < local and not quiet.is_quiet(at))


@dataclass(frozen=True, slots=True)
class Reminded:
    """Whoever may be reminded, as far as it decides when: their clock, and what they know since.

    `told_at` is when the last letter of the meeting went to them, `answered_at` their answer.
    """

    zone: str
    told_at: datetime | None
    answered_at: datetime | None = None


def goes_now(
    kind: ReminderKind, about: datetime, minutes_before: int, who: Reminded, *, now: datetime
) -> bool:
    """Whether a reminder is to be written now.

    Not before its time, not in quiet hours, not once what it is about has begun, and not to
    somebody who was told of that time, or said that they come, only after it was due.
    """
    quiet = QUIET[kind]
    due = due_at(about, minutes_before, who.zone, quiet)
    if not due <= now < about or quiet.is_quiet(now.astimezone(ZoneInfo(who.zone))):
        return False
    known = [who.told_at, None if kind is ReminderKind.ANSWER else who.answered_at]
    return who.told_at is not None and all(at is None or at <= due for at in known)


def is_for(kind: ReminderKind, status: RsvpStatus, mode: Channel | None, held_as: Mode) -> bool:
    """Whether somebody who gave that answer is reminded of it.

    The link goes to those who come by video, or may, as their calendar did not say how they come.
    """
    if kind is ReminderKind.ANSWER:
        return status is RsvpStatus.NO_RESPONSE
    if kind is ReminderKind.MEETING:
        return status in (RsvpStatus.ACCEPTED, RsvpStatus.TENTATIVE)
    if held_as is Mode.IN_PERSON or status is not RsvpStatus.ACCEPTED:
        return False
    return held_as is Mode.ONLINE or mode is not Channel.ROOM


def purpose(invitation: UUID, kind: ReminderKind, about: datetime) -> str:
    """What makes a reminder the only one of its kind for that person and that time."""
    return f"reminder:{invitation}:{kind.value}:{about.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def zone_of(person: str, agency: str, meeting: str) -> str:
    """By which clock somebody lives: their own, that of their agency, or the meeting's."""
    return person or agency or meeting
