"""Crediting training hours to those who came, and taking them back."""

from datetime import timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.attendance import queries, rules
from rakor.attendance.models import Head, TrainingCredit
from rakor.attendance.rules import lasting, merged, stays_of
from rakor.errors import Conflict, NotFound
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.words import _


async def credit(meeting_id: UUID, *, by: User, least_minutes: int = 0) -> int:
    """Give everybody who came the hours of the meeting; tells how many got them now.

    Whoever has them already keeps them, and whose hours were taken back gets none again. With
    `least_minutes` only those who were there that long, by the ledger, in the room or online.
    Refuses (Forbidden) all but those who prepare the meeting, and (Conflict) one that is not over
    or gives no hours.
    """
    async with journal.transaction() as record:
        meeting = await find_for(Action.PLAN, meeting_id, by=by)
        plan = await queries.plan_of(meeting_id)
        rules.check_credits(meeting.state, plan.training_hours)
        heads = await _those_who_came(meeting, plan.least_online_minutes, least_minutes)
        known = await TrainingCredit.filter(meeting_id=meeting_id).values_list("head_id", flat=True)
        new = [head for head in heads if head.id not in set(known)]
        year = rules.year_of(meeting.starts_at, meeting.timezone)
        await TrainingCredit.bulk_create(
            TrainingCredit(
                meeting_id=meeting_id,
                head_id=head.id,
                person_id=head.person_id,
                agency_id=head.agency_id,
                name=head.name,
                agency_name=head.agency_name,
                hours=plan.training_hours,
                year=year,
                number=rules.number_of(year, meeting_id, place),
                issued_at=record.at,
            )
            for place, head in enumerate(new, start=len(known) + 1)
        )
        if new:
            await record.entry(
                meeting_id, "training.credited", by=by, people=len(new), hours=plan.training_hours
            )
    return len(new)


async def _those_who_came(meeting: Meeting, least_online: int, least: int) -> list[Head]:
    heads = await Head.counted(meeting_id=meeting.id).order_by("precedence", "name", "id")
    if not least:
        return heads
    lines = await queries.lines_by_head(meeting.id)
    needed = timedelta(minutes=least)

    def stayed(head: Head) -> timedelta:
        room, online = stays_of(lines[head.id], timedelta(minutes=least_online))
        return lasting(merged([*room, *online]), meeting.ends_at)

    return [head for head in heads if stayed(head) >= needed]


async def take_back(credit_id: UUID, reason: str, *, by: User) -> TrainingCredit:
    """Take hours back, with a reason; they stay in the record.

    Refuses (Forbidden) all but those who prepare the meeting, (Invalid) an empty reason, and
    (Conflict) hours that were taken back before.
    """
    rules.check_reason(reason)
    async with journal.transaction() as record:
        row = await TrainingCredit.filter(id=credit_id).select_for_update().first()
        if row is None:
            raise NotFound(_("Jam pelajaran ini tidak ada."))
        await find_for(Action.PLAN, row.meeting_id, by=by)
        if row.revoked_at is not None:
            raise Conflict(_("Jam pelajaran ini sudah ditarik."))
        row.revoked_at, row.reason = record.at, reason.strip()[:500]
        await row.save(update_fields=["revoked_at", "reason"])
        await record.entry(
            row.meeting_id, "training.revoked", by=by, subject=row.person_id, credit=str(row.id)
        )
    return row
