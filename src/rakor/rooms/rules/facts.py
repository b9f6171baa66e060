"""What is told about buildings, rooms and bookings, by a form or by a program."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from rakor.directory.rules.words import Code, Name, RegionCode, Zone
from rakor.rooms.rules.kinds import EquipmentKind, Seating
from rakor.web import shapes
from rakor.web.shapes import Line, Shape, Text


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _left_out() -> Any:
    """Stands where a member was not sent: `model_fields_set` tells, nobody reads the value."""
    return None


Moment = Annotated[shapes.Moment, AfterValidator(_in_utc)]
Seats = Annotated[int, Field(ge=1, le=100_000)]
Minutes = Annotated[int, Field(ge=0, le=720)]
Floor = Annotated[Line, Field(max_length=40)]
RoomName = Annotated[Line, Field(min_length=1, max_length=120)]
Purpose = Annotated[Line, Field(min_length=1, max_length=300)]
Plans = Annotated[dict[Seating, Seats], Field(max_length=len(Seating))]
Wanted = Annotated[
    dict[EquipmentKind, Annotated[int, Field(ge=1, le=1000)]], Field(max_length=len(EquipmentKind))
]


class BuildingFacts(Shape):
    """What is told about a building. `agency` is the code of the one that owns it."""

    name: Name
    agency: Code | None = None
    address: Annotated[Line, Field(max_length=300)] = ""
    region: RegionCode = ""
    timezone: Zone | None = None


class BuildingChanges(Shape):
    """What changes about a building; what is left out stays."""

    name: Name = Field(default_factory=_left_out)
    address: Annotated[Line, Field(max_length=300)] = Field(default_factory=_left_out)
    region: RegionCode = Field(default_factory=_left_out)
    timezone: Zone = Field(default_factory=_left_out)


class RoomChanges(Shape):
    """What changes about a room; what is left out stays.

    `owner` is the code of the agency that approves its bookings. `video` says what stands in it to
    join meetings from afar, empty for nothing.
    """

    name: RoomName = Field(default_factory=_left_out)
    floor: Floor = Field(default_factory=_left_out)
    seats: Seats = Field(default_factory=_left_out)
    plans: Plans = Field(default_factory=_left_out)
    video: Annotated[Line, Field(max_length=200)] = Field(default_factory=_left_out)
    wheelchair: bool = Field(default_factory=_left_out)
    set_up_minutes: Minutes = Field(default_factory=_left_out)
    clean_up_minutes: Minutes = Field(default_factory=_left_out)
    needs_approval: bool = Field(default_factory=_left_out)
    owner: Code = Field(default_factory=_left_out)


class RoomFacts(RoomChanges):
    """What is told about a new room."""

    building: UUID
    name: RoomName
    seats: Seats


class EquipmentRow(Shape):
    """So many of a kind; in one room, or movable within the building."""

    kind: EquipmentKind
    count: Annotated[int, Field(ge=1, le=10_000)]
    room: UUID | None = None


class EquipmentRows(Shape):
    """All that a building has, whole."""

    items: Annotated[list[EquipmentRow], Field(max_length=300)]


class BookingFacts(Shape):
    """A room that is wanted. With `hold` it is kept for a while before it is asked for."""

    starts_at: Moment
    ends_at: Moment
    purpose: Purpose
    people: Seats | None = None
    seating: Seating | None = None
    equipment: Wanted = Field(default_factory=dict)
    hold: bool = False
    hold_until: Moment | None = None
    agency: Code | None = None


class BookingTimes(Shape):
    """When a booking is instead, and where; left out, in the same room."""

    starts_at: Moment
    ends_at: Moment
    room: UUID | None = None


class Why(Shape):
    """Why a booking is refused."""

    reason: Annotated[Text, Field(min_length=1, max_length=500)]
