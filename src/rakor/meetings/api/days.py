"""The days of a series for programs: read, move, call off, add, and go on as another series."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.errors import Invalid, NotFound
from rakor.meetings import operations, queries
from rakor.meetings.api.meetings import ONE, meeting_id
from rakor.meetings.api.shapes import MeetingAnswer, Nothing, Telling, VenueAnswer, whole
from rakor.meetings.models import Meeting
from rakor.meetings.operations import Changes, DayChanges, Moment, NewDay, Reason, Split
from rakor.meetings.rules import Day as SeriesDay
from rakor.meetings.rules import DayState, Window, day_key, read_day_key
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Shape, Written
from rakor.words import _

EVER = datetime(1900, 1, 1, tzinfo=UTC)


class WantedDays(Shape):
    """Which days: of a span of time, at most 200, after `cursor` (a `next` from before)."""

    from_: Moment | None = Field(default=None, alias="from")
    to: Moment | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[str, Field(max_length=20)] | None = None


class DayRow(Answer):
    """One day of a series. `recurrence_id` is its original start in UTC."""

    recurrence_id: str
    revision: int
    status: DayState
    starts_at: datetime
    ends_at: datetime
    title: str
    room: str
    venue: VenueAnswer
    reason: str
    sequence: int


class DayAnswer(DayRow, Written):
    """One day of a series after a write; `sequence` is the series' own."""


class DayItems(Items):
    items: list[DayRow]


def row_of(meeting: Meeting, day: SeriesDay) -> dict[str, object]:
    """A day with what holds on it: its own, else that of the series."""
    zone = ZoneInfo(meeting.timezone)
    elsewhere = bool(day.venue_name or day.venue_address or day.venue_region)
    there: SeriesDay | Meeting = day if elsewhere else meeting
    return {
        "recurrence_id": day_key(day.recurrence_id),
        "revision": day.revision,
        "status": day.state,
        "starts_at": day.starts_at.astimezone(zone),
        "ends_at": day.ends_at.astimezone(zone),
        "title": day.title or meeting.title,
        "room": day.room or meeting.room,
        "venue": {
            "name": there.venue_name,
            "address": there.venue_address,
            "region": there.venue_region,
        },
        "reason": day.reason,
        "sequence": day.sequence,
    }


def day_of(request: Request) -> datetime:
    """The original start that an address names; NotFound for what names none."""
    at = read_day_key(request.path_params["day"])
    if at is None:
        raise NotFound(_("Hari ini bukan bagian dari rapat berulang ini."))
    return at


def written(meeting: Meeting, day: SeriesDay, status: int = 200) -> Response:
    row = {**row_of(meeting, day), "sequence": meeting.sequence}
    return answer(DayAnswer.model_validate(row), status)


async def list_days(request: Request) -> Response:
    wanted = query_of(request, WantedDays)
    meeting = await queries.find(meeting_id(request), to=request.user)
    after = read_day_key(wanted.cursor) if wanted.cursor else None
    if wanted.cursor and after is None:
        raise Invalid.field("cursor", _("Kirim kembali nilai next dari daftar sebelumnya."))
    window = Window(wanted.from_ or EVER, wanted.to)
    found = await queries.page_of_days(meeting, window, wanted.limit + 1, after)
    rows = [DayRow.model_validate(row_of(meeting, day)) for day in found[: wanted.limit]]
    more = found[wanted.limit - 1].key if len(found) > wanted.limit else None
    return answer(DayItems(items=rows, next=more))


async def change_day(request: Request) -> Response:
    told = query_of(request, Telling)
    changes = await read(request, DayChanges)
    meeting, day = await operations.change_occurrence(
        meeting_id(request),
        day_of(request),
        changes,
        notify=told.notify,
        revision=expected_revision(request),
        by=request.user,
    )
    return written(meeting, day)


async def cancel_day(request: Request) -> Response:
    told = query_of(request, Telling)
    wish = await read(request, Reason)
    meeting, day = await operations.cancel_occurrence(
        meeting_id(request), day_of(request), wish.reason, notify=told.notify, by=request.user
    )
    return written(meeting, day)


async def restore_day(request: Request) -> Response:
    told = query_of(request, Telling)
    await read(request, Nothing)
    meeting, day = await operations.restore_occurrence(
        meeting_id(request), day_of(request), notify=told.notify, by=request.user
    )
    return written(meeting, day)


async def add_day(request: Request) -> Response:
    told = query_of(request, Telling)
    new = await read(request, NewDay)
    meeting, day = await operations.add_occurrence(
        meeting_id(request), new, notify=told.notify, by=request.user
    )
    return written(meeting, day, 201)


async def split(request: Request) -> Response:
    told = query_of(request, Telling)
    wish = await read(request, Split)
    at = read_day_key(wish.from_)
    if at is None:
        raise Invalid.field("from", _("Sebut hari mulainya seperti 20301201T020000Z."))
    changes = Changes.model_validate(wish.model_dump(exclude_unset=True, exclude={"from_"}))
    new = await operations.split_series(
        meeting_id(request), at, changes, notify=told.notify, by=request.user
    )
    return answer(await whole(new, request.user), 201)


DAYS = ONE + "/occurrences"
DAY = DAYS + "/{day}"

endpoints = [
    Endpoint(
        "GET",
        DAYS,
        list_days,
        "The days of a series, also those called off",
        asks=WantedDays,
        gives=DayItems,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        DAYS,
        add_day,
        "Hold a series on one day more",
        takes=NewDay,
        asks=Telling,
        gives=DayAnswer,
        status=201,
    ),
    Endpoint(
        "PATCH",
        DAY,
        change_day,
        "Move one day of a series, or hold it elsewhere",
        takes=DayChanges,
        asks=Telling,
        gives=DayAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint("POST", DAY + "/cancel", cancel_day, "Call one day off", Reason, Telling, DayAnswer),
    Endpoint(
        "POST",
        DAY + "/restore",
        restore_day,
        "One day as the rule says again",
        Nothing,
        Telling,
        DayAnswer,
    ),
    Endpoint(
        "POST",
        ONE + "/split",
        split,
        "From one day on, go on as another series",
        takes=Split,
        asks=Telling,
        gives=MeetingAnswer,
        status=201,
    ),
]
