"""The room of a session: booked with it, moved with it, freed with it, all in its transaction."""

from collections.abc import Sequence

from rakor.accounts.models import User
from rakor.errors import Invalid, NotFound
from rakor.programmes.models import Programme, ProgrammeSession
from rakor.rooms import operations as rooms
from rakor.rooms.models import Booking
from rakor.rooms.queries import find_room
from rakor.rooms.rules import LIVE, BookingState, Span
from rakor.words import _


async def settle_room(programme: Programme, row: ProgrammeSession, *, by: User) -> None:
    """Make the booking agree with a session of its own; the caller stores the session.

    Refuses (Conflict) a room that others have then, saying who and what is free instead.
    """
    booking = await Booking.get_or_none(id=row.booking_id) if row.booking_id else None
    live = booking if booking is not None and booking.state in LIVE else None
    if row.register_room_id is None or row.cancelled:
        if live is not None:
            await rooms.release([live], by=by)
        row.booking_id = None
        return
    span = Span(row.starts_at, row.ends_at)
    if live is not None and _same(live, row, span):
        return
    about = rooms.About(row.title, programme.organizer_id, follows_plan=True)
    wish = rooms.Wish(span, live)
    (made,) = await rooms.place(row.register_room_id, [wish], about, BookingState.ASKED, by=by)
    row.booking_id = made.id


def _same(booking: Booking, row: ProgrammeSession, span: Span) -> bool:
    there = (booking.room_id, booking.starts_at, booking.ends_at, booking.purpose)
    return there == (row.register_room_id, *span, row.title)


async def choose_room(row: ProgrammeSession, *, typed: bool) -> None:
    """Let people read the name of the room that is booked, unless another was `typed`.

    Refuses (Invalid) a room that is not there or closed.
    """
    if row.register_room_id is None:
        return
    try:
        room = await find_room(row.register_room_id)
    except NotFound:
        raise Invalid.field("register_room", _("Ruang ini tidak ada.")) from None
    if room.closed:
        raise Invalid.field("register_room", _("Ruang ini sudah ditutup."))
    if not typed:
        row.room = ", ".join(filter(None, (room.name, room.floor)))[:120]


async def free_rooms(rows: Sequence[ProgrammeSession], *, by: User) -> None:
    """Let go of what these sessions have booked."""
    keys = [row.booking_id for row in rows if row.booking_id]
    if keys:
        await rooms.release(await Booking.filter(id__in=keys), by=by)
