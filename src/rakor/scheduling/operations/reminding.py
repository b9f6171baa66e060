"""What happens to polls by themselves or at a button: reminders to those missing, the deadline."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import lock_row
from rakor.errors import Conflict
from rakor.journal import Audience
from rakor.mail import outbox
from rakor.meetings.models import Meeting
from rakor.scheduling.models import Poll, PollVoice
from rakor.scheduling.operations.ground import locked_poll
from rakor.scheduling.operations.letters import ask, letter
from rakor.scheduling.operations.polling import shut
from rakor.scheduling.queries.polls import asked_seats, due_polls, options_of, standing
from rakor.scheduling.rules.polls import PollState, check_open
from rakor.words import _

# Nobody is written to twice within this, and by itself only in the last day before the deadline.
PAUSE = timedelta(hours=12)
LAST_DAY = timedelta(days=1)


async def remind_missing(poll_id: UUID, *, by: User) -> int:
    """Write to those who have not answered every time, and to seats that are new; tells how many.

    Whoever was written to within twelve hours is left in peace. Refuses (Conflict) a closed poll,
    and when there is nobody to write to.
    """
    async with journal.transaction() as record:
        poll, meeting = await locked_poll(poll_id, by=by)
        check_open(poll.state, poll.deadline, record.at)
        count = await _remind(record, poll, meeting, by=by)
        if not count:
            said = _("Tidak ada yang perlu diingatkan: semua sudah menjawab atau baru disurati.")
            raise Conflict(said, state=poll.state.value)
    outbox.wake()
    return count


async def keep_polls(now: datetime | None = None) -> int:
    """Close the polls whose deadline is past, and remind once in the last day before it."""
    at = now or datetime.now(UTC)
    for key in await due_polls(at):
        await _close(key, at)
    soon = Poll.filter(state=PollState.OPEN, deadline__gt=at, deadline__lte=at + LAST_DAY)
    reminded = 0
    for poll in await soon:
        reminded += await _remind_alone(poll.id)
    return reminded


async def _close(poll_id: UUID, at: datetime) -> None:
    async with journal.transaction() as record:
        await lock_row(Poll, poll_id)
        poll = await Poll.get(id=poll_id).select_related("meeting")
        if poll.state is PollState.OPEN and poll.deadline <= at:
            await shut(record, poll, poll.meeting, PollState.CLOSED, by=None)


async def _remind_alone(poll_id: UUID) -> int:
    async with journal.transaction() as record:
        await lock_row(Poll, poll_id)
        poll = await Poll.get(id=poll_id).select_related("meeting__organizer")
        # Asked or reminded in that last day already: once is enough.
        if poll.state is not PollState.OPEN or poll.opened_at > poll.deadline - LAST_DAY:
            return 0
        return await _remind(record, poll, poll.meeting, by=None, since=poll.deadline - LAST_DAY)


async def _remind(
    record: journal.Record,
    poll: Poll,
    meeting: Meeting,
    *,
    by: User | None,
    since: datetime | None = None,
) -> int:
    options = await options_of(poll)
    fresh = await ask(poll, meeting, options, record.at)
    missing = {voter.key for voter in (await standing(poll, meeting)).missing}
    seats = {seat.id: seat for seat in await asked_seats(meeting.id)}
    voices = await PollVoice.filter(
        poll_id=poll.id, invitation_id__in=list(seats), told_at__lt=since or record.at - PAUSE
    )
    late = [voice for voice in voices if str(voice.invitation_id) in missing]
    for voice in late:
        voice.letters += 1
        voice.told_at = record.at
        await voice.save()
    await outbox.enqueue(
        [
            letter(
                "remind", poll, meeting, seats[voice.invitation_id], options, record.at,
                f"{voice.id}:{voice.letters}",
            )
            for voice in late
        ]
    )  # fmt: skip
    if late or fresh:
        await record.entry(
            meeting.id,
            "poll.reminded",
            by=by,
            audience=Audience.STAFF,
            poll=str(poll.id),
            asked=fresh,
            reminded=len(late),
        )
    return fresh + len(late)
