"""The pages that show many meetings: the list and the calendar."""

from calendar import Calendar
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import words
from rakor.directory.queries import today
from rakor.meetings import queries
from rakor.meetings.queries import Sitting
from rakor.meetings.rules import STATES, State, Window
from rakor.settings import settings
from rakor.web.answers import show
from rakor.web.pages import page
from rakor.web.reading import query_of
from rakor.web.shapes import Line, Shape

PER_PAGE = 50


class Wanted(Shape):
    """What the address of the list says."""

    # The chip for all meetings sends an empty one.
    status: Annotated[State | None, BeforeValidator(lambda said: said or None)] = None
    q: Annotated[Line, Field(max_length=200)] = ""
    page: Annotated[int, Field(ge=1, le=1000)] = 1


class Month(Shape):
    """Which month the calendar shows."""

    month: Annotated[str, Field(pattern=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$")] | None = None


async def show_list(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    found = queries.listed(request.user, q=wanted.q)
    counts = await queries.count_by_state(found)
    if wanted.status is not None:
        found = found.filter(state=wanted.status)
    nearest_first = wanted.status in (State.SCHEDULED, State.IN_PROGRESS)
    rows = (
        await found.select_related("organizer")
        .order_by("starts_at" if nearest_first else "-starts_at", "id")
        .offset((wanted.page - 1) * PER_PAGE)
        .limit(PER_PAGE + 1)
    )
    return show(
        request,
        "meetings/list.html",
        meetings=await queries.next_sittings(rows[:PER_PAGE], datetime.now(UTC)),
        more=len(rows) > PER_PAGE,
        wanted=wanted,
        states=[(state, word, counts.get(state, 0)) for state, word in STATES.items()],
        total=sum(counts.values()),
    )


async def show_calendar(request: Request) -> Response:
    wanted = query_of(request, Month)
    first = date.fromisoformat(f"{wanted.month}-01") if wanted.month else today().replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    zone = request.user.timezone or settings().timezone
    begins, ends = (
        datetime.combine(day, time(), ZoneInfo(zone))
        for day in (weeks[0][0], weeks[-1][-1] + timedelta(days=1))
    )
    held = await queries.occurrences_between(
        queries.visible_to(request.user).exclude(state=State.CANCELLED), Window(begins, ends)
    )
    return show(
        request,
        "meetings/calendar.html",
        # "1 Desember 2026" without its day.
        name=words.date(first, with_weekday=False).split(" ", 1)[1],
        first=first,
        before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=following.strftime("%Y-%m"),
        today=today(),
        weeks=weeks,
        on_day=by_day(held, zone),
    )


def by_day(held: list[Sitting], zone: str) -> dict[date, list[Sitting]]:
    """Each day with what is held on it; a meeting of several days is on each of them."""
    found: dict[date, list[Sitting]] = {}
    for each in held:
        day = each.starts_at.astimezone(ZoneInfo(zone)).date()
        last = (each.ends_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
        while day <= last:
            found.setdefault(day, []).append(each)
            day += timedelta(days=1)
    return found


routes: list[BaseRoute] = [page("/meetings", show_list), page("/calendar", show_calendar)]
