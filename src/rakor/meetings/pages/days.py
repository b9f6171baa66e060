"""The days of a series: all of them, one of them, and the day from which it goes on as another."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from rakor.errors import NotFound
from rakor.meetings import operations, queries
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Changes, DayChanges, NewDay
from rakor.meetings.pages.forms import choices, local, repeating, typed_facts, values_of
from rakor.meetings.pages.planning import ONE, meeting_id, saved
from rakor.meetings.rules import (
    Action,
    Day,
    DayState,
    Notify,
    Series,
    Window,
    going_on_from,
    may,
    read_day_key,
)
from rakor.web.answers import see, show
from rakor.web.pages import act, form
from rakor.web.reading import checked, query_of, read
from rakor.web.shapes import Shape, Text
from rakor.words import _

PER_PAGE = 30


class Wanted(Shape):
    """From which day on the list shows the days; without one, from today."""

    after: Annotated[str, Field(max_length=20)] = ""


class CallingOff(Shape):
    """Why a day is called off, and how those who would come are told."""

    reason: Annotated[Text, Field(max_length=1000)] = ""
    notify: Notify = Notify.NOW


def day_of(request: Request) -> datetime:
    """The original start that the address names; NotFound for what names none."""
    at = read_day_key(request.path_params["day"])
    if at is None:
        raise NotFound(_("Hari ini bukan bagian dari rapat berulang ini."))
    return at


async def show_days(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    meeting = await queries.find(meeting_id(request), to=request.user)
    parts = await queries.parts_of(request.user, meeting)
    after = read_day_key(wanted.after)
    since = meeting.starts_at if after is None else after
    found = await queries.page_of_days(meeting, Window(since), PER_PAGE + 1, after)
    return show(
        request,
        "meetings/days.html",
        meeting=meeting,
        parts=parts,
        days=found[:PER_PAGE],
        after=wanted.after if after else "",
        following=found[PER_PAGE - 1].key if len(found) > PER_PAGE else "",
        now=datetime.now(UTC),
        plans=may(Action.PLAN, parts),
    )


async def add_day(request: Request) -> Response:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    given, _revision, notify = await typed_day(request, meeting)
    await operations.add_occurrence(
        meeting.id, checked(NewDay, given), notify=notify, by=request.user
    )
    if notify is Notify.LATER:
        return saved(meeting.id, notify)
    return see(f"/meetings/{meeting.id}/occurrences", _("Hari tambahan disimpan."))


async def typed_day(
    request: Request, meeting: Meeting
) -> tuple[dict[str, Any], int | None, Notify]:
    """What was typed about a day, against which revision, and how those who come are told."""
    given, revision = await typed_facts(request, meeting.timezone)
    told = checked(CallingOff, {"notify": given.pop("notify", "now")})
    return given, revision, told.notify


async def _seen(request: Request) -> tuple[Meeting, Day]:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    return meeting, await queries.find_occurrence(meeting, day_of(request))


async def show_day(request: Request) -> Response:
    meeting, day = await _seen(request)
    return show(
        request,
        "meetings/day.html",
        meeting=meeting,
        parts=await queries.parts_of(request.user, meeting),
        day=day,
        values={
            "starts_at": local(day.starts_at, meeting.timezone),
            "ends_at": local(day.ends_at, meeting.timezone),
        },
        over=day.ends_at <= datetime.now(UTC),
        first=day.recurrence_id <= meeting.starts_at,
        restorable=day.state in (DayState.CHANGED, DayState.CANCELLED),
    )


async def change_day(request: Request) -> Response:
    meeting, day = await _seen(request)
    given, revision, notify = await typed_day(request, meeting)
    await operations.change_occurrence(
        meeting.id,
        day.recurrence_id,
        checked(DayChanges, given),
        notify=notify,
        revision=revision,
        by=request.user,
    )
    return saved(meeting.id, notify)


async def cancel_day(request: Request) -> Response:
    wish = await read(request, CallingOff)
    meeting, _day = await operations.cancel_occurrence(
        meeting_id(request), day_of(request), wish.reason, notify=wish.notify, by=request.user
    )
    if wish.notify is Notify.LATER:
        return saved(meeting.id, wish.notify)
    return see(f"/meetings/{meeting.id}", _("Hari itu dibatalkan."))


async def restore_day(request: Request) -> Response:
    meeting, _day = await operations.restore_occurrence(
        meeting_id(request), day_of(request), by=request.user
    )
    return see(f"/meetings/{meeting.id}", _("Hari itu kembali sesuai jadwal."))


async def show_split(request: Request) -> Response:
    meeting, day = await _seen(request)
    rest = Series(day.starts_at, day.ends_at, meeting.timezone, "")
    rest = rest._replace(recurrence=going_on_from(meeting.series, day.recurrence_id))
    values = await values_of(meeting)
    values |= {
        "starts_at": local(day.starts_at, meeting.timezone),
        "ends_at": local(day.ends_at, meeting.timezone),
        **repeating(rest),
    }
    return show(
        request,
        "meetings/split.html",
        meeting=meeting,
        parts=await queries.parts_of(request.user, meeting),
        day=day,
        values=values,
        **choices(),
    )


async def split(request: Request) -> Response:
    meeting = await queries.find_for(Action.PLAN, meeting_id(request), by=request.user)
    given, _revision, notify = await typed_day(request, meeting)
    new = await operations.split_series(
        meeting.id, day_of(request), checked(Changes, given), notify=notify, by=request.user
    )
    if notify is Notify.LATER:
        return saved(meeting.id, notify)
    return see(f"/meetings/{new.id}", _("Mulai hari itu rapat berulang ini berdiri sendiri."))


DAYS = ONE + "/occurrences"
DAY = DAYS + "/{day}"

routes: list[BaseRoute] = [
    *form(DAYS, show_days, add_day),
    *form(DAY, show_day, change_day),
    *form(DAY + "/cancel", show_day, cancel_day),
    *form(DAY + "/split", show_split, split),
    act(DAY + "/restore", restore_day),
]
