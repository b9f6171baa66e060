"""How many seats of each kind a meeting has; a seat counts once, whoever comes for it."""

from uuid import UUID

from tortoise.functions import Count

from rakor.invitations.models import Invitation
from rakor.invitations.rules import RsvpStatus
from rakor.meetings.rules import Channel


def seat_kind(status: RsvpStatus, mode: Channel | None) -> str:
    """How a seat is drawn: room, online, delegated, declined, tentative or none."""
    if status is RsvpStatus.ACCEPTED:
        return "online" if mode is Channel.ONLINE else "room"
    if status in (RsvpStatus.DELEGATED, RsvpStatus.DECLINED, RsvpStatus.TENTATIVE):
        return status.value
    return "none"


async def answers(meeting_id: UUID) -> dict[str, int]:
    """How many seats of each kind a meeting has; one query.

    A deputy's seat is that of whoever sent them, which is counted as delegated.
    """
    rows = (
        await Invitation.filter(meeting_id=meeting_id, delegated_from=None)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .annotate(seats=Count("id"))
        .group_by("status", "mode")
        .values_list("status", "mode", "seats")
    )
    counts: dict[str, int] = {}
    for status, mode, seats in rows:
        kind = seat_kind(RsvpStatus(status), Channel(mode) if mode else None)
        counts[kind] = counts.get(kind, 0) + int(seats)
    return counts
