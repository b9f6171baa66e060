"""Cards for those invited, as the values of a printed sheet with marks to cut along."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from rakor.documents import qr
from rakor.words import N_, _


class PerPage(IntEnum):
    """How many cards an A4 page holds."""

    FOUR = 4
    EIGHT = 8
    TEN = 10


# Columns, rows, width and height of a card, and the side of its code, in millimetres.
_SIZES = {
    PerPage.FOUR: (2, 2, 100, 140, 48),
    PerPage.EIGHT: (2, 4, 95, 66, 33),
    PerPage.TEN: (2, 5, 90, 54, 28),
}
# Hundreds are drawn at once; what is signed looks random, so no pattern is better than another.
_MASK = 3
PER_PAGE = {
    PerPage.FOUR: N_("4 kartu besar (100 × 140 mm)"),
    PerPage.EIGHT: N_("8 kartu (95 × 66 mm)"),
    PerPage.TEN: N_("10 kartu kecil (90 × 54 mm)"),
}


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed of one person; `token` is what the QR code says, `code` is read aloud."""

    name: str
    office: str
    agency: str
    represents: str
    token: str
    code: str


def badge_values(
    title: str, organizer: str, cards: Iterable[Card], per_page: PerPage, made: datetime
) -> dict[str, Any]:
    """The values of the sheet."""
    columns, rows, wide, high, code = _SIZES[per_page]
    return {
        "title": _("Kartu peserta: {title}").format(title=title),
        "organizer": organizer,
        "created_at": made.isoformat(),
        "alt": _("Kode QR kartu"),
        "columns": columns,
        "rows": rows,
        "wide": wide,
        "high": high,
        "code": code,
        "cards": [
            {
                "meeting": title,
                "name": card.name,
                "office": card.office,
                "agency": card.agency,
                "represents": _("Mewakili {who}").format(who=card.represents)
                if card.represents
                else "",
                "qr": qr.svg(card.token, mask=_MASK),
                "code": qr.grouped(card.code, 5),
            }
            for card in cards
        ],
    }
