"""Tables of invitations, deputies, proposals, and of what goes with them."""

from rakor.invitations.models.deputies import DelegationStep
from rakor.invitations.models.post import Enclosure, Feed, Proposal
from rakor.invitations.models.reminding import ReminderPlan
from rakor.invitations.models.seats import Invitation, OccurrenceAnswer, ToldFacts

__all__ = [
    "DelegationStep",
    "Enclosure",
    "Feed",
    "Invitation",
    "OccurrenceAnswer",
    "Proposal",
    "ReminderPlan",
    "ToldFacts",
]
