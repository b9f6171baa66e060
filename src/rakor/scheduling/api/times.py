"""Finding the time of a meeting for programs."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from rakor.scheduling import queries
from rakor.scheduling.rules import (
    Proposal,
    TimeWanted,
    attendance,
    missing,
    moment_of,
)
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint
from rakor.web.reading import query_of
from rakor.web.shapes import Answer


class MissingAnswer(Answer):
    """An agency that a time leaves out, how many of its seats, and why."""

    agency: str
    seats: int
    required: bool
    reason: str


class ProposalAnswer(Answer):
    """A time with how many agencies and required seats it suits; an agency suits with all seats."""

    starts_at: datetime
    ends_at: datetime
    agencies: int
    agencies_free: int
    required: int
    required_free: int
    missing: list[MissingAnswer]
    warnings: list[str]


class TimesAnswer(Answer):
    """Proposals, best first. `unknown` seats have nobody on them and are taken to be free."""

    timezone: str
    seats: int
    unknown: int
    items: list[ProposalAnswer]


async def find_times(request: Request) -> Response:
    meeting = await queries.movable(request.path_params["meeting"], by=request.user)
    found = await queries.find_times(meeting, query_of(request, TimeWanted), to=request.user)

    def item(each: Proposal, thoughts: list[str]) -> ProposalAnswer:
        counts = attendance(each, found.seats)
        return ProposalAnswer(
            starts_at=moment_of(each.span[0]),
            ends_at=moment_of(each.span[1]),
            agencies=counts.agencies,
            agencies_free=counts.agencies_free,
            required=counts.required,
            required_free=counts.required_free,
            missing=[
                MissingAnswer.model_validate(line) for line in missing(each, meeting.timezone)
            ],
            warnings=thoughts,
        )

    told = TimesAnswer(
        timezone=meeting.timezone,
        seats=len(found.seats),
        unknown=found.unknown,
        items=[item(*each) for each in zip(found.proposals, found.thoughts, strict=True)],
    )
    return answer(told.model_dump(mode="json"))


endpoints = [
    Endpoint(
        "GET",
        "/meetings/{meeting:uuid}/times",
        find_times,
        "Times that suit those invited best, with whom each leaves out and why",
        asks=TimeWanted,
        gives=TimesAnswer,
    )
]
