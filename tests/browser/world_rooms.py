"""A house with rooms, some of them taken, some asked for, one held."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rakor.accounts.models import User
from rakor.accounts.rules import Role
from rakor.directory.models import Person
from rakor.rooms import operations
from rakor.rooms.rules import BookingFacts, BuildingFacts, EquipmentRows, RoomFacts

ZONE = ZoneInfo("Asia/Jakarta")


async def furnish_rooms(organizer: User) -> dict[str, str]:
    """Rooms of our agency, and what two agencies want of them."""
    said = BuildingFacts(
        name="Gedung F BPSDM", agency="BPSDM", address="Jalan Taman Makam Pahlawan 8, Jakarta"
    )
    house = await operations.add_building(said, by=None)
    large = {
        "building": house.id,
        "name": "Ruang Rapat Cendrawasih",
        "floor": "Lantai 3",
        "seats": 90,
        "plans": {"theatre": 90, "u_shape": 40},
        "video": "Dua kamera, layar ganda, mikrofon langit-langit",
        "wheelchair": True,
        "set_up_minutes": 30,
        "clean_up_minutes": 30,
        "needs_approval": True,
    }
    room = await operations.add_room(RoomFacts.model_validate(large), by=None)
    small = await operations.add_room(
        RoomFacts(building=house.id, name="Ruang Melati", seats=12), by=None
    )
    rows = [
        {"kind": "video_set", "count": 1, "room": room.id},
        {"kind": "microphone", "count": 6},
        {"kind": "interpreter_booth", "count": 2},
    ]
    await operations.keep_equipment(
        house.id, EquipmentRows.model_validate({"items": rows}), by=None
    )
    bagus = await Person.get(email="bagus@bkn.example.go.id").select_related("agency")
    other = User(bagus, Role.ORGANIZER)
    asked = await operations.book(room.id, _facts(9, 3, "Rapat seleksi", people=30), by=other)
    ours = await operations.book(room.id, _facts(14, 2, "Rapat persiapan"), by=organizer)
    held = await operations.book(
        small.id, _facts(10, 1, "Rapat tim kecil", hold=True), by=organizer
    )
    return {
        "building": str(house.id),
        "room": str(room.id),
        "empty_room": str(small.id),
        "asked_booking": str(asked.id),
        "our_booking": str(ours.id),
        "held_booking": str(held.id),
        "rooms_day": held.starts_at.astimezone(ZONE).date().isoformat(),
    }


def _facts(hour: int, long: int, purpose: str, **said: object) -> BookingFacts:
    day = datetime.now(ZONE).replace(hour=hour, minute=0, second=0, microsecond=0)
    starts = day + timedelta(days=1)
    return BookingFacts.model_validate(
        {"starts_at": starts, "ends_at": starts + timedelta(hours=long), "purpose": purpose, **said}
    )
