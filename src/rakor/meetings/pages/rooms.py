"""The calendar by rooms: who has which room on a day or in a week, and where one is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import words
from rakor.accounts.models import User
from rakor.directory.queries import calendar_between
from rakor.directory.rules.calendar import DayOff
from rakor.meetings.pages.keeping import Kept
from rakor.meetings.queries.timeline import Taken, taken_in
from rakor.meetings.rules.quarters import Picture, picture_of
from rakor.rooms import queries as rooms
from rakor.rooms.models import Equipment, Room
from rakor.rooms.rules import (
    EQUIPMENT,
    Span,
    Start,
    day_of,
    gaps,
    opening,
    starts_in,
)
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import CalendarDay
from rakor.words import _

WEEK = 7


class Wanted(Kept):
    """Which day or week is shown, of one building or of all; today when not said."""

    date: CalendarDay | None = None
    view: Literal["day", "week"] = "day"
    # The choice of all buildings sends an empty one.
    building: Annotated[UUID | None, BeforeValidator(lambda said: said or None)] = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A booking in the picture: the columns of the meeting, and those of all that it blocks."""

    taken: Taken
    held: tuple[int, int]
    blocked: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Free:
    """A piece of free time that leads to the form of a new meeting."""

    start: Start
    columns: tuple[int, int]
    href: str
    first: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A room on one day of a week: who has it, and the way to ask for it, "" for none."""

    day: date
    taken: list[Taken]
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A room with what stands in it, and its day or its week."""

    room: Room
    equipment: list[Equipment]
    taken: list[Taken]
    blocks: list[Block]
    free: list[Free]
    gaps: list[tuple[Span, str]]
    cells: list[Cell]


async def show_rooms(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    zone = request.user.timezone or settings().timezone
    day = wanted.date or datetime.now(ZoneInfo(zone)).date()
    days = _days(day) if wanted.view == "week" else [day]
    found = await rooms.page_of_rooms(request.user, building=wanted.building, page=wanted.page)
    window = Span(day_of(days[0], zone).since, day_of(days[-1], zone).until)
    taken = await taken_in(found.rooms, window, to=request.user)
    picture = _picture(days[0], zone, taken.values()) if len(days) == 1 else None
    now = datetime.now(UTC)
    lanes = [
        _lane(
            room,
            found.equipment.get(room.id, []),
            taken.get(room.id, []),
            days,
            picture,
            request.user,
            zone,
            now,
        )
        for room in found.rooms
    ]
    step = timedelta(days=len(days))
    off = await calendar_between(days[0], days[-1])
    return show(
        request,
        "meetings/rooms.html",
        name=words.date(day) if len(days) == 1 else words.days(days[0], days[-1]),
        day=day,
        days=days,
        today=now.astimezone(ZoneInfo(zone)).date(),
        wanted=wanted,
        kept=wanted.kept,
        address=_address,
        before=_address(wanted, date=day - step),
        after=_address(wanted, date=day + step),
        lanes=lanes,
        picture=picture,
        now_at=picture.column(now) if picture else -1,
        more=found.more,
        houses=[("", _("Semua gedung")), *found.houses],
        kinds=EQUIPMENT,
        holidays={each: _names(off.off(each)) for each in days},
    )


def _days(day: date) -> list[date]:
    first = day - timedelta(days=day.weekday())
    return [first + timedelta(days=n) for n in range(WEEK)]


def _names(off: list[DayOff]) -> str:
    return ", ".join(each.name for each in off)


def _address(wanted: Wanted, **other: Any) -> str:
    """The same page, but for what is said here; what is usual is left out."""
    said = {**wanted.model_dump(exclude_defaults=True), **other}
    said = {key: value for key, value in said.items() if value not in (None, "", "day")}
    if said.get("page") == 1:
        del said["page"]
    return f"/calendar/rooms?{urlencode(said)}" if said else "/calendar/rooms"


def _picture(day: date, zone: str, taken: Iterable[list[Taken]]) -> Picture:
    spans = [each.booking.span for rows in taken for each in rows]
    return picture_of(day, zone, spans)


def _lane(
    room: Room,
    equipment: list[Equipment],
    taken: list[Taken],
    days: list[date],
    picture: Picture | None,
    user: User,
    zone: str,
    now: datetime,
) -> Lane:
    """A room as it is drawn. Only those who prepare meetings are led to the form of a new one."""
    asks = user.is_staff
    if picture is None:
        cells = [_cell(room, each, taken, zone, now, asks=asks) for each in days]
        return Lane(room, equipment, taken, [], [], [], cells)
    blocks = [_block(each, picture) for each in taken]
    free: list[Free] = []
    spans: list[tuple[Span, str]] = []
    for gap in _gaps(room, days[0], taken) if asks else ():
        starts = starts_in(gap, now)
        free += [
            Free(each, columns, _form(room, each.since, each.until), n == 0)
            for n, each in enumerate(starts)
            if (columns := picture.columns(Span(each.since, each.ends)))
        ]
        if starts:
            spans.append(
                (Span(starts[0].since, gap.until), _form(room, starts[0].since, starts[0].until))
            )
    return Lane(room, equipment, taken, blocks, free, spans, [])


def _block(each: Taken, picture: Picture) -> Block:
    held = Span(each.booking.starts_at, each.booking.ends_at)
    return Block(each, picture.within(held), picture.within(each.booking.span))


def _gaps(room: Room, day: date, taken: list[Taken]) -> list[Span]:
    """When a room is free on a day, in the hours of its building."""
    local = ZoneInfo(room.building.timezone)
    busy = [
        Span(each.booking.span.since.astimezone(local), each.booking.span.until.astimezone(local))
        for each in taken
    ]
    return gaps(opening(day, room.building.timezone), busy, room.around)


def _cell(
    room: Room, day: date, taken: list[Taken], zone: str, now: datetime, *, asks: bool
) -> Cell:
    whole = day_of(day, zone)
    rows = [each for each in taken if each.booking.span.touches(whole)]
    starts = [each for gap in _gaps(room, day, rows) for each in starts_in(gap, now)]
    usual = next((each for each in starts if each.since.time() >= time(9)), None)
    start = usual or next(iter(starts), None)
    return Cell(day, rows, _form(room, start.since, start.until) if asks and start else "")


def _form(room: Room, since: datetime, until: datetime) -> str:
    """The form of a new meeting in that room, at hours of its building."""
    said = {
        "register_room": room.id,
        "starts_at": f"{since:%Y-%m-%dT%H:%M}",
        "ends_at": f"{until:%Y-%m-%dT%H:%M}",
    }
    return f"/meetings/new?{urlencode(said, safe=':')}"


routes: list[BaseRoute] = [page("/calendar/rooms", show_rooms)]
