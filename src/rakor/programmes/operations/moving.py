"""Moving a whole programme: every event by the same time, with its room, or none of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid
from rakor.meetings import operations as meetings
from rakor.meetings.operations import Changes
from rakor.meetings.rules import State
from rakor.programmes.models import Programme
from rakor.programmes.operations.booking import settle_room
from rakor.programmes.operations.ground import locked, saved, told
from rakor.programmes.queries import Event, told_by
from rakor.programmes.queries.events import all_events, events_of
from rakor.programmes.rules import MoveFacts
from rakor.programmes.rules.facts import EARLIEST, LATEST
from rakor.words import _, day_and_time

STAYS = frozenset({State.FINISHED, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Step:
    """One event and when it would be held instead; `told` people hear of it."""

    event: Event
    starts_at: datetime
    ends_at: datetime
    told: int = 0
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Moving:
    """What moving a programme means, before anything is done."""

    steps: list[Step] = field(default_factory=list)

    @property
    def told(self) -> int:
        """How many letters go out."""
        return sum(step.told for step in self.steps)


def shifted(at: datetime, facts: MoveFacts, zone: str) -> datetime:
    """A moment so many days later by the clock of a zone, then so many minutes.

    Refuses (Invalid) a day that no meeting could have.
    """
    local = at.astimezone(ZoneInfo(zone))
    moved = datetime.combine(_day(local.date(), facts), local.time(), ZoneInfo(zone))
    return moved.astimezone(UTC) + timedelta(minutes=facts.minutes)


def _day(day: date, facts: MoveFacts) -> date:
    moved = day.toordinal() + facts.days
    if not EARLIEST.toordinal() < moved < LATEST.toordinal():
        raise Invalid.field("days", _("Tanggal ini tidak masuk akal untuk sebuah rapat."))
    return date.fromordinal(moved)


async def foreseen(programme: Programme, facts: MoveFacts, *, to: User) -> Moving:
    """Which events would move when to, and who would be told; nothing is changed."""
    return await _moving(programme, facts, await events_of(programme, to=to))


async def _moving(programme: Programme, facts: MoveFacts, events: Sequence[Event]) -> Moving:
    heard = await told_by(events)
    steps = []
    for event in events:
        meeting = event.meeting
        stays = meeting is not None and meeting.state in STAYS
        hears = meeting is not None and meeting.state is State.SCHEDULED
        steps.append(
            Step(
                event,
                event.starts_at if stays else shifted(event.starts_at, facts, programme.timezone),
                event.ends_at if stays else shifted(event.ends_at, facts, programme.timezone),
                told=heard.get(meeting.id, 0) if meeting and hears else 0,
                stays=stays,
            )
        )
    return Moving(steps)


async def move(
    programme_id: UUID, facts: MoveFacts, *, revision: int | None = None, by: User
) -> Moving:
    """Hold everything that is not over so many days and minutes later, rooms included.

    Those invited to events that are published are asked again: that wants `confirmed`. All of it in
    one transaction; refuses (Conflict) with the list of all that cannot be held then, and changes
    nothing, also when an event has begun or is not the mover's to plan.
    """
    if not facts.days and not facts.minutes:
        raise Invalid.field("days", _("Isi berapa hari atau menit rangkaian ini digeser."))
    async with journal.transaction() as record:
        programme = await locked(programme_id, by=by)
        if revision is not None and revision != programme.revision:
            raise Conflict(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        moving = await _moving(programme, facts, await all_events(programme))
        if moving.told and not facts.confirmed:
            raise Conflict(
                _("{n} orang akan diberi tahu. Centang persetujuannya dahulu.").format(
                    n=moving.told
                ),
                told=moving.told,
            )
        await _carry_out(programme, moving, later=_later(facts), by=by)
        programme.first_day, programme.last_day = _days(programme, moving, facts)
        await saved(programme)
        await told(
            record,
            programme,
            "programme.moved",
            by=by,
            days=facts.days,
            minutes=facts.minutes,
            told=moving.told,
        )
    return moving


def _later(facts: MoveFacts) -> bool:
    return timedelta(days=facts.days, minutes=facts.minutes) > timedelta(0)


async def _carry_out(programme: Programme, moving: Moving, *, later: bool, by: User) -> None:
    """Move those ahead first, so that one event steps into the room that another has just left."""
    refused: list[dict[str, Any]] = []
    order = sorted(
        (step for step in moving.steps if not step.stays),
        key=lambda step: step.starts_at,
        reverse=later,
    )
    for step in order:
        try:
            async with journal.transaction():
                await _move_one(programme, step, by=by)
        except Conflict as refusal:
            refused.append(_told(step, refusal, programme.timezone))
    if refused:
        raise Conflict(
            _("Tidak ada yang digeser: {n} acara tidak dapat dilaksanakan pada waktu itu.").format(
                n=len(refused)
            ),
            refused=refused[::-1] if later else refused,
        )


async def _move_one(programme: Programme, step: Step, *, by: User) -> None:
    if step.event.meeting is not None:
        changes = Changes(starts_at=step.starts_at, ends_at=step.ends_at)
        await meetings.change(step.event.meeting.id, changes, by=by)
        return
    row = step.event.row
    row.starts_at, row.ends_at = step.starts_at, step.ends_at
    row.sequence += 1
    await settle_room(programme, row, by=by)
    await saved(row)


def _told(step: Step, refusal: Conflict, zone: str) -> dict[str, Any]:
    return {
        "session": str(step.event.id),
        "title": step.event.title,
        "time": day_and_time(step.starts_at, step.ends_at, zone),
        "reason": refusal.detail,
    }


def _days(programme: Programme, moving: Moving, facts: MoveFacts) -> tuple[date, date]:
    """The days of the programme afterwards: moved with it, and wide enough for all that is on."""
    zone = ZoneInfo(programme.timezone)
    first, last = _day(programme.first_day, facts), _day(programme.last_day, facts)
    held = [step.starts_at.astimezone(zone).date() for step in moving.steps]
    return min([first, *held]), max([last, *held])
