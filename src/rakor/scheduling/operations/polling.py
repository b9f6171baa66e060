"""Asking: a poll is begun, changed, closed, opened again, and dropped."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from tortoise.exceptions import IntegrityError

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.journal import Audience
from rakor.meetings.models import Meeting
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.scheduling.models import Poll, PollAnswer, PollOption
from rakor.scheduling.operations.ground import (
    check_editable,
    check_seen,
    find_option,
    locked_poll,
    told,
)
from rakor.scheduling.operations.letters import ask
from rakor.scheduling.queries.polls import options_of
from rakor.scheduling.rules.polls import (
    OptionFacts,
    PollChanges,
    PollFacts,
    PollState,
    begins,
    check_deadline,
    check_options,
    check_poll_step,
    check_pollable,
)
from rakor.words import _


async def begin_poll(meeting_id: UUID, facts: PollFacts, *, by: User) -> Poll:
    """Ask everybody on the list of a draft which of these times suits them; each gets a letter.

    Refuses (Conflict) a meeting that is published, repeats, or is being asked about, and (Invalid)
    times and deadlines that are past or come twice.
    """
    now = datetime.now(UTC)
    try:
        async with journal.transaction() as record:
            meeting = await locked(meeting_id, Action.INVITE, by=by)
            check_pollable(meeting.state, meeting.recurrence)
            check_deadline(facts.deadline, now)
            _check(facts.options, now)
            poll = await Poll.create(
                meeting_id=meeting.id,
                live=meeting.id,
                note=facts.note,
                hidden=facts.hidden,
                deadline=facts.deadline,
                opened_at=now,
            )
            options = [_row(poll, option) for option in facts.options]
            await PollOption.bulk_create(options)
            await record.entry(
                meeting.id,
                "poll.begun",
                by=by,
                audience=Audience.STAFF,
                poll=str(poll.id),
                options=[told(option) for option in options],
                deadline=facts.deadline.astimezone(UTC).isoformat(),
            )
            await ask(poll, meeting, options, now)
    except IntegrityError:
        raise Conflict(_("Waktu rapat ini sedang ditanyakan.")) from None
    return poll


async def change_poll(
    poll_id: UUID, changes: PollChanges, *, revision: int | None = None, by: User
) -> Poll:
    """Change deadline, note or who sees the answers. A later deadline opens a closed poll again."""
    now = datetime.now(UTC)
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        check_editable(poll)
        check_seen(poll, revision)
        given = {
            name: value
            for name, value in changes.model_dump(exclude_unset=True).items()
            if value is not None and value != getattr(poll, name)
        }
        if not given:
            return poll
        if "deadline" in given:
            check_deadline(given["deadline"], now)
            poll.state, poll.closed_at = PollState.OPEN, None
        await _saved(poll, given)
        await record.entry(
            meeting.id,
            "poll.changed",
            by=by,
            audience=Audience.STAFF,
            poll=str(poll.id),
            changed=sorted(given),
            deadline=poll.deadline.astimezone(UTC).isoformat(),
        )
    return poll


async def add_option(poll_id: UUID, facts: OptionFacts, *, by: User) -> PollOption:
    """Ask about one more time; what was said to the others stays."""
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        check_editable(poll)
        before = await options_of(poll)
        _check([*map(_facts, before), facts], datetime.now(UTC), new=len(before))
        option = _row(poll, facts)
        await option.save(force_create=True)
        await _told_of(record, meeting, poll, "poll.option_added", option, by=by)
    return option


async def move_option(
    option_id: UUID, facts: OptionFacts, *, poll_id: UUID, revision: int | None = None, by: User
) -> PollOption:
    """Make an option another time. What was said to it is asked anew; the others keep theirs."""
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        check_editable(poll)
        option = await find_option(poll, option_id)
        check_seen(option, revision)
        if _facts(option) == facts:
            return option
        others = [each for each in await options_of(poll) if each.id != option.id]
        _check([*map(_facts, others), facts], datetime.now(UTC), new=len(others))
        fresh = _row(poll, facts)
        option.day, option.clock = fresh.day, fresh.clock
        option.minutes, option.timezone = fresh.minutes, fresh.timezone
        option.revision += 1
        await option.save()
        asked_anew = await PollAnswer.filter(option_id=option.id).delete()
        await _told_of(
            record, meeting, poll, "poll.option_moved", option, by=by, asked_anew=asked_anew
        )
    return option


async def remove_option(option_id: UUID, *, poll_id: UUID, by: User) -> None:
    """Ask about a time no more. Refuses (Conflict) the last one: then the poll is dropped."""
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        check_editable(poll)
        option = await find_option(poll, option_id)
        if len(await options_of(poll)) == 1:
            raise Conflict(_("Pilihan terakhir tidak dapat dihapus."), state=poll.state.value)
        option.removed = True
        await option.save()
        await _told_of(record, meeting, poll, "poll.option_removed", option, by=by)


async def close_poll(poll_id: UUID, *, by: User) -> Poll:
    """Take no more answers; the time is not chosen yet."""
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        await shut(record, poll, meeting, PollState.CLOSED, by=by)
    return poll


async def drop_poll(poll_id: UUID, *, by: User) -> Poll:
    """Give the poll up, another may be begun; what was said stays in the record of this one."""
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        await shut(record, poll, meeting, PollState.DROPPED, by=by)
    return poll


async def shut(
    record: journal.Record, poll: Poll, meeting: Meeting, to: PollState, *, by: User | None
) -> None:
    """Take a locked poll to a state in which nobody answers; Conflict where it cannot go there."""
    check_poll_step(poll.state, to)
    poll.state, poll.closed_at = to, record.at
    if to is not PollState.CLOSED:
        poll.live = None
    await _saved(poll, {})
    await record.entry(
        meeting.id, f"poll.{to.value}", by=by, audience=Audience.STAFF, poll=str(poll.id)
    )


async def _saved(poll: Poll, given: dict[str, object]) -> None:
    for name, value in given.items():
        setattr(poll, name, value)
    poll.revision += 1
    await poll.save()


async def _told_of(
    record: journal.Record,
    meeting: Meeting,
    poll: Poll,
    kind: str,
    option: PollOption,
    *,
    by: User,
    **more: Any,
) -> None:
    await record.entry(
        meeting.id,
        kind,
        by=by,
        audience=Audience.STAFF,
        poll=str(poll.id),
        option=told(option),
        **more,
    )


def _row(poll: Poll, facts: OptionFacts) -> PollOption:
    return PollOption(
        poll_id=poll.id,
        day=facts.day,
        clock=f"{facts.clock:%H:%M}",
        minutes=facts.minutes,
        timezone=facts.timezone,
    )


def _facts(option: PollOption) -> OptionFacts:
    return OptionFacts.model_validate(
        {
            "day": option.day,
            "clock": option.clock,
            "minutes": option.minutes,
            "timezone": option.timezone,
        }
    )


def _check(options: Sequence[OptionFacts], now: datetime, *, new: int = 0) -> None:
    """Only the options from `new` on must still come: those before it may have passed meanwhile."""
    moments = [(begins(each.day, each.clock, each.timezone), each.minutes) for each in options]
    check_options(moments, now, new=new)
