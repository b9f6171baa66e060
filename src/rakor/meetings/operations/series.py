"""What people do to single days of a series. Each is one transaction and one journal entry."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, Invalid, Moved
from rakor.meetings import queries, rules
from rakor.meetings.models import Meeting, Occurrence
from rakor.meetings.operations.booking import settle_rooms
from rakor.meetings.operations.facts import DayChanges, NewDay
from rakor.meetings.operations.ground import audience_of, locked, saved
from rakor.meetings.operations.repeating import (
    check_one_remains,
    check_repeats,
    keep_day,
    keep_end,
)
from rakor.meetings.rules import Action, Day, DayState, Notify
from rakor.words import _

VENUE = {"name": "venue_name", "address": "venue_address", "region": "venue_region"}


async def change_occurrence(
    meeting_id: UUID,
    recurrence_id: datetime,
    changes: DayChanges,
    *,
    notify: Notify = Notify.NOW,
    revision: int | None = None,
    by: User,
) -> tuple[Meeting, Day]:
    """Move one day of a series, or hold it elsewhere or under another title.

    Those who come on that day are asked again when its times change. Refuses (NotFound) what is no
    day of the series, (Conflict) a day that was called off or is over, (Invalid) times that make no
    sense.
    """
    async with journal.transaction() as record:
        meeting, day = await _day(meeting_id, recurrence_id, record, by=by)
        if revision is not None and revision != day.revision:
            raise Moved(_("Data ini sudah diubah orang lain. Muat ulang, lalu coba lagi."))
        if not day.takes_place:
            raise Conflict(_("Hari ini dibatalkan. Pulihkan dahulu sebelum mengubahnya."))
        columns = _columns(changes)
        different = {name for name, value in columns.items() if getattr(day, name) != value}
        if not different:
            return meeting, day
        day = replace(day, **columns)
        rules.check_times(day.starts_at, day.ends_at)
        if day.state is DayState.SCHEDULED:
            day = replace(day, state=DayState.CHANGED)
        changed = sorted({"venue" if name in VENUE.values() else name for name in different})
        day = await _keep(meeting, day, record, "changed", notify, by=by, changed=changed)
    return meeting, day


async def cancel_occurrence(
    meeting_id: UUID,
    recurrence_id: datetime,
    reason: str = "",
    *,
    notify: Notify = Notify.NOW,
    by: User,
) -> tuple[Meeting, Day]:
    """Call one day of a series off; those who would have come are told why.

    Refuses (Conflict) a day that is called off already or is over, and the last one that remains.
    """
    async with journal.transaction() as record:
        meeting, day = await _day(meeting_id, recurrence_id, record, by=by)
        if not day.takes_place:
            raise Conflict(_("Hari ini sudah dibatalkan."))
        day = replace(day, state=DayState.CANCELLED, reason=reason)
        day = await _keep(meeting, day, record, "cancelled", notify, by=by, reason=reason)
        await check_one_remains(meeting)
    return meeting, day


async def restore_occurrence(
    meeting_id: UUID, recurrence_id: datetime, *, notify: Notify = Notify.NOW, by: User
) -> tuple[Meeting, Day]:
    """Have one day of a series again as the rule says; an added one as it was added.

    Those who come on it are asked again. Refuses (Conflict) a day that nobody changed.
    """
    async with journal.transaction() as record:
        meeting, day = await _day(meeting_id, recurrence_id, record, by=by)
        planned = rules.planned_day(meeting.series, recurrence_id)
        if rules.is_start(meeting.series, recurrence_id):
            then = planned
        else:
            long = day.ends_at - day.starts_at
            then = replace(planned, ends_at=planned.starts_at + long, state=DayState.ADDED)
        if replace(then, sequence=day.sequence, revision=day.revision) == day:
            raise Conflict(_("Hari ini sudah sesuai jadwal."))
        day = await _keep(meeting, then, record, "restored", notify, by=by)
    return meeting, day


async def add_occurrence(
    meeting_id: UUID, new: NewDay, *, notify: Notify = Notify.NOW, by: User
) -> tuple[Meeting, Day]:
    """Hold a series on one day more than its rule gives.

    Refuses (Conflict) a start that the series has already, and (Invalid) one before its first day.
    """
    async with journal.transaction() as record:
        meeting = await _repeating(meeting_id, by=by)
        at = new.starts_at.astimezone(UTC)
        rules.check_full_seconds(at, at)
        if at <= meeting.starts_at:
            raise Invalid.field("starts_at", _("Hari tambahan harus sesudah hari pertama."))
        rows = await queries.occurrence_rows(meeting)
        if rules.find_day(meeting.series, rows, at):
            raise Conflict(_("Rapat berulang ini sudah mempunyai hari yang mulai pada jam itu."))
        if len(rows) >= queries.MOST:
            raise Conflict(_("Terlalu banyak hari yang berbeda dari aturannya."))
        day = replace(rules.planned_day(meeting.series, at), state=DayState.ADDED)
        day = replace(day, **_columns(new))
        rules.check_times(day.starts_at, day.ends_at)
        day = await _keep(meeting, day, record, "added", notify, by=by)
    return meeting, day


async def _repeating(meeting_id: UUID, *, by: User) -> Meeting:
    """A series that may still be changed, until the end of the transaction."""
    meeting = await locked(meeting_id, Action.PLAN, by=by)
    check_repeats(meeting)
    rules.check_movable(meeting.state)
    return meeting


async def _day(
    meeting_id: UUID, recurrence_id: datetime, record: journal.Record, *, by: User
) -> tuple[Meeting, Day]:
    """One day of a series that is still to come. NotFound comes before what its state refuses."""
    meeting = await locked(meeting_id, Action.PLAN, by=by)
    day = await queries.find_occurrence(meeting, recurrence_id)
    check_repeats(meeting)
    rules.check_movable(meeting.state)
    if day.ends_at <= record.at:
        raise Conflict(_("Hari ini sudah lewat."))
    return meeting, day


def _columns(changes: DayChanges) -> dict[str, Any]:
    given = changes.model_dump(exclude_unset=True)
    columns = {VENUE[name]: value for name, value in given.pop("venue", {}).items()}
    return columns | given


async def _keep(
    meeting: Meeting,
    day: Day,
    record: journal.Record,
    verb: str,
    notify: Notify,
    *,
    by: User,
    **data: Any,
) -> Day:
    """Store a day, count the series on, and write down what happened to it."""
    meeting.sequence += 1
    day = replace(day, sequence=meeting.sequence, revision=day.revision + 1)
    if day.state is DayState.SCHEDULED:
        await Occurrence.filter(meeting_id=meeting.id, recurrence_id=day.recurrence_id).delete()
        day = replace(day, sequence=0, revision=0)
    else:
        await keep_day(meeting, day)
    await keep_end(meeting)
    await saved(meeting)
    await settle_rooms(meeting, by=by)
    await record.entry(
        meeting.id,
        f"occurrence.{verb}",
        by=by,
        audience=audience_of(meeting),
        meeting=queries.meeting_state(meeting),
        recurrence_id=day.recurrence_id.isoformat(),
        starts_at=day.starts_at.isoformat(),
        ends_at=day.ends_at.isoformat(),
        sequence=meeting.sequence,
        notify=notify.value,
        **data,
    )
    return day
