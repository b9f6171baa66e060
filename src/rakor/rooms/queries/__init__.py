"""Reading rooms and bookings: lists, one day of all rooms, and what is free instead."""

from rakor.rooms.queries.alternatives import free_rooms, free_times, without_room
from rakor.rooms.queries.bookings import (
    Seen,
    bookings,
    bookings_between,
    find_booking,
    seen,
    waiting_for,
)
from rakor.rooms.queries.drawing import RoomPage, page_of_rooms
from rakor.rooms.queries.rooms import (
    Search,
    buildings,
    equipment_of,
    find_building,
    find_room,
    room_choices,
    rooms,
    rooms_found,
)

__all__ = [
    "RoomPage",
    "Search",
    "Seen",
    "bookings",
    "bookings_between",
    "buildings",
    "equipment_of",
    "find_booking",
    "find_building",
    "find_room",
    "free_rooms",
    "free_times",
    "page_of_rooms",
    "room_choices",
    "rooms",
    "rooms_found",
    "seen",
    "waiting_for",
    "without_room",
]
