"""The doors of rooms and their bookings."""

from rakor.accounts.rules import Right, Role

from ..world import OURS, Stage, Who
from .ground import Door, Doors, keeps_ours, signed_in

A = "/api/v1"
ONE = "/{id:uuid}"
ROOM, HOUSE = {"id": "room"}, {"id": "building"}
OURS_ASKED, OURS_HELD = {"id": "our_booking"}, {"id": "held_booking"}
THEIRS_ASKED = {"id": "asked_booking"}
WHEN = {"starts_at": "2031-04-01T09:00", "ends_at": "2031-04-01T10:00"}
AT = {"starts_at": "2031-04-01T09:00:00+07:00", "ends_at": "2031-04-01T10:00:00+07:00"}
BUILDING = {"name": "Gedung baru", "timezone": "Asia/Jakarta"}
NEW = {"building": "{building}", "name": "Ruang baru", "seats": 10}
SEATED = {"name": "Ruang lain", "seats": 10}
ROWS = {"items.0.kind": "laptop", "items.0.count": "2"}
PURPOSE = {"purpose": "Rapat"}
NO = {"reason": "Ruang diperbaiki."}


def prepares_ours(who: Who, _stage: Stage) -> bool:
    """What our agency booked is for those who prepare its meetings, and for admins."""
    return who.role is Role.ADMIN or (who.may(Right.MAKE_MEETINGS) and who.agency == OURS)


def _decided(body: object) -> tuple[Door, ...]:
    """What others asked of our room is ours to decide."""
    return (Door(keeps_ours, body, keys=THEIRS_ASKED),)


B = "/rooms/bookings" + ONE
AB = A + "/bookings" + ONE
H, AH = "/rooms/buildings" + ONE, A + "/buildings" + ONE
R, AR = "/rooms" + ONE, A + "/rooms" + ONE

ROOMS: Doors = {
    "GET /rooms": Door(signed_in),
    "GET /rooms/day": Door(signed_in),
    "GET /rooms/requests": Door(signed_in),
    "GET /rooms/buildings/new": Door(Right.KEEP_DIRECTORY),
    "POST /rooms/buildings/new": Door(Right.KEEP_DIRECTORY, BUILDING),
    f"GET {H}": Door(keeps_ours, keys=HOUSE),
    f"POST {H}": Door(keeps_ours, BUILDING, keys=HOUSE),
    f"POST {H}/equipment": Door(keeps_ours, ROWS, keys=HOUSE),
    f"GET {H}/rooms": Door(keeps_ours, keys=HOUSE),
    f"POST {H}/rooms": Door(keeps_ours, SEATED, keys=HOUSE),
    f"GET {R}": Door(signed_in, keys=ROOM),
    f"POST {R}": Door(Right.MAKE_MEETINGS, {**WHEN, **PURPOSE}, keys=ROOM),
    f"GET {R}/edit": Door(keeps_ours, keys=ROOM),
    f"POST {R}/edit": Door(keeps_ours, SEATED, keys=ROOM),
    f"POST {R}/close": Door(keeps_ours, {}, keys=ROOM),
    f"POST {R}/open": Door(keeps_ours, {}, keys=ROOM),
    f"GET {B}": (Door(prepares_ours, keys=OURS_HELD), Door(keeps_ours, keys=THEIRS_ASKED)),
    f"POST {B}": Door(prepares_ours, WHEN, keys=OURS_ASKED),
    f"GET {B}/ask": Door(prepares_ours, keys=OURS_HELD),
    f"POST {B}/ask": Door(prepares_ours, {}, keys=OURS_HELD),
    f"GET {B}/approve": Door(prepares_ours, keys=OURS_ASKED),
    f"POST {B}/approve": _decided({}),
    f"GET {B}/refuse": Door(prepares_ours, keys=OURS_ASKED),
    f"POST {B}/refuse": _decided(NO),
    f"GET {B}/free": Door(prepares_ours, keys=OURS_ASKED),
    f"POST {B}/free": Door(prepares_ours, {}, keys=OURS_ASKED),
    f"GET {A}/buildings": Door(signed_in),
    f"POST {A}/buildings": Door(Right.KEEP_DIRECTORY, {"name": "Gedung baru"}),
    f"GET {AH}": Door(signed_in, keys=HOUSE),
    f"PATCH {AH}": Door(keeps_ours, {"name": "Gedung lain"}, keys=HOUSE),
    f"GET {AH}/equipment": Door(signed_in, keys=HOUSE),
    f"PUT {AH}/equipment": Door(keeps_ours, {"items": []}, keys=HOUSE),
    f"GET {A}/rooms": Door(signed_in),
    f"POST {A}/rooms": Door(keeps_ours, NEW),
    f"GET {AR}": Door(signed_in, keys=ROOM),
    f"PATCH {AR}": Door(keeps_ours, {"floor": "2"}, keys=ROOM),
    f"POST {AR}/close": Door(keeps_ours, {}, keys=ROOM),
    f"POST {AR}/open": Door(keeps_ours, {}, keys=ROOM),
    f"GET {A}/bookings": Door(signed_in),
    f"GET {A}/bookings/requests": Door(signed_in),
    f"POST {A}/bookings": Door(Right.MAKE_MEETINGS, {**AT, **PURPOSE, "room": "{room}"}),
    f"GET {AB}": (Door(prepares_ours, keys=OURS_HELD), Door(keeps_ours, keys=THEIRS_ASKED)),
    f"PATCH {AB}": Door(prepares_ours, AT, keys=OURS_ASKED),
    f"POST {AB}/ask": Door(prepares_ours, {}, keys=OURS_HELD),
    f"POST {AB}/approve": _decided({}),
    f"POST {AB}/refuse": _decided(NO),
    f"POST {AB}/free": Door(prepares_ours, {}, keys=OURS_ASKED),
}
