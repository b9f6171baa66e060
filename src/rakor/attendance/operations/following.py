"""What others decide about a meeting, and what it means for its seats and for who is here."""

from uuid import UUID

from rakor import journal
from rakor.attendance.models import Head, Nominee
from rakor.attendance.operations.heads import name_again
from rakor.attendance.operations.ledger import queue, tell_counts
from rakor.attendance.operations.nominees import follow
from rakor.attendance.rules import NomineeState, Tally
from rakor.invitations.models import Invitation
from rakor.invitations.operations import delegating
from rakor.journal import Entry
from rakor.meetings.models import Meeting
from rakor.meetings.rules import State

OVER = (State.FINISHED, State.CANCELLED)


async def seats_changed(entry: Entry) -> None:
    """Agencies have other quotas: whoever waited for a seat moves up at once, in their order.

    Where people are invited already they are invited too, and get the usual letter. Whoever has no
    seat any more and was not invited waits again.
    """
    if "quotas" not in entry.data.get("changed", ()):
        return
    async with journal.transaction() as record:
        meeting = await Meeting.filter(id=entry.stream).select_for_update().get()
        if meeting.state in OVER:
            return
        waiting = Nominee.filter(meeting_id=meeting.id).exclude(state=NomineeState.WITHDRAWN)
        for agency in await waiting.distinct().order_by("agency_id").values("agency_id"):
            await follow(record, meeting, agency["agency_id"], by=None)


async def deputy_named(entry: Entry) -> None:
    """Somebody was sent who is here already, or whose own deputy is: they come for that seat too.

    The seat is closed as if they had come after they were sent.
    """
    deputy = entry.data.get("deputy")
    if entry.data.get("state") != "accepted" or deputy is None:
        return
    async with journal.transaction() as record:
        await queue(entry.stream)
        seats = await delegating.sent_by(entry.stream, [UUID(deputy)])
        rows = Head.filter(meeting_id=entry.stream, invitation_id__in=list(seats[UUID(deputy)]))
        heads = await rows.exclude(tally=Tally.NONE).order_by("id")
        if not heads:
            return
        await name_again(await Meeting.get(id=entry.stream), heads)
        for head in heads:
            await delegating.arrived(await Invitation.get(id=head.invitation_id))
        await tell_counts(record, entry.stream, by=None)
