"""Notes for programs: save, read, and what they said earlier."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.api.ground import Nothing, PageName, item_of, meeting_of
from rakor.live.models import NoteRevision
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Shape, Written

Rich = dict[str, Any]


class NoteWish(Shape):
    """A note as it was typed: the editor's JSON or plain text, and the revision it began from.

    `page` is the writer's own word for the browser it was typed in, as told with the lease.
    """

    body: Rich | str
    page: PageName | None = None
    base_revision: Annotated[int, Field(ge=0, le=2**31 - 1)]


class NoteSaved(Written):
    """A note as it is stored."""

    item: UUID
    body: Rich
    revision: int
    by: str
    at: datetime | None


class Revision(Answer):
    """What a note said at one time."""

    revision: int
    body: Rich
    by: str
    at: datetime


class Revisions(Answer):
    """Earlier states of a note, the newest first; `next` is the cursor of older ones."""

    items: list[Revision]
    next: int | None


class RevisionsAsked(Shape):
    """Which states of a note: those before `cursor`, at most 50."""

    limit: Annotated[int, Field(ge=1, le=50)] = 20
    cursor: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


async def put_note(request: Request) -> Response:
    wish = await read(request, NoteWish)
    note = await operations.save_note(
        meeting_of(request),
        item_of(request),
        wish.body,
        wish.base_revision,
        page=wish.page,
        by=request.user,
    )
    return answer(NoteSaved.model_validate(queries.note_state(note)))


async def get_note(request: Request) -> Response:
    note = await queries.note_seen(meeting_of(request), item_of(request), by=request.user)
    return answer(NoteSaved.model_validate(note))


async def get_revisions(request: Request) -> Response:
    asked = query_of(request, RevisionsAsked)
    rows = await queries.revisions_of(
        meeting_of(request),
        item_of(request),
        by=request.user,
        before=asked.cursor,
        limit=asked.limit,
    )
    shown = [_shown(row) for row in rows]
    more = len(shown) == asked.limit and shown[-1].revision > 1
    return answer(Revisions(items=shown, next=shown[-1].revision if more else None))


async def get_revision(request: Request) -> Response:
    row = await queries.revision_of(
        meeting_of(request), item_of(request), request.path_params["revision"], by=request.user
    )
    return answer(_shown(row))


async def restore(request: Request) -> Response:
    await read(request, Nothing)
    note = await operations.restore_note(
        meeting_of(request), item_of(request), request.path_params["revision"], by=request.user
    )
    return answer(NoteSaved.model_validate(queries.note_state(note)))


def _shown(row: NoteRevision) -> Revision:
    return Revision(revision=row.revision, body=row.body, by=row.by_name, at=row.at)


NOTE = "/meetings/{meeting_id:uuid}/agenda/{item_id:uuid}/notes"

endpoints = [
    Endpoint(
        "PUT",
        NOTE,
        put_note,
        "Save the note of an agenda item, beginning from a revision; joined by block, else 409",
        takes=NoteWish,
        gives=NoteSaved,
    ),
    Endpoint("GET", NOTE, get_note, "The note of an agenda item", gives=NoteSaved),
    Endpoint(
        "GET",
        NOTE + "/revisions",
        get_revisions,
        "Earlier states of a note, the newest first",
        asks=RevisionsAsked,
        gives=Revisions,
    ),
    Endpoint(
        "GET",
        NOTE + "/revisions/{revision:int}",
        get_revision,
        "What a note said at one revision",
        gives=Revision,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        NOTE + "/revisions/{revision:int}/restore",
        restore,
        "Let a note say again what it said then, as its next revision",
        takes=Nothing,
        gives=NoteSaved,
    ),
]
