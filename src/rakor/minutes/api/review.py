"""Review for programs: initials, who stands in for the chair, remarks, and what sections said."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.minutes import operations, queries
from rakor.minutes.api.minutes import HERE, MinutesAnswer, Nothing, after, key, shown, told
from rakor.minutes.models import MinutesComment
from rakor.minutes.rules import Remark, Reviewers, StandIn
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Items, Line, Shape, Text, Written


class Initials(Shape):
    """What a reviewer says beside their initials."""

    comment: Annotated[Text, Field(max_length=5000)] = ""


class NewComment(Shape):
    """A remark on a section: `head`, `opening`, an agenda item, …"""

    section: Annotated[Line, Field(min_length=1, max_length=40)]
    text: Remark


class Settling(Shape):
    """Whether the remark is settled, or open again."""

    settled: bool = True


class Restoring(Shape):
    """Which earlier revision a section says again."""

    revision: Annotated[int, Field(ge=1)]


class CommentAnswer(Written):
    """A remark on a section."""

    id: UUID
    section: str
    text: str
    by: str
    at: datetime
    resolved_at: datetime | None
    resolved_by: str


class RevisionAnswer(Answer):
    """What a section said from a revision on."""

    revision: int
    body: Any
    by: str
    at: datetime


class Comments(Items):
    """The remarks on the sections that one reads, the open ones first."""

    items: list[CommentAnswer]


class Revisions(Items):
    """Every state of a section, the latest first."""

    items: list[RevisionAnswer]


async def name_reviewers(request: Request) -> Response:
    wanted = await read(request, Reviewers)
    revision = expected_revision(request)
    await operations.name_reviewers(key(request), wanted, by=request.user, revision=revision)
    return await shown(request)


async def initial(request: Request) -> Response:
    said = await read(request, Initials)
    revision = expected_revision(request)
    # Whoever has no other part reads them no more afterwards.
    before = await queries.reading(key(request), to=request.user)
    done = await operations.initial(
        key(request), by=request.user, revision=revision, comment=said.comment
    )
    return told(after(before, done))


async def name_stand_in(request: Request) -> Response:
    wanted = await read(request, StandIn)
    revision = expected_revision(request)
    await operations.name_stand_in(key(request), wanted, by=request.user, revision=revision)
    return await shown(request)


async def release_stand_in(request: Request) -> Response:
    await read(request, Nothing)
    revision = expected_revision(request)
    await operations.name_stand_in(key(request), None, by=request.user, revision=revision)
    return await shown(request)


def _comment(row: MinutesComment) -> CommentAnswer:
    return CommentAnswer(
        id=row.id,
        section=row.section,
        text=row.text,
        by=row.by_name,
        at=row.at,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by_name,
    )


async def comments(request: Request) -> Response:
    found = await queries.find_remarking(key(request), by=request.user)
    rows = await queries.comments_of(found)
    return answer(Comments(items=[_comment(row) for row in rows]))


async def comment(request: Request) -> Response:
    said = await read(request, NewComment)
    made = await operations.comment(key(request), said.section, said.text, by=request.user)
    return answer(_comment(made), 201)


async def settle(request: Request) -> Response:
    wanted = await read(request, Settling)
    which = request.path_params["comment"]
    found = await operations.settle_comment(
        key(request), which, by=request.user, settled=wanted.settled
    )
    return answer(_comment(found))


async def revisions(request: Request) -> Response:
    section = request.path_params["section"]
    _found, _minutes, rows = await queries.history_of(key(request), section, by=request.user)
    told = [
        RevisionAnswer(
            revision=each.row.revision, body=each.row.body, by=each.row.by_name, at=each.row.at
        )
        for each in rows
    ]
    return answer(Revisions(items=told))


async def restore(request: Request) -> Response:
    wanted = await read(request, Restoring)
    await operations.restore(
        key(request),
        request.path_params["section"],
        wanted.revision,
        by=request.user,
        seen=expected_revision(request),
    )
    return await shown(request)


OLD = (404, 409, 412)
endpoints = [
    Endpoint("PUT", f"{HERE}/reviewers", name_reviewers,
             "Say whose initials the minutes need, in which order, until when",
             takes=Reviewers, gives=MinutesAnswer, refuses=OLD),
    Endpoint("POST", f"{HERE}/initial", initial, "Put one's initials under the minutes",
             takes=Initials, gives=MinutesAnswer, refuses=OLD),
    Endpoint("PUT", f"{HERE}/stand-in", name_stand_in,
             "Say who approves in the place of the chair, by the chair",
             takes=StandIn, gives=MinutesAnswer, refuses=OLD),
    Endpoint("DELETE", f"{HERE}/stand-in", release_stand_in,
             "The chair approves again", gives=MinutesAnswer, refuses=OLD),
    Endpoint("GET", f"{HERE}/comments", comments, "Remarks on sections", gives=Comments,
             refuses=(404,)),
    Endpoint("POST", f"{HERE}/comments", comment, "Remark on a section",
             takes=NewComment, gives=CommentAnswer, status=201),
    Endpoint("POST", f"{HERE}/comments/{{comment:uuid}}/settle", settle,
             "Settle a remark, or open it again", takes=Settling, gives=CommentAnswer),
    Endpoint("GET", f"{HERE}/sections/{{section}}/revisions", revisions,
             "What a section said at each revision", gives=Revisions, refuses=(404,)),
    Endpoint("POST", f"{HERE}/sections/{{section}}/restore", restore,
             "Let a section say again what it said", takes=Restoring, gives=MinutesAnswer,
             refuses=OLD),
]  # fmt: skip
