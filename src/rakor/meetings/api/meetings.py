"""Meetings for programs: list, make, read, change, and the steps of their life."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.meetings import operations, queries
from rakor.meetings.api.shapes import (
    Asking,
    MeetingAnswer,
    MeetingItems,
    MeetingRow,
    Nothing,
    Telling,
    Wanted,
    row_of,
    whole,
)
from rakor.meetings.operations import Changes, Facts, Reason, Times
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.lists import page_of
from rakor.web.reading import query_of, read


def meeting_id(request: Request) -> UUID:
    key: UUID = request.path_params["meeting"]
    return key


async def list_meetings(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    found = queries.listed(
        request.user,
        state=wanted.status,
        since=wanted.from_,
        until=wanted.to,
        organizer=wanted.organizer,
        q=wanted.q,
    )
    page = await page_of(found.select_related("organizer"), wanted)
    rows = [MeetingRow.model_validate(row_of(each)).model_dump(mode="json") for each in page]
    return answer(page.items(rows))


async def draft(request: Request) -> Response:
    facts = await read(request, Facts)
    meeting = await operations.draft_meeting(facts, by=request.user)
    return answer(await whole(meeting, request.user), 201)


async def show_meeting(request: Request) -> Response:
    meeting = await queries.find(meeting_id(request), to=request.user)
    return answer(await whole(meeting, request.user))


async def change(request: Request) -> Response:
    told = query_of(request, Asking)
    changes = await read(request, Changes)
    meeting = await operations.change(
        meeting_id(request),
        changes,
        notify=told.notify,
        ask_again=told.ask_again,
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(await whole(meeting, request.user))


async def reschedule(request: Request) -> Response:
    told = query_of(request, Telling)
    times = await read(request, Times)
    meeting = await operations.reschedule(
        meeting_id(request),
        times,
        notify=told.notify,
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(await whole(meeting, request.user))


async def publish(request: Request) -> Response:
    await read(request, Nothing)
    meeting = await operations.publish(meeting_id(request), by=request.user)
    return answer(await whole(meeting, request.user))


async def cancel(request: Request) -> Response:
    told = query_of(request, Telling)
    wish = await read(request, Reason)
    meeting = await operations.cancel(
        meeting_id(request), wish.reason, notify=told.notify, by=request.user
    )
    return answer(await whole(meeting, request.user))


async def postpone(request: Request) -> Response:
    told = query_of(request, Telling)
    wish = await read(request, Reason)
    meeting = await operations.postpone(
        meeting_id(request), wish.reason, notify=told.notify, by=request.user
    )
    return answer(await whole(meeting, request.user))


async def open_meeting(request: Request) -> Response:
    await read(request, Nothing)
    meeting = await operations.open(meeting_id(request), by=request.user)
    return answer(await whole(meeting, request.user))


ONE = "/meetings/{meeting:uuid}"

endpoints = [
    Endpoint(
        "GET",
        "/meetings",
        list_meetings,
        "The meetings you may see, newest first",
        asks=Wanted,
        gives=MeetingItems,
        refuses=(),
    ),
    Endpoint(
        "POST",
        "/meetings",
        draft,
        "Draft a meeting",
        takes=Facts,
        gives=MeetingAnswer,
        status=201,
        refuses=(),
    ),
    Endpoint("GET", ONE, show_meeting, "One meeting", gives=MeetingAnswer, refuses=(404,)),
    Endpoint(
        "PATCH",
        ONE,
        change,
        "Change a meeting; moved times ask everyone invited again",
        takes=Changes,
        asks=Asking,
        gives=MeetingAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "POST",
        ONE + "/reschedule",
        reschedule,
        "Move a meeting; a postponed one is scheduled again",
        takes=Times,
        asks=Telling,
        gives=MeetingAnswer,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "POST", ONE + "/publish", publish, "Put it on the calendar", Nothing, gives=MeetingAnswer
    ),
    Endpoint(
        "POST", ONE + "/cancel", cancel, "Call it off", Reason, asks=Telling, gives=MeetingAnswer
    ),
    Endpoint(
        "POST",
        ONE + "/postpone",
        postpone,
        "Put it off",
        Reason,
        asks=Telling,
        gives=MeetingAnswer,
    ),
    Endpoint("POST", ONE + "/open", open_meeting, "Begin it", Nothing, gives=MeetingAnswer),
]
