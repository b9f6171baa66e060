"""What somebody says to single days of a series, beside what they say to all of it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from rakor import journal
from rakor.accounts.models import User
from rakor.errors import Conflict, NotFound
from rakor.invitations.models import Invitation, OccurrenceAnswer
from rakor.invitations.operations.answering import check_words, chosen_mode
from rakor.invitations.operations.seating import asked_at, check_can_answer
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries import occurrence_rows
from rakor.meetings.rules.series import DayState, Series, find_day
from rakor.words import _

# What is answered to a day: the answer, and the way of taking part.
DayAnswer = tuple[RsvpStatus, str]


async def answer_days(
    invitation: Invitation, said: Mapping[datetime, DayAnswer], *, via: str, by: User | None
) -> int:
    """Answer single days; tells how many answers are different now.

    Which holds for a day, this or the answer to the whole series, is the newer one. Refuses
    (NotFound) days that the series does not have, Conflict those that are called off or over.
    """
    changed = 0
    async with journal.transaction() as record:
        meeting = await Meeting.filter(id=invitation.meeting_id).select_for_update().get()
        seat = await Invitation.filter(id=invitation.id).select_for_update().get()
        check_can_answer(seat, meeting)
        rows, series = await occurrence_rows(meeting), Series(*meeting.series)
        answers = OccurrenceAnswer.filter(invitation_id=seat.id, recurrence_id__in=list(said))
        known = {row.recurrence_id: row for row in await answers}
        sequence = await asked_at(seat)
        for at, (status, mode) in said.items():
            check_words(status.value, mode, meeting.mode, "")
            day = find_day(series, rows, at)
            if day is None:
                raise NotFound(_("Rangkaian ini tidak mempunyai hari tersebut."))
            if day.state is DayState.CANCELLED or day.ends_at < record.at:
                raise Conflict(_("Hari ini dibatalkan atau sudah lewat."))
            now = chosen_mode(status, mode, meeting.mode)
            before = known.get(at)
            if before and (before.status, before.mode) == (status, now):
                continue
            row = before or OccurrenceAnswer(
                invitation_id=seat.id, recurrence_id=at, reset_sequence=seat.reset_sequence
            )
            row.status, row.mode = status, now
            row.answered_at, row.via = record.at, via
            row.last_sequence, row.last_dtstamp = sequence, record.at.replace(microsecond=0)
            await row.save()
            changed += 1
            await record.entry(
                meeting.id,
                "invitation.answered",
                by=by,
                audience=journal.Audience.STAFF,
                subject=seat.person_id,
                invitation=str(seat.id),
                name=seat.name,
                status=status.value,
                mode=now.value if now else None,
                via=via,
                recurrence_id=at.astimezone(UTC).isoformat(),
            )
    return changed
