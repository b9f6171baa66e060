"""What the video service notifies of, while it happens: who comes into the room, and who leaves."""

import asyncio

from rakor import journal
from rakor.attendance.models import Head, OnlineVisit
from rakor.attendance.operations.heads import Found
from rakor.attendance.operations.ledger import queue
from rakor.attendance.operations.online import (
    Placing,
    known_visits,
    new_generations,
    place,
    recognise,
    save_visits,
)
from rakor.attendance.queries.online import InvitedPeople, invited_people, meeting_of_number
from rakor.attendance.rules import Method
from rakor.attendance.rules.matching import Match, Visitor
from rakor.attendance.rules.notices import Notice
from rakor.attendance.rules.online import (
    Known,
    Told,
    left_before,
    paired,
    visit_key,
    visitor_key,
)
from rakor.database import new_id
from rakor.journal import Record
from rakor.meetings.models import Meeting


async def take_notice(notice: Notice) -> bool:
    """Record that somebody came or left, as the video service says; whether it was of a meeting.

    Notifications come twice, late and in any order: of a stay its joining and its leaving are kept
    once each, whichever came first.
    """
    meeting = await meeting_of_number(notice.number, notice.at)
    if meeting is None:
        return False
    people = await invited_people(meeting) if not notice.left else None
    visitor = Visitor(notice.name, notice.email, (notice.at,))
    match = await asyncio.to_thread(people.book.match, visitor) if people else None
    async with journal.transaction() as record:
        await queue(meeting.id)
        before = await OnlineVisit.get_or_none(meeting_id=meeting.id, session=notice.session)
        if people is None or match is None:
            await _left(record, meeting, notice, before)
        elif before is None or left_before(before.key):
            await _joined(record, meeting, notice, before, people, match)
    return True


async def _left(
    record: Record, meeting: Meeting, notice: Notice, before: OnlineVisit | None
) -> None:
    """The end of a stay. Of one whose beginning was not told yet it is kept until that comes."""
    if before is None:
        await OnlineVisit.create(
            meeting_id=meeting.id,
            key=f"p{notice.session[:39]}",
            name=notice.name,
            email=notice.email,
            joined_at=notice.at,
            left_at=notice.at,
            session=notice.session,
        )
        return
    if before.left_at is not None:
        return
    before.left_at = max(notice.at, before.joined_at)
    if before.head_id is not None:
        placing = Placing()
        placing.add(Found(await Head.get(id=before.head_id), is_new=False), [before])
        await place(record, meeting, placing, method=Method.WEBHOOK, by=None)
    await save_visits([before])


async def _joined(
    record: Record,
    meeting: Meeting,
    notice: Notice,
    ended: OnlineVisit | None,
    people: InvitedPeople,
    match: Match,
) -> None:
    """The beginning of a stay, unless a report has told of it already."""
    told = Told(notice.name, notice.email, notice.at, ended.left_at if ended else None)
    if ended is not None:
        await ended.delete()
    visits = await known_visits(meeting)
    rows = [Known(each.key, each.name, each.email, each.joined_at, each.left_at) for each in visits]
    [at] = paired(meeting.id, [told], rows)
    if at is not None:
        await OnlineVisit.filter(id=visits[at].id).update(session=notice.session)
        return
    fresh = OnlineVisit(
        id=new_id(),
        meeting_id=meeting.id,
        key=visit_key(meeting.id, told),
        name=told.name,
        email=told.email,
        joined_at=told.joined,
        left_at=max(told.left, told.joined) if told.left else None,
        session=notice.session,
    )
    key = visitor_key(meeting.id, told.name, told.email)
    placing = await recognise(meeting, people, {key: match}, [*visits, fresh], [fresh])
    await new_generations(meeting, [fresh])
    await place(record, meeting, placing, method=Method.WEBHOOK, by=None)
    await fresh.save(force_create=True)
