"""Rooms for programs."""

from rakor.rooms.api import bookings, houses

endpoints = [*houses.endpoints, *bookings.endpoints]
