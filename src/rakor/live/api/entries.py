"""The stream for programs: a ticket for the socket, and the long poll where sockets are blocked."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.api.ground import meeting_of
from rakor.live.rules import View
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer, Shape


class Ticket(Answer):
    """Opens the socket of this meeting until then; sent in the first frame, never in a URL."""

    ticket: str
    expires_at: datetime


class EntriesAsked(Shape):
    """Where the reader stands (`since`, `epoch`), and for how many seconds to wait for more."""

    since: Annotated[int, Field(ge=0, le=2**53)] | None = None
    epoch: Annotated[str, Field(max_length=64)] | None = None
    wait: Annotated[float, Field(ge=0, le=30)] = 0
    view: View | queries.AgencyView | None = None


class Entries(Answer):
    """`resumed`: everything after `after` up to `upto`; `snap`: the whole state at `seq`."""

    t: Literal["resumed", "snap"]
    epoch: str
    view: View | queries.AgencyView
    now: datetime
    after: int | None = None
    upto: int | None = None
    items: list[dict[str, Any]] | None = None
    seq: int | None = None
    state: dict[str, Any] | None = None
    reason: str | None = None


async def post_ticket(request: Request) -> Response:
    ticket, until = await operations.issue_ticket(meeting_of(request), by=request.user)
    return answer(Ticket(ticket=ticket, expires_at=until), 201)


async def get_entries(request: Request) -> Response:
    asked = query_of(request, EntriesAsked)
    wished, agency = queries.wish_of(asked.view)
    found = await queries.follow(
        request.user,
        meeting_of(request),
        wished=wished,
        agency=agency,
        since=asked.since,
        epoch=asked.epoch,
        wait=asked.wait,
    )
    told = {**found.frame(), "view": asked.view} if agency else found.frame()
    return answer({**told, "now": datetime.now(UTC).isoformat()})


endpoints = [
    Endpoint(
        "POST",
        "/meetings/{meeting_id:uuid}/live/ticket",
        post_ticket,
        "A ticket for the socket, valid for a minute",
        gives=Ticket,
        status=201,
    ),
    Endpoint(
        "GET",
        "/meetings/{meeting_id:uuid}/entries",
        get_entries,
        "What happened since, as the socket tells it; waits for more",
        asks=EntriesAsked,
        gives=Entries,
    ),
]
