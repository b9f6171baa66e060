"""Bookings for programs. A purpose is told to those who may know it, to others it is null."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.rooms import operations, queries
from rakor.rooms.api.houses import Nothing, key_of
from rakor.rooms.queries import Seen
from rakor.rooms.rules import (
    BookingFacts,
    BookingState,
    BookingTimes,
    EquipmentKind,
    Seating,
    Span,
    Why,
    check_span,
)
from rakor.rooms.rules.facts import Moment
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Shape, Written

WEEK = timedelta(days=7)


class Taken(Answer):
    """Who has a room when; `blocked_from` and `blocked_until` hold the time to set up and clean."""

    id: UUID
    revision: int
    room: UUID
    starts_at: datetime
    ends_at: datetime
    blocked_from: datetime
    blocked_until: datetime
    state: BookingState
    agency: str
    purpose: str | None
    seating: Seating | None
    people: int | None
    equipment: dict[EquipmentKind, int]
    hold_until: datetime | None
    follows_meeting: bool
    reason: str


class BookingAnswer(Taken, Written):
    """A booking, whole, for those whom it concerns."""


class BookingItems(Items):
    """Bookings that stand, by their time; they come whole, so `next` is null."""

    items: list[Taken]


class BookingWish(BookingFacts):
    """Which room is wanted, when and for what."""

    room: UUID


class BookingQuestion(Shape):
    """Of which room, and from when until when: a week from now when not said."""

    room: UUID | None = None
    from_: Moment | None = Field(default=None, alias="from")
    to: Moment | None = None


def booking_answer(found: Seen) -> BookingAnswer:
    row = found.booking
    zone = ZoneInfo(row.room.building.timezone)
    return BookingAnswer(
        id=row.id,
        revision=row.revision,
        room=row.room_id,
        starts_at=row.starts_at.astimezone(zone),
        ends_at=row.ends_at.astimezone(zone),
        blocked_from=row.blocked_from.astimezone(zone),
        blocked_until=row.blocked_until.astimezone(zone),
        state=row.state,
        agency=row.agency.code,
        purpose=found.purpose or None,
        seating=row.seating,
        people=row.people,
        equipment={EquipmentKind(kind): count for kind, count in row.equipment.items()},
        hold_until=row.hold_until and row.hold_until.astimezone(zone),
        follows_meeting=row.follows_plan,
        reason=row.reason,
    )


async def _shown(request: Request, booking_id: UUID, status: int = 200) -> Response:
    found = await queries.find_booking(booking_id, to=request.user)
    return answer(booking_answer(found), status)


async def list_bookings(request: Request) -> Response:
    asked = query_of(request, BookingQuestion)
    since = asked.from_ or datetime.now(UTC)
    window = Span(since, asked.to or since + WEEK)
    check_span(*window)
    found = await queries.bookings_between(window, to=request.user, room=asked.room)
    items = [Taken.model_validate(booking_answer(each)) for each in found]
    return answer(BookingItems(items=items))


async def list_requests(request: Request) -> Response:
    found = await queries.waiting_for(request.user)
    items = [Taken.model_validate(booking_answer(each)) for each in found]
    return answer(BookingItems(items=items))


async def book(request: Request) -> Response:
    wish = await read(request, BookingWish)
    facts = BookingFacts.model_validate(wish.model_dump(exclude={"room"}, exclude_unset=True))
    row = await operations.book(wish.room, facts, by=request.user)
    return await _shown(request, row.id, 201)


async def show_booking(request: Request) -> Response:
    return await _shown(request, key_of(request))


async def move(request: Request) -> Response:
    times = await read(request, BookingTimes)
    revision = expected_revision(request)
    await operations.move(key_of(request), times, revision=revision, by=request.user)
    return await _shown(request, key_of(request))


async def ask(request: Request) -> Response:
    await operations.ask(key_of(request), by=request.user)
    return await _shown(request, key_of(request))


async def approve(request: Request) -> Response:
    await operations.approve(key_of(request), by=request.user)
    return await _shown(request, key_of(request))


async def refuse(request: Request) -> Response:
    why = await read(request, Why)
    await operations.refuse(key_of(request), why.reason, by=request.user)
    return await _shown(request, key_of(request))


async def free(request: Request) -> Response:
    await operations.free(key_of(request), by=request.user)
    return await _shown(request, key_of(request))


ONE = "/bookings/{id:uuid}"

endpoints = [
    Endpoint(
        "GET",
        "/bookings",
        list_bookings,
        "List who has which room when",
        asks=BookingQuestion,
        gives=BookingItems,
    ),
    Endpoint(
        "GET",
        "/bookings/requests",
        list_requests,
        "List bookings that wait for your approval",
        gives=BookingItems,
    ),
    Endpoint(
        "POST",
        "/bookings",
        book,
        "Hold a room or ask for it; a refusal says what is free instead",
        takes=BookingWish,
        gives=BookingAnswer,
        status=201,
    ),
    Endpoint("GET", ONE, show_booking, "Show a booking", gives=BookingAnswer),
    Endpoint(
        "PATCH",
        ONE,
        move,
        "Move a booking to another time or room",
        takes=BookingTimes,
        gives=BookingAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint("POST", ONE + "/ask", ask, "Ask for what is held", takes=Nothing, gives=BookingAnswer),
    Endpoint(
        "POST", ONE + "/approve", approve, "Approve a booking", takes=Nothing, gives=BookingAnswer
    ),
    Endpoint("POST", ONE + "/refuse", refuse, "Refuse a booking", takes=Why, gives=BookingAnswer),
    Endpoint(
        "POST", ONE + "/free", free, "Let a booked room go", takes=Nothing, gives=BookingAnswer
    ),
]
