"""The seats that are asked, for those below who only count agencies."""

from tortoise.queryset import QuerySet

from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.queries.asked import asks


@asks
def seats_asked() -> QuerySet[Invitation]:
    """Everybody who is asked by the organizer; a deputy comes on somebody's seat."""
    return Invitation.filter(delegated_from=None).exclude(status=RsvpStatus.WITHDRAWN)
