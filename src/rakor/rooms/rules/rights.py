"""Who keeps a room, who asks for it, and who may know what it is taken for."""

from typing import Protocol
from uuid import UUID

from rakor.directory.rules import Keeper, Reader, in_line
from rakor.directory.rules.rights import Line
from rakor.errors import Forbidden
from rakor.rooms.rules.states import BookingState
from rakor.words import _

# What the owner decides on; what is held for a draft, or was never asked, is not theirs to read.
TOLD = frozenset({BookingState.ASKED, BookingState.BOOKED, BookingState.REFUSED})


class Asker(Reader, Protocol):
    """Whoever asks for a room; `accounts.models.User` is one."""

    @property
    def is_staff(self) -> bool: ...


def keeps(by: Keeper, owner: Line | None) -> bool:
    """Whether somebody keeps the rooms of an agency: its own keepers, those above it, admins."""
    if by is None or by.is_admin:
        return True
    return by.keeps_directory and in_line(by, owner)


def check_keeps(by: Keeper, owner: Line | None) -> None:
    """Refuses (Forbidden) whoever does not keep the rooms of that agency."""
    if not keeps(by, owner):
        raise Forbidden(_("Hanya pengelola instansi pemilik yang mengubah ruangnya."))


def check_asks(by: Asker | None) -> None:
    """Refuses (Forbidden) whoever prepares no meetings."""
    if by is not None and not by.is_staff:
        raise Forbidden(_("Hanya penyelenggara dan sekretariat yang memesan ruang."))


def asks_for(by: Asker | None, agency_id: UUID) -> bool:
    """Whether a booking is somebody's own: they prepare meetings of the agency that has it."""
    if by is None or by.is_admin:
        return True
    return by.is_staff and by.agency_id == agency_id


def check_asks_for(by: Asker | None, agency_id: UUID) -> None:
    """Refuses (Forbidden) to change what another agency booked."""
    if not asks_for(by, agency_id):
        raise Forbidden(_("Pemesanan ini milik instansi lain."))


def knows_purpose(
    by: Asker | None, agency_id: UUID, owner: Line | None, state: BookingState
) -> bool:
    """Whether somebody may read what a room is taken for; everybody else reads who has it.

    Those who prepare meetings of the agency that booked it, and whoever keeps the room, once they
    were asked.
    """
    return asks_for(by, agency_id) or (state in TOLD and keeps(by, owner))
