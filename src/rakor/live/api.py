"""The session for programs: notes, decisions, a ticket for the socket, and the long poll."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.models import Decision
from rakor.live.rules import (
    DecisionChanges,
    DecisionFacts,
    DecisionState,
    Funding,
    Horizon,
    View,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import query_of, read
from rakor.web.shapes import Answer, Shape, Text, Written

Rich = dict[str, Any]


class NoteWish(Shape):
    """A note as it was typed: the editor's JSON or plain text, and the revision it began from."""

    body: Rich | str
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


class Who(Answer):
    """An agency or an office, by the name of the day the decision was taken."""

    id: UUID
    kind: Literal["agency", "office"]
    name: str
    short_name: str


class DecisionShown(Answer):
    """A decision as it stands."""

    id: UUID
    meeting: UUID
    number: int
    item: UUID | None
    text: str
    owners: list[Who]
    supporting: list[Who]
    due: date | None
    indicator: str
    horizon: Horizon | None
    funding_sources: list[Funding]
    status: DecisionState
    reason: str
    recorded_at: datetime
    revision: int


class DecisionTaken(DecisionShown, Written):
    """A decision after a write."""


class Decisions(Answer):
    """All decisions of a meeting, in the order of their numbers."""

    items: list[DecisionShown]
    next: None = None


class Strike(Shape):
    """Why a decision no longer stands."""

    reason: Annotated[Text, Field(max_length=1000)] = ""


class Ticket(Answer):
    """Opens the socket of this meeting until then; sent in the first frame, never in a URL."""

    ticket: str
    expires_at: datetime


class EntriesAsked(Shape):
    """Where the reader stands (`since`, `epoch`), and for how many seconds to wait for more."""

    since: Annotated[int, Field(ge=0, le=2**53)] | None = None
    epoch: Annotated[str, Field(max_length=64)] | None = None
    wait: Annotated[float, Field(ge=0, le=30)] = 0
    view: View | None = None


class Entries(Answer):
    """`resumed`: everything after `after` up to `upto`; `snap`: the whole state at `seq`."""

    t: Literal["resumed", "snap"]
    epoch: str
    view: View
    now: datetime
    after: int | None = None
    upto: int | None = None
    items: list[dict[str, Any]] | None = None
    seq: int | None = None
    state: dict[str, Any] | None = None
    reason: str | None = None


def _meeting(request: Request) -> UUID:
    found: UUID = request.path_params["meeting_id"]
    return found


def _item(request: Request) -> UUID:
    found: UUID = request.path_params["item_id"]
    return found


def _decision(request: Request) -> UUID:
    found: UUID = request.path_params["decision_id"]
    return found


async def put_note(request: Request) -> Response:
    wish = await read(request, NoteWish)
    note = await operations.save_note(
        _meeting(request), _item(request), wish.body, wish.base_revision, by=request.user
    )
    return answer(NoteSaved.model_validate(queries.note_state(note)))


async def get_note(request: Request) -> Response:
    note = await queries.note_seen(_meeting(request), _item(request), by=request.user)
    return answer(NoteSaved.model_validate(note))


async def get_revisions(request: Request) -> Response:
    asked = query_of(request, RevisionsAsked)
    rows = await queries.revisions_of(
        _meeting(request), _item(request), by=request.user, before=asked.cursor, limit=asked.limit
    )
    shown = [
        Revision(revision=row.revision, body=row.body, by=row.by_name, at=row.at) for row in rows
    ]
    more = len(shown) == asked.limit and shown[-1].revision > 1
    return answer(Revisions(items=shown, next=shown[-1].revision if more else None))


async def post_decision(request: Request) -> Response:
    facts = await read(request, DecisionFacts)
    decision = await operations.record_decision(_meeting(request), facts, by=request.user)
    return answer(await _taken(decision), 201)


async def get_decisions(request: Request) -> Response:
    meeting = _meeting(request)
    rows = await queries.decisions_seen(meeting, by=request.user)
    shown = [DecisionShown.model_validate({**row, "meeting": meeting}) for row in rows]
    return answer(Decisions(items=shown))


async def patch_decision(request: Request) -> Response:
    changes = await read(request, DecisionChanges)
    decision = await operations.change_decision(
        _decision(request), changes, revision=expected_revision(request), by=request.user
    )
    return answer(await _taken(decision))


async def strike(request: Request) -> Response:
    wish = await read(request, Strike)
    decision = await operations.strike_decision(
        _decision(request), wish.reason, revision=expected_revision(request), by=request.user
    )
    return answer(await _taken(decision))


async def post_ticket(request: Request) -> Response:
    ticket, until = await operations.issue_ticket(_meeting(request), by=request.user)
    return answer(Ticket(ticket=ticket, expires_at=until), 201)


async def get_entries(request: Request) -> Response:
    asked = query_of(request, EntriesAsked)
    found = await queries.follow(
        request.user,
        _meeting(request),
        wished=asked.view,
        since=asked.since,
        epoch=asked.epoch,
        wait=asked.wait,
    )
    return answer({**found.frame(), "now": datetime.now(UTC).isoformat()})


async def _taken(decision: Decision) -> DecisionTaken:
    told = queries.decision_state(decision, await queries.commitments_of(decision))
    return DecisionTaken.model_validate({**told, "meeting": decision.meeting_id})


NOTE = "/meetings/{meeting_id:uuid}/agenda/{item_id:uuid}/notes"
DECISIONS = "/meetings/{meeting_id:uuid}/decisions"
DECISION = "/decisions/{decision_id:uuid}"

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
        "POST",
        DECISIONS,
        post_decision,
        "Record a decision under the next number",
        takes=DecisionFacts,
        gives=DecisionTaken,
        status=201,
    ),
    Endpoint("GET", DECISIONS, get_decisions, "The decisions of a meeting", gives=Decisions),
    Endpoint(
        "PATCH",
        DECISION,
        patch_decision,
        "Say a decision differently; its number stays",
        takes=DecisionChanges,
        gives=DecisionTaken,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "POST",
        DECISION + "/strike",
        strike,
        "Strike a decision; its number and words stay",
        takes=Strike,
        gives=DecisionTaken,
        refuses=(404, 409, 412),
    ),
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
