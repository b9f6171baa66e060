"""Polls for programs: ask, read what was said, change the options, settle."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.errors import NotFound
from rakor.meetings import queries as meetings
from rakor.meetings.models import Meeting
from rakor.meetings.rules import Action
from rakor.scheduling import operations, queries
from rakor.scheduling.models import Poll
from rakor.scheduling.queries import Standing
from rakor.scheduling.rules.polls import Choice, OptionFacts, PollChanges, PollFacts, PollState
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Shape
from rakor.words import _

HERE = "/meetings/{meeting:uuid}/poll"
OPTION = f"{HERE}/options/{{option:uuid}}"


class Chosen(Shape):
    """Which option is chosen, and which version of it was seen."""

    option: UUID
    revision: Annotated[int | None, Field(ge=1)] = None


class OptionAnswer(Answer):
    """A time that is asked about, with what was said; `against` are required seats that say no."""

    id: UUID
    day: date
    clock: str
    minutes: int
    timezone: str
    starts_at: datetime
    ends_at: datetime
    revision: int
    yes: int
    if_need_be: int
    no: int
    missing: int
    against: list[str]
    best: bool
    answers: dict[str, Choice]


class PollAnswer(Answer):
    """A poll. `missing` are the seats that have not answered every option, by invitation."""

    id: UUID
    status: PollState
    note: str
    hidden: bool
    deadline: datetime
    chosen: UUID | None
    revision: int
    seats: int
    answered: int
    missing: list[UUID]
    options: list[OptionAnswer]


class Reminded(Answer):
    """How many seats were written to."""

    reminded: int


def whole(standing: Standing) -> dict[str, object]:
    """A poll as programs read it."""
    poll = standing.poll
    told = PollAnswer(
        id=poll.id,
        status=poll.state,
        note=poll.note,
        hidden=poll.hidden,
        deadline=poll.deadline,
        chosen=poll.chosen_id,
        revision=poll.revision,
        seats=len(standing.voters),
        answered=standing.answered,
        missing=[UUID(voter.key) for voter in standing.missing],
        options=[
            OptionAnswer(
                id=each.option.id,
                day=each.option.day,
                clock=each.option.clock,
                minutes=each.option.minutes,
                timezone=each.option.timezone,
                starts_at=each.option.starts_at,
                ends_at=each.option.ends_at,
                revision=each.option.revision,
                yes=each.tally.yes,
                if_need_be=each.tally.if_need_be,
                no=each.tally.no,
                missing=each.tally.missing,
                against=[f"{voter.agency}: {voter.name}" for voter in each.tally.against],
                best=each.best,
                answers=each.said,
            )
            for each in standing.asked
        ],
    )
    return told.model_dump(mode="json")


async def _poll(request: Request) -> tuple[Poll, Meeting]:
    meeting = await meetings.find_for(
        Action.INVITE, request.path_params["meeting"], by=request.user
    )
    poll = await queries.latest_poll(meeting.id)
    if poll is None:
        raise NotFound(_("Jajak waktu ini tidak ada."))
    return poll, meeting


async def _answered(request: Request, status: int = 200) -> Response:
    return answer(whole(await queries.standing(*await _poll(request))), status)


async def begin(request: Request) -> Response:
    facts = await read(request, PollFacts)
    await operations.begin_poll(request.path_params["meeting"], facts, by=request.user)
    return await _answered(request, 201)


async def show_poll(request: Request) -> Response:
    return await _answered(request)


async def change(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    changes = await read(request, PollChanges)
    await operations.change_poll(
        poll.id, changes, revision=expected_revision(request), by=request.user
    )
    return await _answered(request)


async def add_option(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.add_option(poll.id, await read(request, OptionFacts), by=request.user)
    return await _answered(request, 201)


async def move_option(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.move_option(
        request.path_params["option"],
        await read(request, OptionFacts),
        poll_id=poll.id,
        revision=expected_revision(request),
        by=request.user,
    )
    return await _answered(request)


async def remove_option(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.remove_option(request.path_params["option"], poll_id=poll.id, by=request.user)
    return await _answered(request)


async def remind(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    count = await operations.remind_missing(poll.id, by=request.user)
    return answer(Reminded(reminded=count).model_dump())


async def close(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.close_poll(poll.id, by=request.user)
    return await _answered(request)


async def drop(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    await operations.drop_poll(poll.id, by=request.user)
    return await _answered(request)


async def settle(request: Request) -> Response:
    poll, _meeting = await _poll(request)
    wish = await read(request, Chosen)
    await operations.settle_poll(poll.id, wish.option, revision=wish.revision, by=request.user)
    return await _answered(request)


endpoints = [
    Endpoint("POST", HERE, begin, "Ask those on the list which times suit them",
             takes=PollFacts, gives=PollAnswer, status=201),
    Endpoint("GET", HERE, show_poll, "The poll of a meeting and what was said", gives=PollAnswer),
    Endpoint("PATCH", HERE, change, "Change deadline, note or who sees the answers",
             takes=PollChanges, gives=PollAnswer),
    Endpoint("POST", f"{HERE}/options", add_option, "Ask about one more time",
             takes=OptionFacts, gives=PollAnswer, status=201),
    Endpoint("PUT", OPTION, move_option, "Make an option another time; what was said to it goes",
             takes=OptionFacts, gives=PollAnswer),
    Endpoint("DELETE", OPTION, remove_option, "Ask about a time no more", gives=PollAnswer),
    Endpoint("POST", f"{HERE}/remind", remind, "Write to those who have not answered",
             gives=Reminded),
    Endpoint("POST", f"{HERE}/close", close, "Take no more answers", gives=PollAnswer),
    Endpoint("POST", f"{HERE}/drop", drop, "Give the poll up", gives=PollAnswer),
    Endpoint("POST", f"{HERE}/settle", settle, "Choose the time: publish and invite everybody",
             takes=Chosen, gives=PollAnswer),
]  # fmt: skip
