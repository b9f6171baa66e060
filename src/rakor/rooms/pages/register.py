"""The register of rooms, all rooms of one day, and what waits for an approval."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field, model_validator
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.rooms import queries
from rakor.rooms.pages.ground import (
    day_in,
    day_row,
    equipment_kinds,
    seatings,
    with_zone,
)
from rakor.rooms.queries import Search
from rakor.rooms.rules import (
    EQUIPMENT,
    SEATINGS,
    EquipmentKind,
    Seating,
    Span,
    check_span,
    day_of,
)
from rakor.rooms.rules.facts import Moment
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import checked, nest, query_of
from rakor.web.shapes import CalendarDay, Line, Shape

# What the form of a search shows again as it was typed.
FIELDS = ("q", "seats", "seating", "free_from", "free_until", "equipment")


class Question(Shape):
    """Which rooms are looked for; what was left open is not asked."""

    q: Annotated[Line, Field(max_length=100)] = ""
    seats: Annotated[int, Field(ge=0, le=100_000)] = 0
    seating: Seating | None = None
    equipment: EquipmentKind | None = None
    video: bool = False
    wheelchair: bool = False
    free_from: Moment | None = None
    free_until: Moment | None = None

    @model_validator(mode="before")
    @classmethod
    def _said(cls, values: Any) -> Any:
        return {name: value for name, value in values.items() if value != ""}

    @property
    def narrows(self) -> bool:
        return bool(self.model_fields_set)

    def search(self) -> Search:
        free = None
        if self.free_from and self.free_until:
            check_span(self.free_from, self.free_until)
            free = Span(self.free_from, self.free_until)
        wanted = {self.equipment: 1} if self.equipment else {}
        plan = self.seating
        return Search(self.q, self.seats, plan, wanted, self.video, self.wheelchair, free)


class OnDay(Shape):
    """Which day; today when not said."""

    on: CalendarDay | None = None
    q: Annotated[Line, Field(max_length=100)] = ""


async def register(request: Request) -> Response:
    given = nest(list(request.query_params.multi_items()))
    typed = {**dict.fromkeys(FIELDS, ""), **given}
    for name in ("free_from", "free_until"):
        if given.get(name):
            given[name] = with_zone(given[name], request.user.timezone or settings().timezone)
    asked = checked(Question, given)
    found = await queries.rooms_found(asked.search())
    return show(
        request,
        "rooms/list.html",
        rooms=found,
        asked=asked,
        said=typed,
        seatings=seatings(),
        equipment_kinds=equipment_kinds(),
        waiting=len(await queries.waiting_for(request.user)),
    )


async def one_day(request: Request) -> Response:
    asked = query_of(request, OnDay)
    zone = request.user.timezone or settings().timezone
    day = day_in(asked.on, zone)
    rooms = await queries.rooms_found(Search(asked.q))
    whole = day_of(day, zone)
    # Houses of another zone begin their day up to two hours away.
    window = Span(whole.since - timedelta(hours=3), whole.until + timedelta(hours=3))
    found = await queries.bookings_between(window, to=request.user)
    return show(
        request,
        "rooms/day.html",
        rows=[day_row(room, day, found) for room in rooms if not room.closed],
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        asked=asked,
        waiting=len(await queries.waiting_for(request.user)),
    )


async def requests(request: Request) -> Response:
    found = await queries.waiting_for(request.user)
    return show(
        request,
        "rooms/requests.html",
        found=found,
        waiting=len(found),
        plans=SEATINGS,
        equipment=EQUIPMENT,
    )


routes: list[BaseRoute] = [
    page("/rooms", register),
    page("/rooms/day", one_day),
    page("/rooms/requests", requests),
]
