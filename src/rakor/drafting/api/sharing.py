"""A draft that is shown for comments, for programs of those who prepare it."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.drafting import operations
from rakor.drafting.models import DraftComment
from rakor.drafting.queries.sharing import Shared, Thread, find_shared
from rakor.drafting.rules.sharing import (
    AnswerFacts,
    CommentState,
    Place,
    Proposal,
    Readers,
    ShareChanges,
    ShareFacts,
)
from rakor.errors import NotFound
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer
from rakor.words import _

HERE = "/meetings/{meeting:uuid}/draft"
COMMENT = f"{HERE}/comments/{{comment:uuid}}"


class ReaderAnswer(Answer):
    """Somebody to whom a draft is shown; `comments` counts what they wrote."""

    id: UUID
    name: str
    office: str
    agency: str
    email: str
    confidential: bool
    comments: int
    done: bool
    removed: bool


class ReplyAnswer(Answer):
    """A reply below a comment."""

    id: UUID
    by: str
    text: str
    at: datetime


class CommentAnswer(Answer):
    """What a reader said, about what, and what became of it.

    `item` is the agenda item with its title as it was then. A proposal has a `title`, and of
    somebody to invite the `email`.
    """

    id: UUID
    by: str
    place: Place
    item: UUID | None
    item_title: str
    text: str
    proposal: Proposal
    title: str
    email: str
    status: CommentState
    at: datetime
    answers: list[ReplyAnswer]


class DraftAnswer(Answer):
    """A draft that is shown; `open` says whether comments are taken now."""

    open: bool
    deadline: datetime
    note: str
    materials: bool
    shared_at: datetime
    ended_at: datetime | None
    revision: int
    readers: list[ReaderAnswer]
    comments: list[CommentAnswer]


class Reminded(Answer):
    """How many people were written to."""

    reminded: int


def _name(said: DraftComment) -> str:
    if said.reader is not None:
        return said.reader.called
    return said.author.full_name if said.author else ""


def _comment(thread: Thread) -> CommentAnswer:
    said = thread.comment
    return CommentAnswer(
        id=said.id,
        by=_name(said),
        place=said.place,
        item=said.item_id,
        item_title=said.item_title,
        text=said.text,
        proposal=said.proposal,
        title=said.title,
        email=said.email,
        status=said.state,
        at=said.at,
        answers=[
            ReplyAnswer(id=each.id, by=_name(each), text=each.text, at=each.at)
            for each in thread.answers
        ],
    )


def whole(shared: Shared) -> dict[str, object]:
    """A draft that is shown, as programs read it; NotFound where it never was."""
    draft = shared.draft
    if draft is None:
        raise NotFound(_("Draf rapat ini tidak pernah dibagikan."))
    told = DraftAnswer(
        open=shared.open,
        deadline=draft.deadline,
        note=draft.note,
        materials=draft.materials,
        shared_at=draft.shared_at,
        ended_at=draft.ended_at,
        revision=draft.revision,
        readers=[
            ReaderAnswer(
                id=each.id,
                name=each.name,
                office=each.office_title,
                agency=each.agency_name,
                email=each.email,
                confidential=each.confidential,
                comments=shared.said.get(each.id, 0),
                done=each.done_at is not None,
                removed=each.removed_at is not None,
            )
            for each in shared.readers
        ],
        comments=[_comment(thread) for thread in shared.threads],
    )
    return told.model_dump(mode="json")


def _key(request: Request, name: str = "meeting") -> UUID:
    key: UUID = request.path_params[name]
    return key


async def show_draft(request: Request, status: int = 200) -> Response:
    return answer(whole(await find_shared(_key(request), to=request.user)), status)


async def share(request: Request) -> Response:
    facts = await read(request, ShareFacts)
    await operations.share_draft(_key(request), facts, by=request.user)
    return await show_draft(request, 201)


async def change(request: Request) -> Response:
    changes = await read(request, ShareChanges)
    revision = expected_revision(request)
    await operations.change_share(_key(request), changes, revision=revision, by=request.user)
    return await show_draft(request)


async def add(request: Request) -> Response:
    said = await read(request, Readers)
    await operations.add_readers(_key(request), said.readers, by=request.user)
    return await show_draft(request, 201)


async def remove(request: Request) -> Response:
    await operations.remove_reader(_key(request), _key(request, "reader"), by=request.user)
    return await show_draft(request)


async def remind(request: Request) -> Response:
    count = await operations.remind_now(_key(request), by=request.user)
    return answer(Reminded(reminded=count))


async def end(request: Request) -> Response:
    await operations.end_share(_key(request), by=request.user)
    return await show_draft(request)


async def reply(request: Request) -> Response:
    said = await read(request, AnswerFacts)
    key = _key(request, "comment")
    await operations.answer(_key(request), key, said.text, by=request.user)
    return await show_draft(request, 201)


async def done(request: Request) -> Response:
    return await _settle(request, CommentState.DONE)


async def undo(request: Request) -> Response:
    return await _settle(request, CommentState.OPEN)


async def _settle(request: Request, to: CommentState) -> Response:
    key = _key(request, "comment")
    await operations.settle_comment(_key(request), key, to, by=request.user)
    return await show_draft(request)


async def take(request: Request) -> Response:
    await operations.take_over(_key(request), _key(request, "comment"), by=request.user)
    return await show_draft(request)


endpoints = [
    Endpoint("GET", HERE, show_draft, "A draft that is shown, to whom, and what they said",
             gives=DraftAnswer, refuses=(404,)),
    Endpoint("POST", HERE, share, "Show a draft to these people and ask for comments",
             takes=ShareFacts, gives=DraftAnswer, status=201, refuses=(404, 409)),
    Endpoint("PATCH", HERE, change, "Another deadline or word, with or without materials",
             takes=ShareChanges, gives=DraftAnswer, refuses=(404, 409, 412)),
    Endpoint("POST", f"{HERE}/readers", add, "Show it to further people",
             takes=Readers, gives=DraftAnswer, status=201, refuses=(404, 409)),
    Endpoint("DELETE", f"{HERE}/readers/{{reader:uuid}}", remove, "Show it to somebody no longer",
             gives=DraftAnswer, refuses=(404, 409)),
    Endpoint("POST", f"{HERE}/remind", remind, "Write to those who have said nothing",
             gives=Reminded, refuses=(404, 409)),
    Endpoint("POST", f"{HERE}/end", end, "Take no more comments", gives=DraftAnswer,
             refuses=(404, 409)),
    Endpoint("POST", f"{COMMENT}/answers", reply, "Answer below a comment",
             takes=AnswerFacts, gives=DraftAnswer, status=201, refuses=(404, 409)),
    Endpoint("POST", f"{COMMENT}/done", done, "Call a comment done", gives=DraftAnswer,
             refuses=(404, 409)),
    Endpoint("POST", f"{COMMENT}/undo", undo, "Open a comment again", gives=DraftAnswer,
             refuses=(404, 409)),
    Endpoint("POST", f"{COMMENT}/take", take, "Put what a comment proposes into the draft",
             gives=DraftAnswer, refuses=(404, 409)),
]  # fmt: skip
