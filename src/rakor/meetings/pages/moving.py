"""Moving a meeting from the calendar: what would happen, and then the same act as in its form."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.errors import Conflict, Invalid, NotFound
from rakor.meetings import operations, queries
from rakor.meetings.models import Meeting
from rakor.meetings.operations import DayChanges, Times
from rakor.meetings.operations.facts import Zone
from rakor.meetings.pages.forms import local
from rakor.meetings.pages.planning import ONE, meeting_id
from rakor.meetings.queries.moving import effect_of
from rakor.meetings.rules import Action, Day, Notify, read_day_key
from rakor.settings import settings
from rakor.web.answers import see, show
from rakor.web.pages import form, page
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Shape
from rakor.words import _

Clock = Annotated[str, Field(max_length=25)]
DayKey = Annotated[str, Field(max_length=20)]
# Only back to a view of the calendar.
Back = Annotated[str, Field(pattern=r"^(/calendar(\?[\w=&.%+-]*)?)?$", max_length=400)]


class Wanted(Shape):
    """Which day is moved, until when, and where one came from; without times, as it is now."""

    day: DayKey = ""
    starts_at: Clock = ""
    ends_at: Clock = ""
    zone: Annotated[str, Field(max_length=40)] = ""
    back: Back = ""


class Move(Shape):
    """The new time on the clocks of `zone`, against which revision."""

    day: DayKey = ""
    starts_at: Clock
    ends_at: Clock
    zone: Zone
    revision: Annotated[int, Field(ge=0, le=2**31)]
    notify: Notify = Notify.NOW
    back: Back = ""


async def _seen(request: Request, key: str) -> tuple[Meeting, Day | None]:
    """The meeting that is moved, and of a series which day."""
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    if not key:
        return meeting, None
    at = read_day_key(key)
    if at is None:
        raise NotFound(_("Hari ini bukan bagian dari rapat berulang ini."))
    return meeting, await queries.find_occurrence(meeting, at)


async def show_move(request: Request) -> Response:
    refused = getattr(request.state, "refusal", None)
    typed: dict[str, Any] = getattr(request.state, "typed", {}) if refused else {}
    wanted = _known(typed) if refused else query_of(request, Wanted)
    meeting, day = await _seen(request, wanted.day)
    if meeting.recurrence and day is None:
        return see(f"/meetings/{meeting.id}/edit")
    zone = request.user.timezone or settings().timezone
    now = day or Day(meeting.starts_at, meeting.starts_at, meeting.ends_at)
    values = {
        "starts_at": wanted.starts_at or local(now.starts_at, zone),
        "ends_at": wanted.ends_at or local(now.ends_at, zone),
    }
    return show(
        request,
        "meetings/move.html",
        meeting=meeting,
        day=day,
        now=now,
        revision=day.revision if day else meeting.revision,
        values=values,
        back=wanted.back,
        **await _effect(request, meeting, day, values["starts_at"], values["ends_at"], zone),
    )


def _known(typed: dict[str, Any]) -> Wanted:
    """What was typed, as far as the page can show it again."""
    names = ("day", "starts_at", "ends_at", "back")
    try:
        return checked(Wanted, {name: typed[name] for name in names if name in typed})
    except Invalid:
        return Wanted()


async def show_effect(request: Request) -> Response:
    """What the times would mean that somebody is still choosing."""
    wanted = query_of(request, Wanted)
    meeting, day = await _seen(request, wanted.day)
    zone = request.user.timezone or settings().timezone
    found = await _effect(request, meeting, day, wanted.starts_at, wanted.ends_at, zone)
    return show(request, "meetings/_move_effect.html", meeting=meeting, day=day, **found)


async def _effect(
    request: Request, meeting: Meeting, day: Day | None, starts: str, ends: str, zone: str
) -> dict[str, Any]:
    """What would happen, or why it cannot; nothing is stored."""
    shown: dict[str, Any] = {"effect": None, "wrong": "", "reader_zone": zone}
    try:
        times = _times(starts, ends, zone)
        shown["effect"] = await effect_of(
            meeting, day, times.starts_at, times.ends_at, to=request.user
        )
    except (Conflict, Invalid) as refusal:
        errors = getattr(refusal, "errors", [])
        shown["wrong"] = errors[0]["message"] if errors else refusal.detail
    return shown


def _times(starts: str, ends: str, zone: str) -> Times:
    """What was typed on the clocks of a zone."""
    given = {"starts_at": starts, "ends_at": ends}
    for name, said in given.items():
        try:
            at = datetime.fromisoformat(said)
            given[name] = (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).isoformat()
        except (ValueError, OverflowError):
            continue
    return checked(Times, given)


async def move(request: Request) -> Response:
    wish = await read(request, Move)
    meeting, day = await _seen(request, wish.day)
    if meeting.recurrence and day is None:
        raise Conflict(_("Pilih hari mana dari rapat berulang ini yang dipindahkan."))
    times = _times(wish.starts_at, wish.ends_at, wish.zone)
    told: dict[str, Any] = {"notify": wish.notify, "revision": wish.revision, "by": request.user}
    if day is None:
        await operations.reschedule(meeting.id, times, **told)
    else:
        changes = DayChanges(starts_at=times.starts_at, ends_at=times.ends_at)
        await operations.change_occurrence(meeting.id, day.recurrence_id, changes, **told)
    if wish.notify is Notify.LATER:
        notice = _("Perubahan disimpan. Periksa draf pemberitahuannya di sini.")
        return see(f"/meetings/{meeting.id}/notices", notice)
    return see(wish.back or f"/meetings/{meeting.id}", _("Rapat dipindahkan."))


routes: list[BaseRoute] = [
    *form(ONE + "/move", show_move, move),
    page(ONE + "/move/effect", show_effect),
]
