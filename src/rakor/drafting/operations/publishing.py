"""Letting a meeting out with its invitations, or asking for the approval that it still needs."""

from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.drafting.models import Approval
from rakor.drafting.operations.asking import ask_approval
from rakor.drafting.queries.approval import standing_of
from rakor.drafting.rules.approval import AskFacts, Then
from rakor.invitations import operations as invitations
from rakor.meetings import operations as meetings
from rakor.meetings.operations.ground import locked
from rakor.meetings.rules import Action


async def publish_or_ask(meeting_id: UUID, *, by: User) -> bool:
    """Publish a meeting and invite everybody on its list; False where its approval is awaited.

    Where its agency wants it approved first, it is asked to be, and published with its invitations
    by itself once it is; a request for exactly this that is under way does so too. Refuses what
    publishing refuses.
    """
    async with journal.transaction():
        meeting = await locked(meeting_id, Action.PLAN, by=by)
        standing = await standing_of(meeting)
        if standing.policy is None or standing.approved:
            await meetings.publish(meeting_id, by=by)
            await invitations.send(meeting_id, by=by)
            return True
        if standing.approval is not None and standing.turn and not standing.changed:
            await Approval.filter(id=standing.approval.id).update(then=Then.INVITE)
        else:
            await ask_approval(meeting_id, AskFacts(then=Then.INVITE), by=by)
    return False
