"""What a booking may become, and what the owner of a room decides."""

from enum import StrEnum

from rakor.errors import Conflict
from rakor.words import N_, _


class BookingState(StrEnum):
    """Where a booking stands."""

    HELD = "held"
    ASKED = "asked"
    BOOKED = "booked"
    REFUSED = "refused"
    FREED = "freed"
    EXPIRED = "expired"


BOOKING_STATES = {
    BookingState.HELD: N_("Ditahan sementara"),
    BookingState.ASKED: N_("Menunggu persetujuan"),
    BookingState.BOOKED: N_("Dipesan"),
    BookingState.REFUSED: N_("Ditolak"),
    BookingState.FREED: N_("Dilepas"),
    BookingState.EXPIRED: N_("Kedaluwarsa"),
}

# While a booking stands so, nobody else has the room; the rule in the database says the same.
LIVE = frozenset({BookingState.HELD, BookingState.ASKED, BookingState.BOOKED})

STEPS: dict[BookingState, frozenset[BookingState]] = {
    BookingState.HELD: frozenset(
        {
            BookingState.HELD,
            BookingState.ASKED,
            BookingState.BOOKED,
            BookingState.REFUSED,
            BookingState.FREED,
            BookingState.EXPIRED,
        }
    ),
    # What was moved is asked for again, also when it was approved.
    BookingState.ASKED: frozenset(
        {BookingState.ASKED, BookingState.BOOKED, BookingState.REFUSED, BookingState.FREED}
    ),
    BookingState.BOOKED: frozenset(
        {BookingState.ASKED, BookingState.BOOKED, BookingState.REFUSED, BookingState.FREED}
    ),
    BookingState.REFUSED: frozenset(),
    BookingState.FREED: frozenset(),
    BookingState.EXPIRED: frozenset(),
}


def check_step(now: BookingState, then: BookingState) -> None:
    """Refuses (Conflict) a step that a booking cannot take."""
    if then not in STEPS[now]:
        raise Conflict(
            _("Pemesanan yang {now} tidak dapat menjadi {then}.").format(
                now=_(BOOKING_STATES[now]).lower(), then=_(BOOKING_STATES[then]).lower()
            ),
            state=now.value,
        )


def check_waits(now: BookingState) -> None:
    """Refuses (Conflict) to approve what does not wait for approval."""
    if now is not BookingState.ASKED:
        raise Conflict(
            _("Pemesanan ini tidak menunggu persetujuan: {now}.").format(
                now=_(BOOKING_STATES[now]).lower()
            ),
            state=now.value,
        )


def first_state(*, needs_approval: bool, keeps: bool) -> BookingState:
    """What asking for a room makes of it: whoever keeps the room need not ask themselves."""
    return BookingState.ASKED if needs_approval and not keeps else BookingState.BOOKED
