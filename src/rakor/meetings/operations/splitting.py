"""This day and all that follow: a series ends before it and goes on as another.

Calendars read RANGE=THISANDFUTURE badly or not at all, so nobody is ever sent it.
"""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import new_id
from rakor.errors import Conflict
from rakor.meetings import queries, rules
from rakor.meetings.models import AgendaItem, Meeting, MeetingPart, Occurrence, Quota, RoomUse
from rakor.meetings.operations.booking import settle_rooms
from rakor.meetings.operations.facts import Changes
from rakor.meetings.operations.ground import audience_of, locked, public_items, saved
from rakor.meetings.operations.planning import apply_changes, check_complete
from rakor.meetings.operations.repeating import check_one_remains, check_repeats, keep_end
from rakor.meetings.rules import Action, Notify, State
from rakor.settings import settings
from rakor.words import _

# What a series is on, beside its times, and what has its own life in each row.
OWN = frozenset(
    {
        "id",
        "uid",
        "sequence",
        "revision",
        "starts_at",
        "ends_at",
        "recurrence",
        "series_ends_at",
        "split_from_id",
        "answer_by",
        "changed_at",
    }
)


async def split_series(
    meeting_id: UUID,
    recurrence_id: datetime,
    changes: Changes,
    *,
    notify: Notify = Notify.NOW,
    by: User,
) -> Meeting:
    """Let a series go on as another from one of its days on, with what is different from then on.

    Agenda, officers and quotas are copied, days that differ go along. Refuses (NotFound) what is no
    day of the series, (Conflict) its first day, for which the whole series is changed, an added
    day, and one after which nothing would remain of the first.
    """
    async with journal.transaction() as record:
        old = await locked(meeting_id, Action.PLAN, by=by)
        check_repeats(old)
        await queries.find_occurrence(old, recurrence_id)
        rules.check_movable(old.state)
        if recurrence_id <= old.starts_at:
            raise Conflict(_("Ini hari pertama: ubahlah seluruh rapat berulang."))
        if not rules.is_start(old.series, recurrence_id):
            raise Conflict(_("Hari tambahan tidak dapat menjadi awal rapat berulang."))
        new = await _rest(old, recurrence_id)
        old.recurrence = rules.ended_before(old.series, recurrence_id)
        await check_one_remains(old)
        await keep_end(old)
        old.sequence += 1
        await saved(old)
        await apply_changes(new, changes, by=by)
        await keep_end(new)
        if new.state is not State.DRAFT:
            check_complete(new)
        await new.save()
        await settle_rooms(old, by=by)
        await settle_rooms(new, by=by, cleared=True)
        await _written(old, new, recurrence_id, record, notify, by=by)
    return new


async def _rest(old: Meeting, at: datetime) -> Meeting:
    """What remains of a series from a day on, with all that belongs to it."""
    key = new_id()
    columns = {name: getattr(old, name) for name in Meeting._meta.db_fields - OWN}
    new = Meeting(
        **columns,
        id=key,
        uid=f"{key}@{urlsplit(settings().public_url).hostname}",
        starts_at=at,
        ends_at=at + (old.ends_at - old.starts_at),
        recurrence=rules.going_on_from(old.series, at),
        split_from_id=old.id,
    )
    new.organizer = old.organizer
    await new.save()
    moved = Occurrence.filter(meeting_id=old.id, recurrence_id__gte=at)
    await moved.update(meeting_id=new.id)
    await RoomUse.filter(meeting_id=old.id, recurrence_id__gte=at).update(meeting_id=new.id)
    await copy_plan(old, new)
    return new


async def copy_plan(old: Meeting, new: Meeting) -> None:
    """Agenda, officers and quotas of a meeting, for another that has none yet."""
    items = [
        AgendaItem(
            meeting_id=new.id,
            position=item.position,
            title=item.title,
            minutes=item.minutes,
            presenter=item.presenter,
            description=item.description,
            confidential=item.confidential,
        )
        for item in await AgendaItem.filter(meeting_id=old.id).order_by("position", "id")
    ]
    officers = MeetingPart.filter(meeting_id=old.id, part__not_in=list(rules.GUESTS))
    parts = [
        MeetingPart(meeting_id=new.id, person_id=row.person_id, part=row.part)
        for row in await officers.order_by("id")
    ]
    seats = [
        Quota(meeting_id=new.id, agency_id=row.agency_id, seats=row.seats)
        for row in await Quota.filter(meeting_id=old.id).order_by("id")
    ]
    if items:
        await AgendaItem.bulk_create(items)
    if parts:
        await MeetingPart.bulk_create(parts)
    if seats:
        await Quota.bulk_create(seats)


async def _written(
    old: Meeting,
    new: Meeting,
    at: datetime,
    record: journal.Record,
    notify: Notify,
    *,
    by: User,
) -> None:
    """The entries of both: the old one ends, the new one is drafted and, as the old, published."""
    await record.entry(
        new.id,
        "meeting.drafted",
        by=by,
        audience=journal.Audience.STAFF,
        meeting=queries.meeting_state(new),
        split_from=str(old.id),
    )
    if new.state is State.SCHEDULED:
        await record.entry(
            new.id,
            "meeting.published",
            by=by,
            audience=journal.Audience.PARTICIPANTS,
            meeting=queries.meeting_state(new),
            items=await public_items(new),
            changed=["status"],
            sequence=new.sequence,
            notify=notify.value,
            split_from=str(old.id),
        )
    await record.entry(
        old.id,
        "series.split",
        by=by,
        audience=audience_of(old),
        meeting=queries.meeting_state(old),
        into=str(new.id),
        recurrence_id=at.isoformat(),
        sequence=old.sequence,
        notify=notify.value,
    )
