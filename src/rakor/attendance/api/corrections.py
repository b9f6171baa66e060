"""Doors for programs: the ledger line by line, and corrections of it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.attendance import operations, queries
from rakor.attendance.queries import Entered
from rakor.attendance.rules import Direction, Outcome
from rakor.meetings.rules import Channel
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Line, Shape, Written


class Correction(Shape):
    """A line of the ledger that does not hold, and why.

    With `invitation` or `head` it is moved to somebody else, with `at` to another moment; else it
    is taken back. A correction that is taken back puts back what it took.
    """

    scan: UUID
    reason: Annotated[Line, Field(min_length=1, max_length=500)]
    invitation: UUID | None = None
    head: UUID | None = None
    at: AwareDatetime | None = None


class Corrected(Written):
    """The line that was written: the one that takes back, or the one that holds instead."""

    id: UUID
    scan: UUID
    head: UUID | None


class Page(Shape):
    """Lines of one person (`head`), and those written before the line `cursor`."""

    head: UUID | None = None
    cursor: UUID | None = None


class LedgerLine(Answer):
    """A line: `at` when it happened, `said_at` by the desk's own clock where that was wrong.

    `struck`: a correction takes it back; `voids`: it is a correction itself, and `note` says why.
    """

    id: UUID
    head: UUID | None
    name: str
    agency: str
    direction: Direction
    channel: Channel
    result: Outcome
    reason_code: str
    method: str
    device: str
    officer: str
    at: datetime
    said_at: datetime | None
    recorded_at: datetime
    voids: UUID | None
    note: str
    struck: bool


class Ledger(Answer):
    """The lines, the last written first."""

    items: list[LedgerLine]
    next: str | None = None


async def correct(request: Request) -> Response:
    said = await read(request, Correction)
    instead = operations.Instead(said.invitation, said.head, said.at)
    line = await operations.correct(
        _meeting(request), said.scan, said.reason, instead=instead, by=request.user
    )
    return answer(Corrected(id=line.id, scan=said.scan, head=line.head_id), 201)


async def ledger(request: Request) -> Response:
    meeting = await queries.find_with_names(_meeting(request), by=request.user)
    asked = query_of(request, Page)
    lines, more = await queries.ledger(meeting, head=asked.head, before=asked.cursor)
    return answer(Ledger(items=[_line(each) for each in lines], next=str(more) if more else None))


def _line(each: Entered) -> LedgerLine:
    scan = each.scan
    return LedgerLine(
        id=scan.id,
        head=scan.head_id,
        name=scan.head.name if scan.head else "",
        agency=scan.head.agency_name if scan.head else "",
        direction=scan.direction,
        channel=scan.channel,
        result=scan.outcome,
        reason_code=scan.reason,
        method=scan.method,
        device=scan.device,
        officer=scan.officer.full_name if scan.officer else "",
        at=scan.at,
        said_at=scan.said_at,
        recorded_at=scan.recorded_at,
        voids=scan.voids_id,
        note=scan.note,
        struck=each.struck,
    )


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["id"]
    return found


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{id:uuid}/attendance/ledger",
        ledger,
        "Every line of the ledger, also those taken back",
        asks=Page,
        gives=Ledger,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        "/meetings/{id:uuid}/corrections",
        correct,
        "Take a line of the ledger back, move it, or change its moment",
        takes=Correction,
        gives=Corrected,
        status=201,
    ),
]
