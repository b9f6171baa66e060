"""Breaks: the session stands still until an hour that everybody sees, and goes on."""

from datetime import datetime
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict
from rakor.journal import Audience
from rakor.live import queries
from rakor.live.models import Break
from rakor.live.operations.speaking import stop_clock
from rakor.live.rules import breaks as rules
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action
from rakor.words import _


async def pause_session(meeting_id: UUID, until: datetime, *, by: User) -> Break:
    """Give the room a break until then; a break that is on gets another end.

    Whoever speaks keeps the time they have left. Refuses (Conflict) a meeting that is not being
    held, and (Invalid) an end that has passed or is more than a day away.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        rules.check_can_pause(meeting.state)
        rules.check_until(until, record.at)
        pause = await queries.break_on(meeting_id)
        if pause is None:
            pause = Break(meeting_id=meeting_id, since=record.at)
            await stop_clock(meeting_id, record, by=by)
        pause.until = until
        await pause.save()
        await _tell(record, "meeting.paused", pause, by=by)
    return pause


async def resume_session(meeting_id: UUID, *, by: User) -> Break:
    """The break is over, at whatever hour; whoever spoke is given their time by hand.

    Refuses (Conflict) a session that is not on a break.
    """
    async with journal.transaction() as record:
        meeting = await locked(meeting_id, Action.RUN, by=by)
        rules.check_can_pause(meeting.state)
        pause = await queries.break_on(meeting_id)
        if pause is None:
            raise Conflict(_("Sidang ini tidak sedang istirahat."))
        pause.ended_at = record.at
        await pause.save()
        await _tell(record, "meeting.resumed", pause, by=by)
    return pause


async def _tell(record: journal.Record, kind: str, pause: Break, *, by: User) -> None:
    await record.entry(
        pause.meeting_id,
        kind,
        by=by,
        audience=Audience.PARTICIPANTS,
        breaks=[queries.break_state(pause)],
    )
