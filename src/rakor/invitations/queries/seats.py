"""How many seats of each kind a meeting has; a seat counts once, whoever comes for it."""

from collections import Counter
from uuid import UUID

from tortoise.functions import Count

from rakor.invitations.models import DelegationStep, Invitation
from rakor.invitations.queries.chains import steps_of
from rakor.invitations.rules import RsvpStatus
from rakor.invitations.rules.delegation import STANDING_STATES
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


async def seats_by_agency(meeting_id: UUID) -> tuple[Counter[UUID | None], Counter[UUID | None]]:
    """How many seats each agency is asked to, and how many of them somebody will take.

    A seat counts once for the agency that was asked, whoever comes for it.
    """
    rows = (
        await Invitation.filter(meeting_id=meeting_id)
        .exclude(status=RsvpStatus.WITHDRAWN)
        .only("id", "agency_id", "status", "delegated_from_id")
    )
    asked = Counter(row.agency_id for row in rows if row.delegated_from_id is None)
    accepted = Counter(
        row.agency_id
        for row in rows
        if row.delegated_from_id is None and row.status is RsvpStatus.ACCEPTED
    )
    given = [row for row in rows if row.status is RsvpStatus.DELEGATED]
    if given:
        steps = await steps_of([meeting_id])
        for row in given:
            last = steps.chain(row.id).last
            if row.delegated_from_id is None and last and last.status is RsvpStatus.ACCEPTED:
                accepted[row.agency_id] += 1
    return asked, accepted


async def has_second_seats(meeting_id: UUID) -> bool:
    """Whether a seat was given to somebody who comes to the meeting anyway."""
    return await DelegationStep.filter(
        meeting_id=meeting_id, state__in=list(STANDING_STATES), made_seat=False
    ).exists()
