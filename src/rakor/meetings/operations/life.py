"""The life of a meeting: published, cancelled, postponed, opened, closed."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.meetings import queries, rules
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.operations.booking import settle_rooms
from rakor.meetings.operations.facts import Changes, Times
from rakor.meetings.operations.ground import audience_of_item, locked, public_items, saved
from rakor.meetings.operations.planning import change, check_complete
from rakor.meetings.rules import Action, ItemState, Notify, State
from rakor.words import _

Guard = Callable[[Meeting, User], Awaitable[None]]
_guards: list[Guard] = []


def before_publishing(guard: Guard) -> Guard:
    """Let this function, too, refuse to publish a meeting; it is asked under the meeting's lock.

    A feature above says so for what it keeps, as the approval that an agency wants.
    """
    _guards.append(guard)
    return guard


async def publish(meeting_id: UUID, *, notify: Notify = Notify.NOW, by: User) -> Meeting:
    """Put a meeting on the calendar, from now on people can be invited.

    A postponed meeting is scheduled again: whoever was invited is asked again. Refuses (Invalid)
    a meeting without a place or a link, by its mode, and (Conflict) one that is published already,
    or that whoever must agree to it has not agreed to.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        if meeting.state is State.SCHEDULED:
            raise Conflict(_("Rapat ini sudah terjadwal."), state=meeting.state.value)
        rules.check_step(meeting.state, State.SCHEDULED)
        check_complete(meeting)
        for guard in _guards:
            await guard(meeting, by)
        kind = "meeting.published"
        if meeting.state is State.POSTPONED:
            kind = "meeting.rescheduled"
            meeting.sequence += 1
        meeting.state, meeting.reason = State.SCHEDULED, ""
        await saved(meeting)
        await settle_rooms(meeting, by=by)
        await record.entry(
            meeting.id,
            kind,
            by=by,
            audience=journal.Audience.PARTICIPANTS,
            meeting=queries.meeting_state(meeting),
            items=await public_items(meeting),
            changed=["status"],
            sequence=meeting.sequence,
            notify=notify.value,
        )
    return meeting


async def reschedule(
    meeting_id: UUID,
    times: Times,
    *,
    notify: Notify = Notify.NOW,
    revision: int | None = None,
    by: User,
) -> Meeting:
    """Move a meeting; one that was postponed is scheduled again with its new times."""
    async with journal.transaction():
        changes = Changes.model_validate(times.model_dump(exclude_unset=True))
        meeting = await change(meeting_id, changes, notify=notify, revision=revision, by=by)
        if meeting.state is State.POSTPONED:
            meeting = await publish(meeting_id, notify=notify, by=by)
    return meeting


async def cancel(
    meeting_id: UUID, reason: str = "", *, notify: Notify = Notify.NOW, by: User
) -> Meeting:
    """Call a meeting off; everyone invited is told why. Refuses (Conflict) one that has begun."""
    return await _call_off(meeting_id, State.CANCELLED, reason, notify, by=by)


async def postpone(
    meeting_id: UUID, reason: str = "", *, notify: Notify = Notify.NOW, by: User
) -> Meeting:
    """Take a meeting off the calendar until it has new times. Refuses (Conflict) one that began."""
    return await _call_off(meeting_id, State.POSTPONED, reason, notify, by=by)


async def _call_off(
    meeting_id: UUID, then: State, reason: str, notify: Notify, *, by: User
) -> Meeting:
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        rules.check_step(meeting.state, then)
        meeting.state, meeting.reason = then, reason
        # RFC 5546 section 2.1.4: a new STATUS is a new SEQUENCE.
        meeting.sequence += 1
        await saved(meeting)
        await settle_rooms(meeting, by=by)
        await record.entry(
            meeting.id,
            f"meeting.{then.value}",
            by=by,
            audience=journal.Audience.PARTICIPANTS,
            meeting=queries.meeting_state(meeting),
            items=await public_items(meeting),
            changed=["status"],
            sequence=meeting.sequence,
            reason=reason,
            notify=notify.value,
        )
    return meeting


async def open(meeting_id: UUID, *, by: User) -> Meeting:
    """Begin a meeting, also one of the past. Refuses (Conflict) all but scheduled ones."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        rules.check_step(meeting.state, State.IN_PROGRESS)
        meeting.state, meeting.opened_at = State.IN_PROGRESS, record.at
        await saved(meeting)
        await record.entry(
            meeting.id,
            "meeting.opened",
            by=by,
            audience=journal.Audience.PARTICIPANTS,
            meeting=queries.meeting_state(meeting),
        )
    return meeting


async def close(meeting_id: UUID, *, by: User) -> Meeting:
    """End a meeting and the item under discussion. Refuses (Conflict) one that is not open."""
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        rules.check_step(meeting.state, State.FINISHED)
        await finish_active(meeting, record, by=by)
        meeting.state, meeting.closed_at = State.FINISHED, record.at
        await saved(meeting)
        await record.entry(
            meeting.id,
            "meeting.closed",
            by=by,
            audience=journal.Audience.PARTICIPANTS,
            meeting=queries.meeting_state(meeting),
        )
    return meeting


async def finish_active(meeting: Meeting, record: journal.Record, *, by: User) -> None:
    """The item under discussion, if any, is done now."""
    for item in await AgendaItem.filter(meeting_id=meeting.id, state=ItemState.ACTIVE):
        item.state, item.finished_at = ItemState.DONE, record.at
        item.revision += 1
        await item.save()
        await record.entry(
            meeting.id,
            "agenda.finished",
            by=by,
            audience=audience_of_item(meeting, item),
            items=[queries.item_state(item)],
        )
