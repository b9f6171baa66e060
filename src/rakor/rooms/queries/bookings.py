"""Bookings as somebody may see them: everybody who has the room, some what for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from rakor.accounts.models import User
from rakor.errors import NotFound
from rakor.rooms.models import Booking
from rakor.rooms.rules import LIVE, BookingState, Span, asks_for, keeps, knows_purpose
from rakor.words import _

WITH_ALL = ("room__building__agency", "room__owner", "agency", "asked_by")


@dataclass(frozen=True, slots=True)
class Seen:
    """A booking as one reader sees it: `purpose` is empty where they may not know it."""

    booking: Booking
    purpose: str
    own: bool
    keeps: bool


def seen(rows: Iterable[Booking], to: User) -> list[Seen]:
    """Bookings as somebody may see them; their rooms, owners and agencies are loaded."""
    found = []
    for row in rows:
        owner = row.room.owner
        known = knows_purpose(to, row.agency_id, owner, row.state)
        own = asks_for(to, row.agency_id)
        found.append(Seen(row, row.purpose if known else "", own, keeps(to, owner)))
    return found


def bookings() -> QuerySet[Booking]:
    """All bookings with room, house, owner and agency."""
    return Booking.all().select_related(*WITH_ALL)


async def bookings_between(
    window: Span, *, to: User, room: UUID | None = None, rooms: Collection[UUID] | None = None
) -> list[Seen]:
    """The bookings that stand and touch a span, of one room, of some or of all.

    As somebody sees them.
    """
    found = bookings().filter(
        ~Q(state="held", hold_until__lte=datetime.now(UTC)),
        state__in=list(LIVE),
        blocked_from__lt=window.until,
        blocked_until__gt=window.since,
    )
    if room is not None:
        found = found.filter(room_id=room)
    if rooms is not None:
        found = found.filter(room_id__in=list(rooms))
    return seen(await found.order_by("starts_at", "id").limit(2000), to)


async def find_booking(booking_id: UUID, *, to: User) -> Seen:
    """A booking that concerns somebody: their agency has it, or they keep the room.

    NotFound for anybody else, who sees in the room's own list that it is taken.
    """
    row = await bookings().get_or_none(id=booking_id)
    if row is not None:
        (found,) = seen([row], to)
        if found.own or found.keeps:
            return found
    raise NotFound(_("Pemesanan ini tidak ada."))


async def waiting_for(user: User) -> list[Seen]:
    """What waits for somebody's approval, the soonest first."""
    if not user.keeps_directory:
        return []
    found = bookings().filter(state=BookingState.ASKED, ends_at__gt=datetime.now(UTC))
    if not user.is_admin:
        line = user.agency_path or "/nobody/"
        found = found.filter(room__owner__path__startswith=line)
    return seen(await found.order_by("starts_at", "id").limit(500), user)
