"""Whether a room holds those who will come, as far as their answers tell."""

from typing import NamedTuple

from rakor.words import _


class Expected(NamedTuple):
    """Answers so far: who comes to the room, who joins by link, who has not said."""

    room: int
    online: int
    open: int


class Places(NamedTuple):
    """Seats in the room, and at the link; None where nobody said how many."""

    room: int | None
    online: int | None


def half(open_answers: int) -> int:
    """How many of those who have not answered are counted: every second one, rounded up."""
    return -(-open_answers // 2)


def too_small(expected: Expected, places: Places, *, hybrid: bool) -> str:
    """Why the places do not do, as a sentence; "" when they do or nobody said how many there are.

    Everybody who said to come is counted, and every second of those who have not answered: for a
    meeting in a room only, all of these to the room; for a hybrid one to both together.
    """
    likely = half(expected.open)
    coming = expected.room if hybrid else expected.room + likely
    if places.room is not None and coming > places.room:
        return _("Ruang terlalu kecil: {coming} orang diperkirakan hadir, {seats} kursi.").format(
            coming=coming, seats=places.room
        )
    if not hybrid:
        return ""
    if places.online is not None and expected.online > places.online:
        return _("Tautan terlalu kecil: {coming} orang hadir daring, {seats} tempat.").format(
            coming=expected.online, seats=places.online
        )
    if places.room is None or places.online is None:
        return ""
    everyone, seats = expected.room + expected.online + likely, places.room + places.online
    if everyone > seats:
        return _(
            "Ruang dan tautan terlalu kecil: {coming} orang diperkirakan hadir, {seats} tempat."
        ).format(coming=everyone, seats=seats)
    return ""
