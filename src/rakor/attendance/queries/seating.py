"""Which seats are taken: an official and whoever came on their behalf take one together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from rakor.attendance.models import Head
from rakor.invitations.models import Invitation
from rakor.invitations.queries import has_second_seats, steps_of


@dataclass(frozen=True, slots=True)
class Seating:
    """Seats that were given away and taken by whoever was sent, by the agency that was asked.

    `taken` once somebody came for it, `sitting` while they are still here. Seats whose own holder
    came are not among them.
    """

    taken: Counter[UUID | None] = field(default_factory=Counter)
    sitting: Counter[UUID | None] = field(default_factory=Counter)


async def delegated_seats(meeting_id: UUID, end: datetime | None) -> Seating:
    """The seats for which a deputy came; `end` as for `still_here`."""
    sent = (
        await Head.counted(meeting_id=meeting_id)
        .exclude(representing="")
        .values("invitation_id", "invitation__delegated_from_id", "last_out_at")
    )
    if not sent:
        return Seating()
    steps = await steps_of([meeting_id])
    taken: set[UUID] = set()
    sitting: set[UUID] = set()
    for head in sent:
        seat = head["invitation_id"]
        own = {seat} if head["invitation__delegated_from_id"] is None else set()
        seats = own | set(steps.tops(seat))
        taken |= seats
        sitting |= seats if still_here(head["last_out_at"], end) else set()
    themselves = await _own_heads(meeting_id, taken)
    taken -= {head["invitation_id"] for head in themselves}
    sitting -= {
        head["invitation_id"] for head in themselves if still_here(head["last_out_at"], end)
    }
    agencies = dict(
        await Invitation.filter(id__in=list(taken | sitting)).values_list("id", "agency_id")
    )
    return Seating(_counted(agencies, taken), _counted(agencies, sitting))


async def sent_along(meeting_id: UUID) -> Counter[UUID]:
    """Agencies for which somebody is here who counts for another agency already."""
    if not await has_second_seats(meeting_id):
        return Counter()
    steps = await steps_of([meeting_id])
    came = Head.counted(meeting_id=meeting_id, invitation_id__not_isnull=True)
    heads = {
        row["invitation_id"]: row["agency_id"]
        for row in await came.values("invitation_id", "agency_id")
    }
    tops = {seat: steps.tops(seat) for seat in heads}
    given = {top for firsts in tops.values() for top in firsts}
    agencies = dict(await Invitation.filter(id__in=list(given)).values_list("id", "agency_id"))
    found = Counter(
        agencies[top]
        for seat, firsts in tops.items()
        for top in firsts
        if agencies[top] != heads[seat]
    )
    found.pop(None, None)
    return found


def _counted(agencies: dict[UUID, UUID | None], seats: Iterable[UUID]) -> Counter[UUID | None]:
    return Counter(agencies[seat] for seat in seats)


async def _own_heads(meeting_id: UUID, seats: set[UUID]) -> list[dict[str, Any]]:
    """Those who came to a seat of their own although somebody was sent for it."""
    rows = Head.counted(meeting_id=meeting_id, representing="", invitation_id__in=list(seats))
    return await rows.values("invitation_id", "last_out_at")


def still_here(last_out_at: datetime | None, end: datetime | None) -> bool:
    """Whether somebody is here, or was at the end of a meeting that is over."""
    return last_out_at is None or (end is not None and last_out_at >= end)
