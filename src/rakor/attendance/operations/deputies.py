"""A seat that was given away is closed while its deputy counts, and open when they do not."""

from collections.abc import Iterable

from rakor.attendance.models import Head
from rakor.attendance.rules import Tally
from rakor.invitations.models import Invitation
from rakor.invitations.operations import delegating


async def follow_deputies(heads: Iterable[tuple[Head, bool]]) -> None:
    """Close or open the seats of those who came, or did not come after all.

    With each head goes whether it counted before; their rows are as they are now.
    """
    for head, was_there in heads:
        is_there = head.tally is not Tally.NONE
        if is_there == was_there or not head.representing or head.invitation_id is None:
            continue
        seat = await Invitation.get(id=head.invitation_id)
        if is_there:
            await delegating.arrived(seat)
            continue
        others = Head.filter(meeting_id=head.meeting_id, invitation_id__not_isnull=True)
        rows = await others.exclude(tally=Tally.NONE).values("invitation_id")
        await delegating.absent(seat, here={row["invitation_id"] for row in rows})
