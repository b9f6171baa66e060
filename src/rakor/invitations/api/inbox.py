"""Doors for programs: the inbox with its verdicts, what waits there, and proposed times."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor import journal
from rakor.invitations import operations, queries
from rakor.invitations.models import Proposal
from rakor.invitations.rules import ProposalState, Result
from rakor.mail.models import IncomingMail
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.lists import Paging, page_of
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Items, Shape, Text, Written
from rakor.words import _

# The list does not fetch the messages themselves, which may be large.
SHOWN = (
    "id",
    "from_address",
    "subject",
    "via",
    "received_at",
    "result",
    "reason",
    "meeting_id",
    "invitation_id",
    "handled_as",
    "handled_at",
    "verdicts",
)


class Wanted(Paging):
    """Which messages: by verdict, by meeting, or those nobody has decided about."""

    result: Result | None = None
    meeting: UUID | None = None
    waiting: bool = False


class Nothing(Shape):
    """A POST that only acts takes `{}`."""


class Refuse(Shape):
    """`tell`: whoever answered without being asked gets a CANCEL."""

    tell: bool = False


class Overrule(Shape):
    invitation: UUID
    status: Literal["accepted", "declined", "tentative"]


class Comment(Shape):
    comment: Annotated[Text, Field(max_length=1000)] = ""


class VerdictRead(Answer):
    """What became of one answer in a message."""

    result: Result
    reason: str
    method: str | None
    address: str | None
    name: str | None
    status: str | None
    recurrence_id: str | None
    invitation: UUID | None
    proof: str | None
    comment: str | None


class ReceivedRead(Answer):
    id: UUID
    from_address: str
    subject: str
    via: str
    received_at: datetime
    result: Result | None
    reason: str
    meeting: UUID | None
    invitation: UUID | None
    handled_as: str | None
    handled_at: datetime | None
    verdicts: list[VerdictRead]


class ReceivedWritten(ReceivedRead, Written):
    pass


class ReceivedList(Items):
    items: list[ReceivedRead]


class ProposalRead(Answer):
    id: UUID
    meeting: UUID
    invitation: UUID
    recurrence_id: datetime | None
    starts_at: datetime
    ends_at: datetime
    comment: str
    sequence: int
    state: ProposalState
    answer: str
    received_at: datetime
    decided_at: datetime | None


class ProposalWritten(ProposalRead, Written):
    pass


class ProposalList(Items):
    items: list[ProposalRead]


def _message(row: IncomingMail) -> dict[str, Any]:
    shape = ReceivedRead(
        id=row.id,
        from_address=row.from_address,
        subject=row.subject,
        via=row.via,
        received_at=row.received_at,
        result=Result(row.result) if row.result else None,
        reason=_(row.reason) if row.reason else "",
        meeting=row.meeting_id,
        invitation=row.invitation_id,
        handled_as=row.handled_as if row.handled_as != "open" else None,
        handled_at=row.handled_at,
        verdicts=[_verdict(each) for each in row.verdicts],
    )
    return shape.model_dump(mode="json")


def _verdict(row: dict[str, Any]) -> VerdictRead:
    names = ("method", "address", "name", "status", "recurrence_id", "invitation", "proof")
    said = {name: row.get(name) for name in (*names, "comment")}
    return VerdictRead(result=Result(row["result"]), reason=_(str(row["reason"])), **said)


def _proposal(row: Proposal) -> dict[str, Any]:
    shape = ProposalRead(
        id=row.id,
        meeting=row.meeting_id,
        invitation=row.invitation_id,
        recurrence_id=row.recurrence_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        comment=row.comment,
        sequence=row.sequence,
        state=row.state,
        answer=row.answer,
        received_at=row.received_at,
        decided_at=row.decided_at,
    )
    return shape.model_dump(mode="json")


async def list_of_messages(request: Request) -> Response:
    wish = query_of(request, Wanted)
    rows = IncomingMail.filter(queries.mail_visible_to(request.user))
    if wish.result:
        rows = rows.filter(result=wish.result.value)
    if wish.meeting:
        rows = rows.filter(meeting_id=wish.meeting)
    if wish.waiting:
        rows = queries.waiting(rows)
    page = await page_of(rows.only(*SHOWN), wish)
    await journal.looked("mail.listed", by=request.user, subject=wish.meeting)
    return answer(page.items([_message(row) for row in page]))


async def one(request: Request) -> Response:
    row = await operations.find_received(request.path_params["mail"], to=request.user)
    await operations.note_reading(row, by=request.user)
    return answer(_message(row))


async def judge(request: Request) -> Response:
    await read(request, Nothing)
    row = await operations.judge_again(request.path_params["mail"], by=request.user)
    return answer(_message(row))


async def approve(request: Request) -> Response:
    await read(request, Nothing)
    row = await operations.approve(request.path_params["mail"], by=request.user)
    return answer(_message(row))


async def refuse(request: Request) -> Response:
    wish = await read(request, Refuse)
    row = await operations.refuse(request.path_params["mail"], tell=wish.tell, by=request.user)
    return answer(_message(row))


async def overrule(request: Request) -> Response:
    wish = await read(request, Overrule)
    key = request.path_params["mail"]
    row = await operations.overrule(key, wish.invitation, wish.status, by=request.user)
    return answer(_message(row))


async def put_aside(request: Request) -> Response:
    await read(request, Nothing)
    row = await operations.put_aside(request.path_params["mail"], by=request.user)
    return answer(_message(row))


async def proposals(request: Request) -> Response:
    paging = query_of(request, Paging)
    meeting = await find_for(Action.INVITE, request.path_params["meeting"], by=request.user)
    page = await page_of(Proposal.filter(meeting_id=meeting.id), paging)
    return answer(page.items([_proposal(row) for row in page]))


async def accept(request: Request) -> Response:
    wish = await read(request, Comment)
    key = request.path_params["proposal"]
    return answer(_proposal(await operations.accept_proposal(key, wish.comment, by=request.user)))


async def decline(request: Request) -> Response:
    wish = await read(request, Comment)
    key = request.path_params["proposal"]
    return answer(_proposal(await operations.decline_proposal(key, wish.comment, by=request.user)))


_MAIL = "/inbox/{mail:uuid}"

endpoints = [
    Endpoint(
        "GET", "/inbox", list_of_messages, "What came in by mail", asks=Wanted, gives=ReceivedList
    ),
    Endpoint("GET", _MAIL, one, "One message with its verdicts", gives=ReceivedRead),
    Endpoint(
        "POST",
        f"{_MAIL}/judge",
        judge,
        "Judge a message again",
        takes=Nothing,
        gives=ReceivedWritten,
    ),
    Endpoint(
        "POST",
        f"{_MAIL}/approve",
        approve,
        "Take what waits in a message",
        takes=Nothing,
        gives=ReceivedWritten,
    ),
    Endpoint(
        "POST",
        f"{_MAIL}/refuse",
        refuse,
        "Leave what waits in a message",
        takes=Refuse,
        gives=ReceivedWritten,
    ),
    Endpoint(
        "POST",
        f"{_MAIL}/overrule",
        overrule,
        "Note what a human read in a message",
        takes=Overrule,
        gives=ReceivedWritten,
    ),
    Endpoint(
        "POST",
        f"{_MAIL}/read",
        put_aside,
        "A message was read and asks nothing more",
        takes=Nothing,
        gives=ReceivedWritten,
    ),
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}/proposals",
        proposals,
        "Other times that were proposed",
        asks=Paging,
        gives=ProposalList,
    ),
    Endpoint(
        "POST",
        "/proposals/{proposal:uuid}/accept",
        accept,
        "Hold the meeting at the proposed time",
        takes=Comment,
        gives=ProposalWritten,
    ),
    Endpoint(
        "POST",
        "/proposals/{proposal:uuid}/decline",
        decline,
        "Leave the time as it is",
        takes=Comment,
        gives=ProposalWritten,
    ),
]
