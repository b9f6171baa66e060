"""Minutes for programs: draft, edit, the way to the chair, and the documents."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations, queries
from rakor.minutes.export import to_content
from rakor.minutes.models import Minutes
from rakor.minutes.rules import SETTLED, Edits, MinutesState
from rakor.web.answers import answer
from rakor.web.endpoints import Act, Endpoint, expected_revision
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Shape, Text, Written


class MinutesDocumentAnswer(Answer):
    """The document with its parts in the order in which they are printed."""

    model_config = ConfigDict(extra="allow")

    facts: dict[str, Any]
    opening: dict[str, Any]
    presentations: list[dict[str, Any]]
    discussion: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    follow_ups: list[dict[str, Any]]
    closing: dict[str, Any]
    attendance: list[dict[str, Any]]
    signing: dict[str, Any]


class MinutesAnswer(Written):
    """Minutes; `document.discussion[].item` is the agenda item, `journal_seq` what they are of."""

    id: UUID
    meeting: UUID
    version: int
    status: MinutesState
    revision: int
    journal_seq: int
    drafted_at: datetime
    drafted_by: str
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: str | None
    distributed_at: datetime | None
    comment: str
    edited: list[str]
    document: MinutesDocumentAnswer


class Return(Shape):
    """Why the chair sends the minutes back."""

    comment: Annotated[Text, Field(min_length=1, max_length=5000)]


class Nothing(Shape):
    """An act without words."""


class Wanted(Shape):
    """Which of the two versions; only those who may see confidential items have a choice."""

    circulated: bool = False


def key(request: Request) -> UUID:
    found: UUID = request.path_params["meeting"]
    return found


async def shown(request: Request, status: int = 200) -> Response:
    """The minutes as the one who asks may read them."""
    reading = await queries.reading(key(request), to=request.user)
    minutes, document = await queries.read_by(key(request), to=request.user)
    whole = to_content(queries.document_of(minutes))
    items = zip(minutes.content["items"], whole["discussion"], strict=True)
    told = [{"item": item, **notes} for item, notes in items]
    if not reading.sees_all:
        told = [notes for notes in told if not notes["confidential"]]
    content = {**to_content(document), "discussion": told}
    return answer(_answer(minutes, content, writes=reading.writes), status)


def _answer(minutes: Minutes, content: dict[str, Any], *, writes: bool) -> MinutesAnswer:
    settled = minutes.state in SETTLED
    return MinutesAnswer(
        id=minutes.id,
        meeting=minutes.meeting_id,
        version=minutes.version,
        status=minutes.state,
        revision=minutes.revision,
        journal_seq=minutes.journal_seq,
        drafted_at=minutes.drafted_at,
        drafted_by=minutes.drafted_by.full_name,
        submitted_at=minutes.submitted_at,
        approved_at=minutes.approved_at,
        approved_by=minutes.approved_by.full_name if minutes.approved_by else None,
        distributed_at=minutes.distributed_at,
        comment="" if settled else minutes.comment,
        edited=minutes.content["edited"] if writes else [],
        document=MinutesDocumentAnswer.model_validate(content),
    )


async def draft(request: Request) -> Response:
    await read(request, Nothing)
    await operations.draft(key(request), by=request.user)
    return await shown(request, 201)


async def edit(request: Request) -> Response:
    edits = await read(request, Edits)
    revision = expected_revision(request)
    await operations.edit(key(request), edits, by=request.user, revision=revision)
    return await shown(request)


async def refresh(request: Request) -> Response:
    await read(request, Nothing)
    await operations.refresh(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def submit(request: Request) -> Response:
    await read(request, Nothing)
    await operations.submit(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def return_(request: Request) -> Response:
    why = await read(request, Return)
    revision = expected_revision(request)
    await operations.return_(key(request), why.comment, by=request.user, revision=revision)
    return await shown(request)


async def approve(request: Request) -> Response:
    await read(request, Nothing)
    await operations.approve(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def distribute(request: Request) -> Response:
    await read(request, Nothing)
    await operations.distribute(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


def paper(form: str) -> Act:
    """The download of one format."""

    async def download(request: Request) -> Response:
        wanted = query_of(request, Wanted)
        made = await operations.paper(
            key(request), form, by=request.user, circulated=wanted.circulated
        )
        return Response(made.content, headers=made.headers, media_type=made.media)

    return download


WORDS = {
    "pdf": "The minutes as PDF/A, tagged",
    "docx": "The minutes as a Word document",
    "html": "The minutes as an HTML page",
    "md": "The minutes as Markdown",
    "json": "The minutes as JSON",
}
HERE = "/meetings/{meeting:uuid}/minutes"

endpoints = [
    Endpoint("POST", HERE, draft, "Draft the minutes from the record of the meeting",
             takes=Nothing, gives=MinutesAnswer, status=201),
    Endpoint("GET", HERE, shown, "The minutes", gives=MinutesAnswer, refuses=(404,)),
    Endpoint("PATCH", HERE, edit, "Rewrite sections of a draft",
             takes=Edits, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/refresh", refresh, "Take the record again; rewritten sections stay",
             takes=Nothing, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/submit", submit, "Lay the draft before the chair",
             takes=Nothing, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/return", return_, "Send the minutes back, by the chair",
             takes=Return, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/approve", approve, "Approve the minutes, by the chair",
             takes=Nothing, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/distribute", distribute, "Record that the minutes went out",
             takes=Nothing, gives=MinutesAnswer, refuses=(404, 409, 412)),
    *(
        Endpoint("GET", f"{HERE}.{form}", paper(form), words, asks=Wanted,
                 gives=MinutesDocumentAnswer if form == "json" else None,
                 media=operations.MEDIA[form], refuses=(404,))
        for form, words in WORDS.items()
    ),
]  # fmt: skip
