"""Minutes for programs: draft, edit, the way to the chair, and the documents."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations, queries
from rakor.minutes.export import to_content
from rakor.minutes.models import Minutes, MinutesReview
from rakor.minutes.queries import Reading
from rakor.minutes.rules import SETTLED, Days, Edits, MinutesState, ReviewState
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


class ReviewAnswer(Answer):
    """Whose initials are asked for, in order; `confidential` when they read such items too."""

    person: UUID
    name: str
    position: int
    status: ReviewState
    due: datetime | None
    asked_at: datetime | None
    decided_at: datetime | None
    comment: str
    confidential: bool


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
    corrections_until: datetime | None
    reason: str
    stand_in: UUID | None
    comment: str
    reviews: list[ReviewAnswer]
    edited: list[str]
    document: MinutesDocumentAnswer


class Return(Shape):
    """Why the chair sends the minutes back."""

    comment: Annotated[Text, Field(min_length=1, max_length=5000)]


class Nothing(Shape):
    """An act without words."""


class Distribution(Shape):
    """For how many days participants may ask for corrections, else as the organizer always does."""

    correction_days: Days | None = None


class Wanted(Shape):
    """`circulated`: without confidential items, for those who have the choice; which `version`."""

    circulated: bool = False
    version: Annotated[int, Field(ge=1)] | None = None


def key(request: Request) -> UUID:
    found: UUID = request.path_params["meeting"]
    return found


async def shown(request: Request, status: int = 200) -> Response:
    """The minutes as the one who asks may read them."""
    return told(await queries.reading(key(request), to=request.user), status)


def told(found: Reading, status: int = 200) -> Response:
    """One version as an answer; NotFound where there is none for this reader."""
    minutes, document = found.told
    whole = to_content(queries.document_of(minutes))
    items = zip(minutes.content["items"], whole["discussion"], strict=True)
    told = [{"item": item, **notes} for item, notes in items]
    if not found.sees_all:
        told = [notes for notes in told if not notes["confidential"]]
    content = {**to_content(document), "discussion": told}
    return answer(_answer(found, minutes, content), status)


def after(before: Reading, done: Minutes) -> Reading:
    """What somebody read, as it stands after their act."""
    minutes, _document = before.told
    minutes.state, minutes.revision, minutes.comment = done.state, done.revision, done.comment
    return before


def _answer(found: Reading, minutes: Minutes, content: dict[str, Any]) -> MinutesAnswer:
    settled = minutes.state in SETTLED
    inside = found.writes or found.chairs or found.stands_in
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
        corrections_until=minutes.corrections_until,
        reason=minutes.reason,
        stand_in=minutes.stand_in_id if inside else None,
        comment="" if settled else minutes.comment,
        reviews=[_review(each) for each in found.reviews] if inside and found.is_newest else [],
        edited=minutes.content["edited"] if found.writes else [],
        document=MinutesDocumentAnswer.model_validate(content),
    )


def _review(each: MinutesReview) -> ReviewAnswer:
    return ReviewAnswer(
        person=each.person_id,
        name=each.person.full_name,
        position=each.position,
        status=each.state,
        due=each.due,
        asked_at=each.asked_at,
        decided_at=each.decided_at,
        comment=each.comment,
        confidential=each.confidential,
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
    # A reviewer reads them no more afterwards.
    before = await queries.reading(key(request), to=request.user)
    done = await operations.return_(key(request), why.comment, by=request.user, revision=revision)
    return told(after(before, done))


async def approve(request: Request) -> Response:
    await read(request, Nothing)
    await operations.approve(key(request), by=request.user, revision=expected_revision(request))
    return await shown(request)


async def distribute(request: Request) -> Response:
    wanted = await read(request, Distribution)
    revision = expected_revision(request)
    await operations.distribute(
        key(request), by=request.user, revision=revision, days=wanted.correction_days
    )
    return await shown(request)


def paper(form: str) -> Act:
    """The download of one format."""

    async def download(request: Request) -> Response:
        wanted = query_of(request, Wanted)
        made = await operations.paper(
            key(request),
            form,
            by=request.user,
            circulated=wanted.circulated,
            version=wanted.version,
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
    Endpoint("POST", f"{HERE}/submit", submit, "Lay the draft before reviewers and chair",
             takes=Nothing, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/return", return_, "Send them back, by the chair or a reviewer",
             takes=Return, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/approve", approve, "Approve the minutes, by the chair",
             takes=Nothing, gives=MinutesAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/distribute", distribute, "Send them to everybody who was invited",
             takes=Distribution, gives=MinutesAnswer, refuses=(404, 409, 412)),
    *(
        Endpoint("GET", f"{HERE}.{form}", paper(form), words, asks=Wanted,
                 gives=MinutesDocumentAnswer if form == "json" else None,
                 media=operations.MEDIA[form], refuses=(404,))
        for form, words in WORDS.items()
    ),
]  # fmt: skip
