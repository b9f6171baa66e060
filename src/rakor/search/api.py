"""The search for programs."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.search import operations
from rakor.search.queries import Result
from rakor.search.rules import Kind, Piece, Typed
from rakor.settings import settings
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer, Shape

MOST = 1000


class Wanted(Shape):
    """Words to look for, and which part of what is found: so many, beginning after `cursor`."""

    q: Typed
    kind: Kind | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50
    cursor: Annotated[int, Field(ge=0, le=MOST)] = 0


class MeetingOf(Answer):
    """The meeting that something is of."""

    id: UUID
    title: str


class ResultAnswer(Answer):
    """One thing that was found; marks are the places of the words in title and excerpt."""

    kind: Kind
    id: UUID
    url: str
    title: str
    title_marks: list[tuple[int, int]]
    excerpt: str
    excerpt_marks: list[tuple[int, int]]
    at: datetime | None
    meeting: MeetingOf | None


class ResultItems(Answer):
    """What was found, how many of each kind, and whether there is more than was counted."""

    items: list[ResultAnswer]
    names: list[ResultAnswer]
    next: str | None
    counts: dict[Kind, int]
    many: bool


async def search(request: Request) -> Response:
    wanted = query_of(request, Wanted)
    found = await operations.look_for(
        wanted.q, wanted.kind, by=request.user, first=wanted.cursor, limit=wanted.limit
    )
    following = wanted.cursor + wanted.limit
    return answer(
        ResultItems(
            items=[_told(each) for each in found.items],
            names=[_told(each) for each in found.names],
            next=str(following) if found.more and following <= MOST else None,
            counts=found.counts,
            many=found.many,
        )
    )


def _told(result: Result) -> ResultAnswer:
    of = MeetingOf(id=result.meeting, title=result.meeting_title) if result.meeting else None
    title, title_marks = _text(result.title)
    excerpt, excerpt_marks = _text(result.excerpt)
    return ResultAnswer(
        kind=result.kind,
        id=result.id,
        url=settings().public_url + result.url,
        title=title,
        title_marks=title_marks,
        excerpt=excerpt,
        excerpt_marks=excerpt_marks,
        at=result.at,
        meeting=of,
    )


def _text(pieces: Iterable[Piece]) -> tuple[str, list[tuple[int, int]]]:
    said, marks = "", []
    for piece in pieces:
        if piece.found:
            marks.append((len(said), len(said) + len(piece.text)))
        said += piece.text
    return said, marks


endpoints = [
    Endpoint(
        "GET",
        "/search",
        search,
        "What was said, decided and written, among what the reader may see",
        asks=Wanted,
        gives=ResultItems,
        refuses=(),
    )
]
