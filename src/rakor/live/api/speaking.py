"""The speakers' list for programs: who asked, who speaks, for how long, and who comes next."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.api.ground import meeting_of
from rakor.live.models import Turn
from rakor.live.rules import SpeakingWish, TurnCategory, TurnState, TurnWish
from rakor.meetings.queries import find_for
from rakor.meetings.rules import Action, Channel
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Line, Shape, Written


class TurnShown(Answer):
    """A turn to speak. While `running_since` is set, its time adds to `spent_ms`.

    `allowed_seconds` is 0 without a limit. Why a request was refused is told to whoever runs the
    session and to whoever asked.
    """

    id: UUID
    item: UUID | None
    person: UUID | None
    agency: UUID | None
    name: str
    office_title: str
    agency_name: str
    agency_short_name: str
    category: TurnCategory
    channel: Channel | None
    topic: str
    status: TurnState
    position: int
    requested_at: datetime
    started_at: datetime | None
    running_since: datetime | None
    spent_ms: int
    allowed_seconds: int
    finished_at: datetime | None
    reason: str = ""
    revision: int


class TurnTaken(TurnShown, Written):
    """A turn after an act."""


class Turns(Answer):
    """All turns of a meeting, in the order in which they were asked for."""

    items: list[TurnShown]
    next: None = None


class Queue(Turns, Written):
    """Those who wait, in their new order."""


class Possible(Answer):
    """Somebody who came (`head`), or an agency that was invited (its code)."""

    label: str
    head: UUID | None
    agency: str | None


class Speakers(Answer):
    """Who may be put on the list without being typed."""

    items: list[Possible]
    next: None = None


class Plan(Written):
    """How long one turn and one agency may speak (0: no limit); whether requests are taken."""

    turn_seconds: int
    agency_seconds: int
    takes_requests: bool
    revision: int


class More(Shape):
    """How many seconds more."""

    seconds: Annotated[int, Field(ge=1, le=3600)] = 60


class Refusal(Shape):
    """Why the floor is not given; only whoever asked is told."""

    reason: Annotated[Line, Field(min_length=1, max_length=500)]


class Order(Shape):
    """Everybody who waits, in the order in which they shall speak."""

    turns: Annotated[list[UUID], Field(max_length=1000)]


def turn_of(request: Request) -> UUID:
    found: UUID = request.path_params["turn_id"]
    return found


def _taken(turn: Turn, status: int = 200) -> Response:
    return answer(TurnTaken.model_validate(queries.turn_state(turn)), status)


async def post_turn(request: Request) -> Response:
    wish = await read(request, TurnWish)
    turn = await operations.request_turn(meeting_of(request), wish, by=request.user)
    return _taken(turn, 201)


async def get_turns(request: Request) -> Response:
    rows = await queries.turns_seen(meeting_of(request), by=request.user)
    return answer(Turns(items=[TurnShown.model_validate(row) for row in rows]))


async def get_speakers(request: Request) -> Response:
    meeting = await find_for(Action.RUN, meeting_of(request), by=request.user)
    rows = await queries.possible_speakers(meeting.id)
    return answer(Speakers(items=[Possible.model_validate(row) for row in rows]))


async def start(request: Request) -> Response:
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.start_turn(*ids, by=request.user))


async def pause(request: Request) -> Response:
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.pause_turn(*ids, by=request.user))


async def resume(request: Request) -> Response:
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.resume_turn(*ids, by=request.user))


async def extend(request: Request) -> Response:
    more = await read(request, More)
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.extend_turn(*ids, more.seconds, by=request.user))


async def finish(request: Request) -> Response:
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.finish_turn(*ids, by=request.user))


async def withdraw(request: Request) -> Response:
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.withdraw_turn(*ids, by=request.user))


async def refuse(request: Request) -> Response:
    refusal = await read(request, Refusal)
    ids = meeting_of(request), turn_of(request)
    return _taken(await operations.refuse_turn(*ids, refusal.reason, by=request.user))


async def order(request: Request) -> Response:
    wish = await read(request, Order)
    rows = await operations.order_turns(meeting_of(request), wish.turns, by=request.user)
    return answer(
        Queue(items=[TurnShown.model_validate(queries.turn_state(turn)) for turn in rows])
    )


async def put_plan(request: Request) -> Response:
    wish = await read(request, SpeakingWish)
    plan = await operations.plan_speaking(
        meeting_of(request), wish, revision=expected_revision(request), by=request.user
    )
    return answer(Plan.model_validate(queries.plan_state(plan)))


TURNS = "/meetings/{meeting_id:uuid}/turns"
TURN = TURNS + "/{turn_id:uuid}"

endpoints = [
    Endpoint(
        "POST",
        TURNS,
        post_turn,
        "Ask for the floor, for oneself or for somebody else",
        takes=TurnWish,
        gives=TurnTaken,
        status=201,
    ),
    Endpoint("GET", TURNS, get_turns, "Who asked for the floor", gives=Turns, refuses=(404,)),
    Endpoint(
        "GET",
        TURNS + "/speakers",
        get_speakers,
        "Who may be put on the speakers' list",
        gives=Speakers,
        refuses=(404,),
    ),
    Endpoint(
        "POST",
        TURNS + "/order",
        order,
        "Put those who wait into another order",
        takes=Order,
        gives=Queue,
    ),
    Endpoint(
        "POST",
        TURN + "/start",
        start,
        "Give somebody the floor; whoever had it has finished",
        gives=TurnTaken,
    ),
    Endpoint("POST", TURN + "/pause", pause, "Stop the time of a turn", gives=TurnTaken),
    Endpoint("POST", TURN + "/resume", resume, "Let the time of a turn run on", gives=TurnTaken),
    Endpoint(
        "POST", TURN + "/extend", extend, "Give a speaker more time", takes=More, gives=TurnTaken
    ),
    Endpoint("POST", TURN + "/finish", finish, "Somebody has spoken", gives=TurnTaken),
    Endpoint("POST", TURN + "/withdraw", withdraw, "Take a request back", gives=TurnTaken),
    Endpoint(
        "POST",
        TURN + "/refuse",
        refuse,
        "Do not give the floor, and say why to whoever asked",
        takes=Refusal,
        gives=TurnTaken,
    ),
    Endpoint(
        "PUT",
        "/meetings/{meeting_id:uuid}/speaking",
        put_plan,
        "How long one may speak, and whether requests are taken",
        takes=SpeakingWish,
        gives=Plan,
        refuses=(404, 409, 412),
    ),
]
