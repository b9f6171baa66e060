"""What the pages of rooms share: forms, moments as they are typed, days as they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request

from rakor.directory.pages.ground import choices
from rakor.rooms.models import Room
from rakor.rooms.queries import Seen
from rakor.rooms.rules import EQUIPMENT, SEATINGS, Span, day_of, drawn, hours_of

ONE = "/rooms/{id:uuid}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One booking in the picture of a day: what it blocks, and within that the meeting."""

    seen: Seen
    blocked: tuple[float, float]
    held: tuple[float, float]


@dataclass(frozen=True, slots=True)
class DayRow:
    """A room on one day."""

    room: Room
    day: date
    bars: list[Bar]


def day_row(room: Room, day: date, found: Iterable[Seen]) -> DayRow:
    """The bookings of a room that touch a day, as they are drawn and listed."""
    zone = room.building.timezone
    whole, within = day_of(day, zone), hours_of(day, zone)
    rows = [
        each
        for each in found
        if each.booking.room_id == room.id and each.booking.span.touches(whole)
    ]
    bars = [
        Bar(
            each,
            drawn(each.booking.span, within),
            drawn(Span(each.booking.starts_at, each.booking.ends_at), within),
        )
        for each in rows
    ]
    return DayRow(room, day, bars)


def key_of(request: Request) -> UUID:
    key: UUID = request.path_params["id"]
    return key


def day_in(said: date | None, zone: str) -> date:
    return said or datetime.now(ZoneInfo(zone)).date()


def week_from(day: date) -> list[date]:
    """The days from Monday to Sunday of the week of a day."""
    first = day - timedelta(days=day.weekday())
    return [first + timedelta(days=n) for n in range(7)]


def with_zone(said: Any, zone: str) -> Any:
    """`2026-12-01T09:00` of a date field, as the hour of that zone."""
    try:
        at = datetime.fromisoformat(str(said))
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
    except (ValueError, OverflowError):
        return said


def local(at: datetime, zone: str) -> str:
    """A moment as a date field shows it."""
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")


def seatings() -> list[tuple[str, str]]:
    return choices(SEATINGS)


def equipment_kinds() -> list[tuple[str, str]]:
    return choices(EQUIPMENT)
