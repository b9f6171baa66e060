"""A proposed time beside the meeting's own: who said what, and who is elsewhere at that time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rakor.invitations.models import Invitation, Proposal
from rakor.invitations.queries.seats import answers
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Occurrence
from rakor.meetings.rules import NAMED_ONLY, State

SHOWN = 20
COMES = [RsvpStatus.ACCEPTED, RsvpStatus.TENTATIVE]


@dataclass(frozen=True, slots=True)
class Compared:
    """What taking up a proposal would mean.

    `answers` are the seats by what they said to the present time, which all are asked again;
    `busy` are those invited who said yes to another meeting that overlaps the proposed time.
    """

    proposal: Proposal
    starts_at: datetime
    ends_at: datetime
    answers: dict[str, int]
    busy: list[str]
    more_busy: int


async def compared(proposal: Proposal) -> Compared:
    """A proposal with its consequences; `proposal.meeting` is loaded."""
    meeting = proposal.meeting
    starts, ends = meeting.starts_at, meeting.ends_at
    if proposal.recurrence_id is not None:
        starts, ends = proposal.recurrence_id, proposal.recurrence_id + (ends - starts)
        row = await Occurrence.get_or_none(
            meeting_id=meeting.id, recurrence_id=proposal.recurrence_id
        )
        if row is not None:
            starts, ends = row.starts_at, row.ends_at
    busy = await _busy(proposal)
    return Compared(
        proposal, starts, ends, await answers(meeting.id), busy[:SHOWN], len(busy[SHOWN:])
    )


async def _busy(proposal: Proposal) -> list[str]:
    """Names of those invited who come to something else then; secret meetings tell nothing."""
    invited = await Invitation.filter(
        meeting_id=proposal.meeting_id, person_id__not_isnull=True
    ).exclude(status__in=[RsvpStatus.WITHDRAWN, RsvpStatus.DECLINED])
    names = {row.person_id: row.name for row in invited}
    elsewhere = (
        Invitation.filter(person_id__in=list(names), status__in=COMES)
        .filter(meeting__starts_at__lt=proposal.ends_at, meeting__ends_at__gt=proposal.starts_at)
        .filter(meeting__state__in=[State.SCHEDULED, State.IN_PROGRESS])
        .exclude(meeting_id=proposal.meeting_id)
        .exclude(meeting__security_class__in=list(NAMED_ONLY))
    )
    found = await elsewhere.values_list("person_id", flat=True)
    return sorted({names[key] for key in map(UUID, map(str, found)) if key in names})
