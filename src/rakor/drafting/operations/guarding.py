"""Nothing is published that its agency wants approved and has not approved as it is."""

from datetime import UTC, datetime

from rakor.accounts.models import User
from rakor.drafting.models import Approval
from rakor.drafting.queries.approval import policy_of, standing_of
from rakor.drafting.queries.checks import missing_said
from rakor.errors import Conflict
from rakor.meetings.models import Meeting
from rakor.meetings.operations import before_publishing


@before_publishing
async def approved_only(meeting: Meeting, _by: User) -> None:
    """Refuses (Conflict) to publish without an approval of exactly this; publishing uses it up.

    A meeting that is postponed and published again is approved again.
    """
    if await policy_of(meeting.organizer_id) is None:
        return
    standing = await standing_of(meeting)
    if standing.policy is not None and not standing.approved:
        raise Conflict(missing_said(standing), state=meeting.state.value)
    if standing.approval is not None and standing.counts:
        spent = Approval.filter(id=standing.approval.id)
        await spent.update(live=None, published_at=datetime.now(UTC))
