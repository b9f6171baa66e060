"""Other meetings to which whoever holds a seat is asked, of what its meeting is part of."""

from dataclasses import dataclass

from tortoise.expressions import Q

from rakor.invitations.models import Invitation
from rakor.invitations.queries.secrets import personal_token
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.models import Meeting
from rakor.meetings.queries.wholes import Whole
from rakor.meetings.rules import State


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another meeting with the link of the same guest's seat there."""

    meeting: Meeting
    token: str


async def siblings_of(invitation: Invitation, whole: Whole) -> list[Sibling]:
    """The other meetings of a whole that the same guest is asked to, in order of time; one query.

    Only what they were told of: no drafts, and nothing that was withdrawn.
    """
    same = Q(email=invitation.email)
    if invitation.person_id is not None:
        same |= Q(person_id=invitation.person_id)
    rows = (
        await Invitation.filter(same, meeting_id__in=list(whole.meetings), only_on=None)
        .exclude(meeting_id=invitation.meeting_id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .exclude(meeting__state=State.DRAFT)
        .filter(sent_sequence__not_isnull=True)
        .select_related("meeting")
        .order_by("meeting__starts_at", "id")
    )
    first: dict[object, Sibling] = {}
    for row in rows:
        first.setdefault(row.meeting_id, Sibling(row.meeting, personal_token(row)))
    return list(first.values())
