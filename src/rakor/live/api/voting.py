"""Votes for programs: prepared, opened, cast, closed, published, counted again."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from rakor.live import operations, queries
from rakor.live.api.ground import meeting_of
from rakor.live.models import Vote
from rakor.live.rules import Majority, VoteState
from rakor.live.rules.voting import VoteChanges, VoteFacts
from rakor.web.answers import answer
from rakor.web.endpoints import Endpoint, expected_revision
from rakor.web.reading import read
from rakor.web.shapes import Answer, Line, Shape, Text, Written


class OptionShown(Answer):
    """An answer that may be given; the text of `yes`, `no` and `abstain` is the reader's own."""

    key: str
    text: str


class Result(Answer):
    """What was counted. `carried` is null where other answers than yes and no were put."""

    counts: dict[str, int]
    cast: int
    entitled: int
    carried: bool | None
    leading: list[str]


class RollRow(Answer):
    """A delegation that may vote, and whether it has; never what."""

    agency: UUID
    name: str
    short_name: str
    cast: bool


class VoteShown(Answer):
    """A vote as it stands. Others than staff get the result when it is published, and no roll."""

    id: UUID
    number: int
    item: UUID | None
    decision: UUID | None
    question: str
    secret: bool
    majority: Majority
    status: VoteState
    options: list[OptionShown]
    entitled: int
    cast: int
    opened_at: datetime | None
    closed_at: datetime | None
    published_at: datetime | None
    result: Result | None
    roll: list[RollRow] = []
    reason: str
    revision: int


class VoteWritten(VoteShown, Written):
    """A vote after a write."""


class Votes(Answer):
    """The votes of a meeting, in the order of their numbers."""

    items: list[VoteShown]
    next: None = None


class Opening(Shape):
    """Who may vote instead of all delegations that are here: agencies by code or id."""

    agencies: (
        Annotated[
            list[Annotated[Line, Field(min_length=1, max_length=40)]],
            Field(min_length=1, max_length=1000),
        ]
        | None
    ) = None


class Withdrawal(Shape):
    """Why a question is taken back."""

    reason: Annotated[Text, Field(max_length=500)] = ""


class BallotWish(Shape):
    """One answer. Staff name the `agency` whose show of hands they write down."""

    choice: Annotated[Line, Field(min_length=1, max_length=16)]
    agency: UUID | None = None


class BallotShown(Written):
    """What a delegation is told of its vote; of a secret one only that it was given."""

    vote: UUID
    agency: UUID | None = None
    name: str = ""
    entitled: bool = True
    cast: bool
    choice: str | None = None
    by: str = ""
    at: datetime | None = None


class BallotRow(Answer):
    """What a delegation has voted; told only of a vote that is not secret."""

    agency: UUID
    name: str
    choice: str


class Recount(Answer):
    """The ballots counted again beside the result that was told."""

    vote: UUID
    result: Result
    told: Result
    agrees: bool
    ballots: list[BallotRow]


async def post_vote(request: Request) -> Response:
    facts = await read(request, VoteFacts)
    vote = await operations.prepare_vote(meeting_of(request), facts, by=request.user)
    return answer(await _written(vote), 201)


async def get_votes(request: Request) -> Response:
    rows = await queries.votes_seen(meeting_of(request), by=request.user)
    return answer(Votes(items=[VoteShown.model_validate(row) for row in rows]))


async def patch_vote(request: Request) -> Response:
    changes = await read(request, VoteChanges)
    vote = await operations.change_vote(
        meeting_of(request),
        vote_of(request),
        changes,
        revision=expected_revision(request),
        by=request.user,
    )
    return answer(await _written(vote))


async def open_vote(request: Request) -> Response:
    wish = await read(request, Opening)
    vote = await operations.open_vote(
        meeting_of(request), vote_of(request), wish.agencies, by=request.user
    )
    return answer(await _written(vote))


async def close_vote(request: Request) -> Response:
    vote = await operations.close_vote(meeting_of(request), vote_of(request), by=request.user)
    return answer(await _written(vote))


async def publish_vote(request: Request) -> Response:
    vote = await operations.publish_vote(meeting_of(request), vote_of(request), by=request.user)
    return answer(await _written(vote))


async def withdraw_vote(request: Request) -> Response:
    wish = await read(request, Withdrawal)
    vote = await operations.withdraw_vote(
        meeting_of(request), vote_of(request), wish.reason, by=request.user
    )
    return answer(await _written(vote))


async def post_ballot(request: Request) -> Response:
    wish = await read(request, BallotWish)
    told = await operations.cast_ballot(
        meeting_of(request), vote_of(request), wish.choice, by=request.user, agency=wish.agency
    )
    return answer(BallotShown.model_validate(told), 201)


async def get_ballot(request: Request) -> Response:
    told = await queries.ballot_seen(meeting_of(request), vote_of(request), by=request.user)
    return answer(BallotShown.model_validate(told))


async def get_recount(request: Request) -> Response:
    found = await queries.recount(meeting_of(request), vote_of(request), by=request.user)
    return answer(Recount.model_validate(found))


async def _written(vote: Vote) -> VoteWritten:
    return VoteWritten.model_validate(await queries.state_of(vote))


def vote_of(request: Request) -> UUID:
    found: UUID = request.path_params["vote_id"]
    return found


VOTES = "/meetings/{meeting_id:uuid}/votes"
VOTE = VOTES + "/{vote_id:uuid}"

endpoints = [
    Endpoint(
        "POST",
        VOTES,
        post_vote,
        "Prepare a question under the next number",
        takes=VoteFacts,
        gives=VoteWritten,
        status=201,
    ),
    Endpoint("GET", VOTES, get_votes, "The votes of a meeting", gives=Votes),
    Endpoint(
        "PATCH",
        VOTE,
        patch_vote,
        "Put a question differently before it is opened",
        takes=VoteChanges,
        gives=VoteWritten,
        refuses=(404, 409, 412),
    ),
    Endpoint(
        "POST",
        VOTE + "/open",
        open_vote,
        "Take ballots: one for each delegation that is here",
        takes=Opening,
        gives=VoteWritten,
    ),
    Endpoint(
        "POST",
        VOTE + "/close",
        close_vote,
        "Take no more ballots and count them",
        gives=VoteWritten,
    ),
    Endpoint("POST", VOTE + "/publish", publish_vote, "Tell the result", gives=VoteWritten),
    Endpoint(
        "POST",
        VOTE + "/withdraw",
        withdraw_vote,
        "Take a question back before its ballots are counted",
        takes=Withdrawal,
        gives=VoteWritten,
    ),
    Endpoint(
        "POST",
        VOTE + "/ballot",
        post_ballot,
        "Give the vote of a delegation; it is not changed afterwards",
        takes=BallotWish,
        gives=BallotShown,
        status=201,
        keeps_body=False,
    ),
    Endpoint(
        "GET", VOTE + "/ballot", get_ballot, "Whether my delegation may vote", gives=BallotShown
    ),
    Endpoint(
        "GET",
        VOTE + "/recount",
        get_recount,
        "The ballots counted again beside what was told",
        gives=Recount,
    ),
]
