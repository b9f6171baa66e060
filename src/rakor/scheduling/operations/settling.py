"""The end of a poll: the time is chosen, the meeting published, and everybody invited to it.

Where the agency wants its meetings approved first, the time is settled and the approval asked for.
"""

from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.drafting import operations as drafting
from rakor.invitations.models import Invitation
from rakor.journal import Audience
from rakor.mail import outbox
from rakor.meetings import operations as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Changes
from rakor.scheduling.models import Poll, PollAnswer, PollOption
from rakor.scheduling.operations.ground import check_seen, find_option, locked_poll, told
from rakor.scheduling.operations.letters import letter
from rakor.scheduling.queries.polls import asked_seats
from rakor.scheduling.rules.polls import Choice, PollState, check_poll_step


async def settle_poll(
    poll_id: UUID, option_id: UUID, *, revision: int | None = None, by: User
) -> Meeting:
    """Hold the meeting at this time: it is published, its room booked, and everybody invited.

    All of it or nothing. Those who said they cannot come then get a kind word and the way to send a
    deputy. A meeting that its agency wants approved stays a draft with this time, its approval is
    asked for, and the rest happens once it is given. `revision` is that of the option as it was
    seen. Refuses what publishing refuses (Invalid: no place, no link), and (Conflict) a poll that
    is over.
    """
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        check_poll_step(poll.state, PollState.SETTLED)
        option = await find_option(poll, option_id)
        check_seen(option, revision)
        times = {
            "starts_at": option.starts_at,
            "ends_at": option.ends_at,
            "timezone": option.timezone,
        }
        await meetings.change(meeting.id, Changes.model_validate(times), by=by)
        published = await drafting.publish_or_ask(meeting.id, by=by)
        poll.state, poll.closed_at, poll.live = PollState.SETTLED, record.at, None
        poll.chosen_id = option.id
        poll.revision += 1
        await poll.save()
        kept_away = await _comfort(poll, option, record.at) if published else 0
        await record.entry(
            meeting.id,
            "poll.settled",
            by=by,
            audience=Audience.STAFF,
            poll=str(poll.id),
            option=told(option),
            kept_away=kept_away,
            published=published,
        )
    outbox.wake()
    return await Meeting.get(id=meeting.id).select_related("organizer", "follow_up_of")


async def comfort_late(meeting_id: UUID, at: datetime) -> int:
    """The kind word of a poll whose meeting was approved and published later; each gets it once."""
    poll = await Poll.filter(meeting_id=meeting_id, state=PollState.SETTLED).order_by(
        "-closed_at"
    ).first()  # fmt: skip
    option = await PollOption.get_or_none(id=poll.chosen_id) if poll else None
    meeting = await Meeting.get(id=meeting_id)
    if poll is None or option is None or option.starts_at != meeting.starts_at:
        return 0
    return await _comfort(poll, option, at)


async def _comfort(poll: Poll, option: PollOption, at: datetime) -> int:
    """Write to those who said no to the time that was chosen; tells how many."""
    against = set(
        await PollAnswer.filter(option_id=option.id, choice=Choice.NO).values_list(
            "invitation_id", flat=True
        )
    )
    meeting = await Meeting.get(id=poll.meeting_id).select_related("organizer")
    seats: list[Invitation] = [
        seat for seat in await asked_seats(poll.meeting_id) if seat.id in against
    ]
    await outbox.enqueue(
        [
            letter("sorry", poll, meeting, seat, [option], at, f"{poll.id}:{seat.id}")
            for seat in seats
        ]
    )
    return len(seats)
