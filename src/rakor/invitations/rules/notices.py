"""What somebody must be told: the difference between what they know of a meeting and what it is.

Nothing here remembers how a meeting came to be as it is. A change that went back before it was told
leaves nothing to say; of ten changes in a row only the last one is told.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from rakor.invitations.rules.differences import (
    Change,
    Difference,
    concerns,
    day_differences,
    differences,
)
from rakor.invitations.rules.facts import DayFacts, DayStanding, Facts, Standing
from rakor.invitations.rules.states import Letter, RsvpStatus
from rakor.meetings.rules import Channel


class Method(StrEnum):
    """What a message is to a calendar (RFC 5546 section 1.4); a notice has nothing for it."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    NOTICE = "NOTICE"


# What is written whether or not anything is different.
ANYWAY = frozenset({Letter.INVITATION, Letter.REFRESH, Letter.ROSTER})
_OFF = {Standing.CANCELLED: Letter.CANCELLED, Standing.POSTPONED: Letter.POSTPONED}


@dataclass(frozen=True, slots=True)
class SeatView:
    """What matters of a seat for what it is told.

    `due` is the letter it waits for. A guest of one day of a series has it as `only_on`. Of
    `left_out` days the seat is not asked to; `news` are those of which it was told otherwise.
    """

    was_told: bool = False
    status: RsvpStatus = RsvpStatus.NO_RESPONSE
    mode: Channel | None = None
    due: Letter = Letter.CHANGED
    only_on: datetime | None = None
    left_out: tuple[datetime, ...] = ()
    news: tuple[datetime, ...] = ()

    @property
    def anyway(self) -> bool:
        return self.due in ANYWAY


@dataclass(frozen=True, slots=True)
class Message:
    """One mail to one seat, and what is in it for a calendar.

    Without `days` it is about the whole meeting, else about these days of the series. A CANCEL that
    is `whole` says that it is off for everybody (STATUS:CANCELLED), any other only that this person
    is no longer asked. `asks` says that answers given before no longer hold, for all of it or for
    `asks_days`. `left_out` are the days that the reader's own copy of the series does not have.
    """

    letter: Letter
    method: Method
    sequence: int
    days: tuple[datetime, ...] = ()
    whole: bool = False
    asks: bool = False
    asks_days: tuple[datetime, ...] = ()
    left_out: tuple[datetime, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from the other messages of one letter."""
        days = "+".join(f"{day:%Y%m%dT%H%M%SZ}" for day in self.days[:2])
        return f"{self.letter.value}:{days}" if days else self.letter.value


def plan(
    told: Facts | None, now: Facts, seat: SeatView, *, at: datetime | None = None
) -> tuple[Message, ...]:
    """The messages that bring a seat from what it was told to what the meeting is now.

    `told` is None where nothing was told yet, or nobody knows what (`seat.was_told`). Days of a
    series that are over `at` that time are not told again.
    """
    if now.hidden:
        return _closed(told, now, seat, at)
    if told is not None and told.hidden:
        # Their calendar never heard of it, or was told to forget it.
        gone = seat.status is RsvpStatus.WITHDRAWN or not now.is_on
        told, seat = None, replace(seat, was_told=seat.was_told and gone)
    return _open(told, now, seat, at)


def _open(
    told: Facts | None, now: Facts, seat: SeatView, at: datetime | None
) -> tuple[Message, ...]:
    if seat.status is RsvpStatus.WITHDRAWN:
        return _withdrawn(now, seat)
    if not now.is_on:
        return _called_off(told, now, seat)
    if seat.only_on is not None:
        return _guest(told, now, seat, seat.only_on)
    if not seat.was_told:
        return _all_of_it(Letter.INVITATION, now, seat, at, asks=True)
    if told is None:
        moved = seat.due is Letter.RESCHEDULED
        letter = seat.due if seat.due not in _OFF.values() else Letter.RESCHEDULED
        return _all_of_it(letter, now, seat, at, asks=moved)
    return _different(told, now, seat, at)


def _closed(
    told: Facts | None, now: Facts, seat: SeatView, at: datetime | None
) -> tuple[Message, ...]:
    """Of a closed meeting only that there is something to read; calendars forget what they knew."""
    knew = seat.was_told and (told is None or not told.hidden)
    inside = _open(told, now, seat, at)
    if not knew:
        return tuple(_notice(message) for message in inside[:1])
    letter = inside[0].letter if inside else Letter.CHANGED
    days = (seat.only_on,) if seat.only_on else ()
    whole = bool(inside) and inside[0].whole
    return (Message(letter, Method.CANCEL, now.sequence, days, whole=whole),)


def _notice(message: Message) -> Message:
    return Message(message.letter, Method.NOTICE, message.sequence, asks=message.asks)


def _withdrawn(now: Facts, seat: SeatView) -> tuple[Message, ...]:
    """RFC 5546 section 3.2.5: only whoever is removed, no STATUS."""
    if not seat.was_told:
        return ()
    days = (seat.only_on,) if seat.only_on else ()
    return (Message(Letter.WITHDRAWN, Method.CANCEL, now.sequence, days),)


def _called_off(told: Facts | None, now: Facts, seat: SeatView) -> tuple[Message, ...]:
    """RFC 5546 section 3.2.5: no RECURRENCE-ID, STATUS:CANCELLED, a higher SEQUENCE."""
    asked = seat.anyway or seat.due is _OFF[now.standing]
    if not seat.was_told or (told and told.standing is now.standing and not asked):
        return ()
    days = (seat.only_on,) if seat.only_on else ()
    return (Message(_OFF[now.standing], Method.CANCEL, now.sequence, days, whole=True),)


def _guest(told: Facts | None, now: Facts, seat: SeatView, day: datetime) -> tuple[Message, ...]:
    """A guest of one day gets that day alone, never the series (RFC 6638 section 3.2.6)."""
    after = now.day(day)
    before = told.day(day) if told and told.is_on else None
    if after is None or not after.is_held:
        if not seat.was_told or (told and not (before and before.is_held) and not seat.anyway):
            return ()
        reason = after.reason if after else ""
        off = (Change(Difference.DAY_CANCELLED, "", reason, day),)
        return (_off_days((day,), now, off),)
    if not seat.was_told or seat.anyway or told is None:
        letter = seat.due if seat.was_told else Letter.INVITATION
        return (_one_day(letter, day, now, (), asks=not seat.was_told),)
    if before is None or not before.is_held:
        back = Change(Difference.DAY_RESTORED, "", (after.starts_at, after.ends_at), day)
        return (_one_day(Letter.RESCHEDULED, day, now, (back,), asks=True),)
    own = day_differences(before, after)
    changes = tuple(each for each in (*own, *_shared(told, now)) if _heard(each, seat))
    if not changes:
        return ()
    asks = any(change.what is Difference.DAY_MOVED for change in changes)
    return (_one_day(_letter(asks), day, now, changes, asks=asks),)


def _shared(told: Facts, now: Facts) -> list[Change]:
    """What is different about all days alike, beside what a day has of its own."""
    on_the_day = {Difference.TIME, Difference.RULE, Difference.TITLE, Difference.PLACE}
    return [change for change in differences(told, now) if change.what not in on_the_day]


def _different(told: Facts, now: Facts, seat: SeatView, at: datetime | None) -> tuple[Message, ...]:
    if not told.is_on:
        return _all_of_it(Letter.RESCHEDULED, now, seat, at, asks=True)
    changes = [change for change in differences(told, now) if _heard(change, seat)]
    moved = any(change.what in (Difference.TIME, Difference.MORE_DAYS) for change in changes)
    if moved:
        return _all_of_it(Letter.RESCHEDULED, now, seat, at, changes, asks=True)
    days = _days(told, now, seat)
    again = seat.due is Letter.RESCHEDULED and any(
        change.what is Difference.PLACE for change in changes
    )
    # Days that come, or come back, are for the copy of the series; many calendars ignore ADD.
    fresh = tuple(change.day for change in days if change.what in _FRESH and change.day)
    if changes or fresh or seat.anyway:
        letter = _letter(asks=again or bool(fresh)) if changes or days else seat.due
        every = [*changes, *days]
        return _all_of_it(letter, now, seat, at, every, asks=again, asks_days=fresh)
    return _of_days(days, now, seat)


_FRESH = frozenset({Difference.DAY_ADDED, Difference.DAY_RESTORED})


def _days(told: Facts, now: Facts, seat: SeatView) -> list[Change]:
    """What is different about single days, as far as this seat is asked to them."""
    ids = {day.recurrence_id for day in (*told.days, *now.days)} - set(seat.left_out)
    found: list[Change] = []
    for key in sorted(ids):
        found += [
            change
            for change in _day(told.bare_day(key), now.bare_day(key), key)
            if _heard(change, seat)
        ]
    return found


def _day(before: DayFacts | None, after: DayFacts | None, key: datetime) -> list[Change]:
    was, is_on = bool(before and before.is_held), bool(after and after.is_held)
    if after is not None and before is not None and was and is_on:
        return day_differences(before, after)
    if was and not is_on:
        return [Change(Difference.DAY_CANCELLED, "", after.reason if after else "", key)]
    if after is not None and is_on:
        added = after.standing is DayStanding.ADDED
        what = Difference.DAY_ADDED if added else Difference.DAY_RESTORED
        return [Change(what, "", (after.starts_at, after.ends_at), key)]
    return []


def _of_days(days: list[Change], now: Facts, seat: SeatView) -> tuple[Message, ...]:
    """Single days only: one override each, and one CANCEL for all that are off."""
    messages: list[Message] = []
    keys = sorted({change.day for change in days if change.day})
    off = {change.day for change in days if change.what is Difference.DAY_CANCELLED}
    for key in keys:
        if key in off:
            continue
        own = tuple(change for change in days if change.day == key)
        asks = any(change.what is Difference.DAY_MOVED for change in own)
        messages.append(_one_day(_letter(asks), key, now, own, asks=asks))
    messages += _removed_and_back(now, seat, {*keys})
    if off:
        gone = tuple(key for key in keys if key in off)
        why = tuple(change for change in days if change.what is Difference.DAY_CANCELLED)
        messages.append(_off_days(gone, now, why))
    return tuple(messages)


def _removed_and_back(now: Facts, seat: SeatView, told: set[datetime]) -> list[Message]:
    """The days from which this seat alone was taken, or to which it is asked once more."""
    news = [key for key in seat.news if key not in told]
    held = [key for key in news if (day := now.bare_day(key)) and day.is_held]
    taken = tuple(key for key in held if key in seat.left_out)
    found = [
        _one_day(Letter.CHANGED, key, now, (), asks=True)
        for key in held
        if key not in seat.left_out
    ]
    if taken:
        found.append(Message(Letter.WITHDRAWN, Method.CANCEL, now.sequence, taken))
    return found


def _all_of_it(
    letter: Letter,
    now: Facts,
    seat: SeatView,
    at: datetime | None,
    changes: list[Change] | None = None,
    *,
    asks: bool,
    asks_days: tuple[datetime, ...] = (),
) -> tuple[Message, ...]:
    """The whole meeting, and after it each day that is not as the rule says.

    Outlook ignores an update that holds a series and its days, so each is a message of its own;
    days that are off are left out of the series by EXDATE and need none.
    """
    told = tuple(changes or ())
    series = Message(
        letter,
        Method.REQUEST,
        now.sequence,
        asks=asks,
        asks_days=asks_days,
        left_out=seat.left_out,
        changes=told,
    )
    messages = [series]
    for day in now.days:
        over = at is not None and day.ends_at <= at
        if not day.is_held or over or day.recurrence_id in seat.left_out:
            continue
        if not now.is_as_planned(day):
            key = day.recurrence_id
            moved = any(
                change.day == key and change.what is Difference.DAY_MOVED for change in told
            )
            messages.append(_one_day(letter, key, now, (), asks=asks or moved))
    return tuple(messages)


def _one_day(
    letter: Letter, day: datetime, now: Facts, changes: tuple[Change, ...], *, asks: bool
) -> Message:
    """RFC 5546 section 3.2.2: RECURRENCE-ID is the original start, wherever the day is now."""
    asked = (day,) if asks else ()
    return Message(
        letter,
        Method.REQUEST,
        now.sequence,
        days=(day,),
        asks=asks,
        asks_days=asked,
        changes=changes,
    )


def _off_days(days: tuple[datetime, ...], now: Facts, changes: tuple[Change, ...]) -> Message:
    """RFC 5546 section 4.4.3: one VEVENT for each day, each with STATUS:CANCELLED."""
    return Message(Letter.CANCELLED, Method.CANCEL, now.sequence, days, whole=True, changes=changes)


def _letter(asks: bool) -> Letter:
    return Letter.RESCHEDULED if asks else Letter.CHANGED


def _heard(change: Change, seat: SeatView) -> bool:
    return seat.anyway or concerns(change, seat.status, seat.mode)
