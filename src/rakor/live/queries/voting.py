"""Votes as pages follow them, and what a delegation alone is told of its own."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from rakor.live.models import Ballot, Entitlement, Vote, VoteOption
from rakor.live.queries.moments import moment


def vote_state(vote: Vote, options: list[VoteOption], roll: list[Entitlement]) -> dict[str, Any]:
    """A vote as a page follows it; `roll` and an unpublished `result` are for staff alone."""
    return {
        "id": str(vote.id),
        "number": vote.number,
        "item": str(vote.item_id) if vote.item_id else None,
        "decision": str(vote.decision_id) if vote.decision_id else None,
        "question": vote.question,
        "secret": vote.secret,
        "majority": vote.majority.value,
        "status": vote.state.value,
        "options": [{"key": row.key, "text": row.text} for row in options],
        "entitled": vote.entitled,
        "cast": sum(row.cast for row in roll),
        "opened_at": moment(vote.opened_at),
        "closed_at": moment(vote.closed_at),
        "published_at": moment(vote.published_at),
        "result": vote.result,
        "roll": [
            {
                "agency": str(row.agency_id),
                "name": row.name,
                "short_name": row.short_name,
                "cast": row.cast,
            }
            for row in roll
        ],
        "reason": vote.reason,
        "revision": vote.revision,
    }


async def votes_of(meeting_id: UUID) -> list[dict[str, Any]]:
    """The votes of a meeting in the order of their numbers, in three queries."""
    votes = await Vote.filter(meeting_id=meeting_id).order_by("number")
    keys = [vote.id for vote in votes]
    options: defaultdict[UUID, list[VoteOption]] = defaultdict(list)
    roll: defaultdict[UUID, list[Entitlement]] = defaultdict(list)
    if keys:
        for option in await VoteOption.filter(vote_id__in=keys).order_by("position"):
            options[option.vote_id].append(option)
        for row in await Entitlement.filter(vote_id__in=keys).order_by("name", "agency_id"):
            roll[row.vote_id].append(row)
    return [vote_state(vote, options[vote.id], roll[vote.id]) for vote in votes]


def ballot_state(row: Entitlement, ballot: Ballot | None) -> dict[str, Any]:
    """What a delegation is told of its own vote; of a secret one only that it was given."""
    return {
        "vote": str(row.vote_id),
        "agency": str(row.agency_id),
        "cast": row.cast,
        "choice": ballot.choice if ballot else None,
        "by": row.by_name,
        "at": moment(row.at),
    }


async def ballots_by_agency(meeting_id: UUID) -> dict[UUID, dict[str, Any]]:
    """What each delegation has voted in this meeting, by agency and vote."""
    rows = await Entitlement.filter(vote__meeting_id=meeting_id, cast=True)
    keys = [row.id for row in rows]
    given = await Ballot.filter(entitlement_id__in=keys) if keys else []
    ballots = {ballot.entitlement_id: ballot for ballot in given}
    found: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        found[row.agency_id][str(row.vote_id)] = ballot_state(row, ballots.get(row.id))
    return found
