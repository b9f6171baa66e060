"""Tables of buildings, their rooms and equipment, and of who has a room when."""

from typing import cast
from uuid import UUID

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.models import Model

from rakor.database import new_id
from rakor.directory.models import Agency, Person
from rakor.rooms.rules import BOOKING_STATES, BookingState, EquipmentKind, Seating, Span, blocked


class Building(Model):
    """A house with rooms. `agency` owns it, `timezone` is the hour on its walls."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="buildings", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=200)
    address = fields.CharField(max_length=300, default="")
    region = fields.CharField(max_length=8, default="")
    timezone = fields.CharField(max_length=40)
    revision = fields.IntField(default=1)

    class Meta:
        table = "building"
        indexes = [
            Index(fields=("agency_id",), name="building_agency"),
            Index(fields=("region",), name="building_region"),
        ]


class Room(Model):
    """A room in which meetings are held. `plans` are its seats by how they stand.

    `owner` decides on its bookings. One that is `closed` takes no more.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    building_id: UUID
    building: fields.ForeignKeyRelation[Building] = fields.ForeignKeyField(
        "rakor.Building", related_name="rooms", on_delete=fields.RESTRICT
    )
    owner_id: UUID
    owner: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="rooms", on_delete=fields.RESTRICT
    )
    name = fields.CharField(max_length=120)
    floor = fields.CharField(max_length=40, default="")
    seats = fields.IntField()
    plans = cast("fields.Field[dict[str, int]]", fields.JSONField(default=dict))
    video = fields.CharField(max_length=200, default="")
    wheelchair = fields.BooleanField(default=False)
    set_up_minutes = fields.IntField(default=0)
    clean_up_minutes = fields.IntField(default=0)
    needs_approval = fields.BooleanField(default=False)
    closed = fields.BooleanField(default=False)
    revision = fields.IntField(default=1)

    class Meta:
        table = "room"
        constraints = [UniqueConstraint(fields=("building_id", "name"), name="room_name")]
        indexes = [Index(fields=("owner_id",), name="room_owner")]

    @property
    def around(self) -> tuple[int, int]:
        """Minutes to set it up before, and to clean it after a meeting."""
        return self.set_up_minutes, self.clean_up_minutes


class Equipment(Model):
    """So many things of a kind: those of one room, or without one, movable in the building."""

    id = fields.UUIDField(primary_key=True, default=new_id)
    building_id: UUID
    building: fields.ForeignKeyRelation[Building] = fields.ForeignKeyField(
        "rakor.Building", related_name="equipment", on_delete=fields.CASCADE
    )
    room_id: UUID | None
    room: fields.ForeignKeyNullableRelation[Room] = fields.ForeignKeyField(
        "rakor.Room", related_name="equipment", null=True, on_delete=fields.CASCADE
    )
    kind = fields.CharEnumField(EquipmentKind, max_length=24)
    count = fields.IntField()

    class Meta:
        table = "equipment"
        indexes = [Index(fields=("building_id",), name="equipment_building")]


class Booking(Model):
    """A room for a span of time. What it blocks is longer by the minutes to set up and clean.

    `follows_plan`: it belongs to something that moves and frees it by itself, as a meeting does.
    """

    id = fields.UUIDField(primary_key=True, default=new_id)
    room_id: UUID
    room: fields.ForeignKeyRelation[Room] = fields.ForeignKeyField(
        "rakor.Room", related_name="bookings", on_delete=fields.RESTRICT
    )
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    blocked_from = fields.DatetimeField()
    blocked_until = fields.DatetimeField()
    state = fields.CharEnumField(BookingState, max_length=12)
    purpose = fields.CharField(max_length=300)
    agency_id: UUID
    agency: fields.ForeignKeyRelation[Agency] = fields.ForeignKeyField(
        "rakor.Agency", related_name="bookings", on_delete=fields.RESTRICT
    )
    asked_by_id: UUID | None
    asked_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "rakor.Person", related_name="bookings", null=True, on_delete=fields.SET_NULL
    )
    hold_until = fields.DatetimeField(null=True)
    people = fields.IntField(null=True)
    seating = fields.CharEnumField(Seating, max_length=12, null=True)
    equipment = cast("fields.Field[dict[str, int]]", fields.JSONField(default=dict))
    follows_plan = fields.BooleanField(default=False)
    reason = fields.CharField(max_length=500, default="")
    revision = fields.IntField(default=1)

    class Meta:
        table = "booking"
        indexes = [
            Index(fields=("room_id", "blocked_from"), name="booking_room"),
            Index(fields=("agency_id",), name="booking_agency"),
            Index(fields=("asked_by_id",), name="booking_asked_by"),
            Index(fields=("state", "hold_until"), name="booking_hold"),
        ]

    @property
    def state_word(self) -> str:
        """Where it stands, as a phrase of the catalogue."""
        return BOOKING_STATES[self.state]

    @property
    def span(self) -> Span:
        """What nobody else has of the room."""
        return Span(self.blocked_from, self.blocked_until)

    def place(self, room: Room, span: Span) -> None:
        """Let it be then and there; `span` is the meeting itself."""
        self.room_id = room.id
        self.starts_at, self.ends_at = span
        self.blocked_from, self.blocked_until = blocked(*span, *room.around)
