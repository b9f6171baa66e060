"""Pages of rooms: the register, one room with its week, all rooms of a day, what waits."""

from rakor.rooms.pages import bookings, houses, register

routes = [*register.routes, *houses.routes, *bookings.routes]
