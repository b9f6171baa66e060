"""What people do to rooms and bookings. Each is one transaction and one journal entry."""

from rakor.rooms.operations.booking import (
    approve,
    ask,
    book,
    expire_holds,
    free,
    move,
    refuse,
)
from rakor.rooms.operations.houses import (
    add_building,
    add_room,
    change_building,
    change_room,
    close_room,
    keep_equipment,
    open_room,
)
from rakor.rooms.operations.placing import About, Wish, place, release

__all__ = [
    "About",
    "Wish",
    "add_building",
    "add_room",
    "approve",
    "ask",
    "book",
    "change_building",
    "change_room",
    "close_room",
    "expire_holds",
    "free",
    "keep_equipment",
    "move",
    "open_room",
    "place",
    "refuse",
    "release",
]
