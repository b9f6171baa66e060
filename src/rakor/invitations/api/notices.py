"""Drafted notices for programs: what waits, why, and to whom; sent, edited or dropped."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.invitations.operations import drafts
from rakor.invitations.operations.drafts import NOTE_LIMIT, Notice
from rakor.invitations.rules import Difference, Letter, Method
from rakor.meetings.rules import day_key
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Shape, Text, Written

Some = Annotated[list[UUID], Field(min_length=1, max_length=2000)]
Note = Annotated[Text, Field(max_length=NOTE_LIMIT)]


class Sending(Shape):
    """All drafts, or those of some invitations; `note` takes the place of what they had."""

    invitations: Some | None = None
    note: Note | None = None


class Noting(Shape):
    invitations: Some | None = None
    note: Note


class Dropping(Shape):
    invitations: Some | None = None


class Asking(Shape):
    """A POST that only acts takes `{}`."""


class ChangeRead(Answer):
    what: Difference
    label: str
    before: str
    after: str
    day: str


class RecipientRead(Answer):
    id: UUID
    name: str
    email: str
    agency: str | None


class NoticeRead(Answer):
    """One message and everybody who would get it; `days` are original starts."""

    letter: Letter
    method: Method
    sequence: int
    subject: str
    asks: bool
    days: list[str]
    changes: list[ChangeRead]
    note: str
    invitations: list[RecipientRead]


class NoticeList(Items):
    items: list[NoticeRead]


class NoticesQueued(Written):
    queued: int


class NoticesChanged(Written):
    changed: int


def _shape(notice: Notice) -> dict[str, Any]:
    shape = NoticeRead(
        letter=notice.message.letter,
        method=notice.message.method,
        sequence=notice.message.sequence,
        subject=notice.subject,
        asks=notice.asks,
        days=[day_key(day) for day in notice.message.days],
        changes=[ChangeRead.model_validate(change) for change in notice.changes],
        note=notice.note,
        invitations=[
            RecipientRead(
                id=seat.id, name=seat.name, email=seat.email, agency=seat.agency_name or None
            )
            for seat in notice.seats
        ],
    )
    return shape.model_dump(mode="json")


async def waiting(request: Request) -> Response:
    found = await drafts.drafted(request.path_params["meeting"], by=request.user)
    return answer({"items": [_shape(notice) for notice in found.notices], "next": None})


async def send(request: Request) -> Response:
    wish = await read(request, Sending)
    count = await drafts.send_drafts(
        request.path_params["meeting"],
        invitations=wish.invitations,
        note=wish.note,
        by=request.user,
    )
    return answer({"queued": count}, 202)


async def note(request: Request) -> Response:
    wish = await read(request, Noting)
    count = await drafts.note_drafts(
        request.path_params["meeting"], wish.note, invitations=wish.invitations, by=request.user
    )
    return answer({"changed": count})


async def drop(request: Request) -> Response:
    wish = await read(request, Dropping)
    count = await drafts.drop_drafts(
        request.path_params["meeting"], invitations=wish.invitations, by=request.user
    )
    return answer({"changed": count})


async def roster(request: Request) -> Response:
    await read(request, Asking)
    count = await drafts.send_roster(request.path_params["meeting"], by=request.user)
    return answer({"queued": count}, 202)


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}/notices",
        waiting,
        "Notices that wait for the organizer, with the reason for each",
        gives=NoticeList,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/notices/send",
        send,
        "Let drafted notices go",
        takes=Sending,
        gives=NoticesQueued,
        status=202,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/notices/note",
        note,
        "Put the organizer's words into drafted notices",
        takes=Noting,
        gives=NoticesChanged,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/notices/drop",
        drop,
        "Drop drafted notices",
        takes=Dropping,
        gives=NoticesChanged,
    ),
    Endpoint(
        "POST",
        "/meetings/{meeting:uuid}/invitations/roster",
        roster,
        "Send those invited what the others answered",
        takes=Asking,
        gives=NoticesQueued,
        status=202,
    ),
]
