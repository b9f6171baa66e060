"""The meeting after a meeting for programs, and what can be taken over into it."""

from datetime import datetime
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from rakor.meetings.api.shapes import MeetingAnswer, whole
from rakor.preparing import operations, queries
from rakor.preparing.operations import Begun, NextFacts, Prepared
from rakor.preparing.queries import LeftOut
from rakor.preparing.rules import Left, Rhythm, Take
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import read
from rakor.web.shapes import Answer
from rakor.words import _


class LeftOutRow(Answer):
    """Somebody who is not carried over; `why` is the reason in words."""

    name: str
    office: str
    reason: Left
    why: str


class PreparedAnswer(MeetingAnswer):
    """A draft that was made from something.

    `invited` are on its list; nobody is told before the letters are sent. `room_taken` says that
    the room of the earlier meeting is not free then, so that the draft has none.
    """

    invited: int
    left_out: list[LeftOutRow]
    room_taken: bool


class TimeRow(Answer):
    """A time for the next meeting; `passed_over` are days off on which it would have been."""

    rhythm: Rhythm
    starts_at: datetime
    ends_at: datetime
    passed_over: list[str]


class OwedRow(Answer):
    """A follow-up that is still open, which may become an item of the agenda."""

    id: UUID
    text: str
    owner: str
    number: int
    meeting: str


class ItemRow(Answer):
    """An item of the earlier agenda."""

    id: UUID
    title: str
    minutes: int


class BeforeAnswer(Answer):
    """What the next meeting can take over from this one, and when it could be."""

    take: list[Take]
    times: list[TimeRow]
    agenda: list[ItemRow]
    follow_ups: list[OwedRow]
    invited: int
    left_out: list[LeftOutRow]


def left_out(rows: list[LeftOut]) -> list[LeftOutRow]:
    """Those who are not carried over, as programs read it."""
    return [
        LeftOutRow(name=each.name, office=each.title, reason=each.reason, why=_(each.why))
        for each in rows
    ]


async def prepared(made: Prepared, request: Request) -> Response:
    """The new draft, with who is on its list and who is not."""
    meeting = await whole(made.meeting, request.user)
    told = PreparedAnswer(
        **meeting.model_dump(),
        invited=made.invited,
        left_out=left_out(made.left_out),
        room_taken=made.room_taken,
    )
    return answer(told, 201)


async def show_before(request: Request) -> Response:
    queries.check_prepares(request.user)
    earlier = await queries.look_back(request.path_params["meeting"], to=request.user)
    told = BeforeAnswer(
        take=[take for take in Take if take in earlier.may],
        times=[
            TimeRow(
                rhythm=each.rhythm,
                starts_at=each.starts_at,
                ends_at=each.ends_at,
                passed_over=[day.isoformat() for day in each.passed],
            )
            for each in await queries.next_times(earlier.meeting)
        ],
        agenda=[ItemRow.model_validate(item) for item in earlier.items],
        follow_ups=[
            OwedRow(
                id=each.id,
                text=each.commitment.decision.text,
                owner=each.commitment.name,
                number=each.commitment.decision.number,
                meeting=each.meeting.title,
            )
            for each in earlier.open
        ],
        invited=len(earlier.people.asked),
        left_out=left_out(earlier.people.left_out),
    )
    return answer(told)


async def make_next(request: Request) -> Response:
    said = await read(request, NextFacts)
    made = await operations.make_next(request.path_params["meeting"], said, by=request.user)
    return await prepared(made, request)


async def use_template(request: Request) -> Response:
    said = await read(request, Begun)
    made = await operations.make_from_template(request.path_params["key"], said, by=request.user)
    return await prepared(made, request)


NEXT = "/meetings/{meeting:uuid}/next"

endpoints = [
    Endpoint("GET", NEXT, show_before, "What the meeting after this one can take over from it",
             gives=BeforeAnswer, refuses=(404,)),
    Endpoint("POST", NEXT, make_next, "Draft the meeting that follows this one",
             takes=NextFacts, gives=PreparedAnswer, status=201),
    Endpoint("POST", "/meeting-templates/{key}/meetings", use_template,
             "Draft a meeting from a template, by its id or the name of one that everybody has",
             takes=Begun, gives=PreparedAnswer, status=201),
]  # fmt: skip
