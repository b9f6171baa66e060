"""The page on which the time of a meeting is looked for, and taken."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor import words
from rakor.directory.queries import today
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Times, reschedule
from rakor.meetings.pages.planning import saved
from rakor.meetings.rules import Notify, State
from rakor.scheduling import queries
from rakor.scheduling.queries import Found, Place
from rakor.scheduling.rules import (
    Attendance,
    Missing,
    TimeWanted,
    attendance,
    missing,
    moment_of,
)
from rakor.web.answers import show
from rakor.web.pages import form
from rakor.web.reading import query_of, read
from rakor.web.shapes import Shape
from rakor.words import _

SHOWN_MEETINGS = 100
LENGTHS = (30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480)


class Taken(Shape):
    """The proposal that is taken, and the revision of the meeting that was seen."""

    starts_at: AwareDatetime
    ends_at: AwareDatetime
    revision: Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal as the page shows it."""

    starts_at: datetime
    ends_at: datetime
    counts: Attendance
    missing: list[Missing]
    thoughts: list[str]


def meeting_id(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def show_times(request: Request) -> Response:
    meeting = await queries.movable(meeting_id(request), by=request.user)
    asked = bool(request.url.query) and request.method == "GET"
    wanted = query_of(request, TimeWanted) if asked else usual(meeting)
    found = await queries.find_times(meeting, wanted, to=request.user)
    return show(
        request,
        "scheduling/times.html",
        meeting=meeting,
        parts=await meetings.parts_of(request.user, meeting),
        wanted=wanted,
        found=found,
        proposals=shown(found, meeting),
        agencies=agencies_of(found.places),
        lengths=lengths(wanted.minutes),
        others=await others(request, meeting),
    )


async def take(request: Request) -> Response:
    wish = await read(request, Taken)
    meeting = await queries.movable(meeting_id(request), by=request.user)
    # Whoever was asked before is told once somebody has read what they would be told.
    told = meeting.state is State.SCHEDULED
    await reschedule(
        meeting.id,
        Times(starts_at=wish.starts_at, ends_at=wish.ends_at),
        notify=Notify.LATER if told else Notify.NOW,
        revision=wish.revision,
        by=request.user,
    )
    return saved(meeting.id, Notify.LATER if told else Notify.NOW)


def usual(meeting: Meeting) -> TimeWanted:
    """What is asked where nothing was said: as long as now, from tomorrow, in two weeks."""
    minutes = int((meeting.ends_at - meeting.starts_at) / timedelta(minutes=1))
    fitting = next((each for each in LENGTHS if each >= minutes), LENGTHS[-1])
    return TimeWanted(since=today() + timedelta(days=1), minutes=fitting)


def shown(found: Found, meeting: Meeting) -> list[Shown]:
    """The proposals with their counts and reasons in words."""
    return [
        Shown(
            moment_of(each.span[0]),
            moment_of(each.span[1]),
            attendance(each, found.seats),
            missing(each, meeting.timezone),
            thoughts,
        )
        for each, thoughts in zip(found.proposals, found.thoughts, strict=True)
    ]


def agencies_of(places: list[Place]) -> list[tuple[str, str, int]]:
    """Each agency that is asked, by code and name, with how many seats it has."""
    names = {place.agency_code: place.agency_name for place in places if place.agency}
    seats = Counter(place.agency_code for place in places)
    return [(code, name, seats[code]) for code, name in names.items()]


def lengths(chosen: int) -> list[tuple[int, str]]:
    """How long a meeting may be, in words."""
    return [(each, spoken(each)) for each in sorted({*LENGTHS, chosen})]


def spoken(minutes: int) -> str:
    """`1 jam 30 menit`."""
    hours, rest = divmod(minutes, 60)
    said = _("{h} jam {m} menit") if hours and rest else _("{n} jam") if hours else _("{n} menit")
    return said.format(h=hours, m=rest, n=hours or rest)


async def others(request: Request, meeting: Meeting) -> list[tuple[str, str]]:
    """The meetings that this one may have to heed: those that come, as far as the reader knows."""
    coming = (
        await meetings.visible_to(request.user)
        .filter(state__in=[State.SCHEDULED, State.DRAFT], starts_at__gte=datetime.now(UTC))
        .exclude(id=meeting.id)
        .order_by("starts_at", "id")
        .limit(SHOWN_MEETINGS)
    )
    return [
        (str(each.id), f"{words.short_date(each.starts_at, each.timezone)} {each.title}")
        for each in coming
    ]


routes: list[BaseRoute] = [*form("/meetings/{meeting:uuid}/times", show_times, take)]
