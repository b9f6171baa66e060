"""One room with its week and the form that books it, and one booking with what may be done."""

from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.directory.queries import agency_meant
from rakor.rooms import operations, queries, rules
from rakor.rooms.models import Booking
from rakor.rooms.pages.ground import (
    ONE,
    day_in,
    day_row,
    equipment_kinds,
    key_of,
    local,
    week_from,
    with_zone,
)
from rakor.rooms.rules import (
    EQUIPMENT,
    LIVE,
    SEATINGS,
    BookingFacts,
    BookingTimes,
    Span,
    Why,
    day_of,
)
from rakor.web.answers import see, show
from rakor.web.pages import form
from rakor.web.reading import body_of, checked, read
from rakor.web.shapes import CalendarDay, Shape
from rakor.words import N_, _


class InWeek(Shape):
    """Which week: that of this day, of today when not said."""

    on: CalendarDay | None = None


async def show_room(request: Request) -> Response:
    asked = checked(InWeek, {name: value for name, value in request.query_params.items() if value})
    room = await queries.find_room(key_of(request))
    zone = room.building.timezone
    days = week_from(day_in(asked.on, zone))
    window = Span(day_of(days[0], zone).since, day_of(days[-1], zone).until)
    found = await queries.bookings_between(window, to=request.user, room=room.id)
    rows = await queries.equipment_of(room.building_id)
    return show(
        request,
        "rooms/room.html",
        room=room,
        rows=[day_row(room, day, found) for day in days],
        before=days[0] - timedelta(days=7),
        after=days[0] + timedelta(days=7),
        days=days,
        today=day_in(None, zone),
        plans=[
            (word, room.plans[plan.value])
            for plan, word in SEATINGS.items()
            if plan.value in room.plans
        ],
        seatings=[
            (plan.value, _(word)) for plan, word in SEATINGS.items() if plan.value in room.plans
        ],
        fixed=[row for row in rows if row.room_id == room.id],
        movable=[row for row in rows if row.room_id is None],
        equipment=EQUIPMENT,
        kinds=equipment_kinds(),
        keeps=rules.keeps(request.user, room.owner)
        or rules.keeps(request.user, room.building.agency),
    )


async def book(request: Request) -> Response:
    room = await queries.find_room(key_of(request))
    given = await _typed(request, room.building.timezone)
    if given.get("agency"):
        given["agency"] = (await agency_meant(str(given["agency"]))).code
    wanted = given.pop("equipment", {})
    if isinstance(wanted, dict):
        given["equipment"] = {kind: count for kind, count in wanted.items() if count}
    row = await operations.book(room.id, checked(BookingFacts, given), by=request.user)
    return see(f"/rooms/bookings/{row.id}", _said(row))


async def _typed(request: Request, zone: str) -> dict[str, Any]:
    """What was typed, without what was left open; hours are those of the building."""
    body = await body_of(request)
    given = {
        name: value
        for name, value in (deepcopy(body) if isinstance(body, dict) else {}).items()
        if value != ""
    }
    for name in ("starts_at", "ends_at", "hold_until"):
        if name in given:
            given[name] = with_zone(given[name], zone)
    return given


def _said(row: Booking) -> str:
    return {
        "held": _("Ruang ditahan untuk Anda."),
        "asked": _("Permintaan dikirim kepada pemilik ruang."),
        "booked": _("Ruang dipesan."),
    }[row.state.value]


async def show_booking(request: Request) -> Response:
    found = await queries.find_booking(key_of(request), to=request.user)
    zone = found.booking.room.building.timezone
    return show(
        request,
        "rooms/booking.html",
        found=found,
        booking=found.booking,
        room=found.booking.room,
        zone=zone,
        equipment={EQUIPMENT[kind]: n for kind, n in _wanted(found.booking)},
        plan=SEATINGS[found.booking.seating] if found.booking.seating else "",
        live=found.booking.state in LIVE,
        rooms=await queries.room_choices(request.user, found.booking.room_id),
        starts=local(found.booking.starts_at, zone),
        ends=local(found.booking.ends_at, zone),
    )


def _wanted(booking: Booking) -> list[tuple[rules.EquipmentKind, int]]:
    return [(rules.EquipmentKind(kind), count) for kind, count in booking.equipment.items()]


async def move(request: Request) -> Response:
    found = await queries.find_booking(key_of(request), to=request.user)
    given = await _typed(request, found.booking.room.building.timezone)
    revision = str(given.pop("revision", ""))
    row = await operations.move(
        key_of(request),
        checked(BookingTimes, given),
        revision=int(revision) if revision.isdecimal() else None,
        by=request.user,
    )
    return see(f"/rooms/bookings/{row.id}", _said(row))


async def refuse(request: Request) -> Response:
    why = await read(request, Why)
    await operations.refuse(key_of(request), why.reason, by=request.user)
    return see(f"/rooms/bookings/{key_of(request)}", _("Pemesanan ditolak."))


def step(verb: str, do: Callable[..., Awaitable[Booking]], notice: str) -> list[BaseRoute]:
    """A button of a booking. What is refused is said on the booking's own page."""

    async def door(request: Request) -> Response:
        key: UUID = key_of(request)
        await do(key, by=request.user)
        return see(f"/rooms/bookings/{key}", _(notice))

    return [*form(f"{BOOKING}/{verb}", show_booking, door)]


BOOKING = "/rooms/bookings/{id:uuid}"

routes: list[BaseRoute] = [
    *form(BOOKING, show_booking, move),
    *form(BOOKING + "/refuse", show_booking, refuse),
    *step("ask", operations.ask, N_("Permintaan dikirim kepada pemilik ruang.")),
    *step("approve", operations.approve, N_("Pemesanan disetujui.")),
    *step("free", operations.free, N_("Ruang dilepas.")),
    *form(ONE, show_room, book),
]
