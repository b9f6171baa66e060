"""Votes as pages follow them, and what a delegation alone is told of its own."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from tortoise import connections
from tortoise.expressions import Q

from rakor.accounts.models import User
from rakor.attendance.models import Head
from rakor.attendance.rules import Tally
from rakor.database import at_once, row_where, rows_where
from rakor.database.statements import Values
from rakor.errors import NotFound
from rakor.journal import Entry
from rakor.live.models import Ballot, Entitlement, Vote, VoteOption
from rakor.live.queries.moments import moment
from rakor.live.rules import STAFF_VIEWS, View, VoteState, shown_vote, view_for
from rakor.live.rules.voting import Present, is_told, may_cast, result_of, tally
from rakor.meetings.models import AgendaItem, Meeting
from rakor.meetings.queries import find, find_for, may_do, parts_of
from rakor.meetings.rules import Action, Part
from rakor.words import _

TOLD = ("vote.opened", "vote.tallied")


# Of a delegation that may vote: its agency, with both names, and whether it has.
Roll = list[dict[str, Any]]


def vote_state(vote: Vote, options: Sequence[VoteOption], roll: Roll) -> dict[str, Any]:
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
        "cast": sum(row["cast"] for row in roll),
        "opened_at": moment(vote.opened_at),
        "closed_at": moment(vote.closed_at),
        "published_at": moment(vote.published_at),
        "result": vote.result,
        "roll": roll,
        "reason": vote.reason,
        "revision": vote.revision,
    }


async def options_of(vote: Vote) -> list[VoteOption]:
    """The answers of a vote in their order."""
    return await rows_where(VoteOption, {"vote_id": vote.id}, order="position")


async def roll_of(vote: Vote) -> Roll:
    """Who is entitled, by name; not in the order in which they voted."""
    return (await _rolls([vote.id]))[vote.id]


async def _rolls(votes: Sequence[UUID]) -> defaultdict[UUID, Roll]:
    """The rolls of several votes; read as they are told, for a thousand delegations are many."""
    found: defaultdict[UUID, Roll] = defaultdict(list)
    if not votes:
        return found
    connection = connections.get("default")
    values = Values(connection)
    _count, rows = await connection.execute_query(
        'SELECT vote_id, agency_id, name, short_name, "cast" FROM entitlement '  # noqa: S608 - a placeholder only
        f"WHERE vote_id {values.among(votes)} ORDER BY name, agency_id",
        values.all,
    )
    for vote, agency, name, short_name, cast in rows:
        row = {"agency": str(agency), "name": name, "short_name": short_name, "cast": bool(cast)}
        found[UUID(str(vote))].append(row)
    return found


async def state_of(vote: Vote) -> dict[str, Any]:
    """A vote as its rows say it now."""
    return vote_state(vote, await options_of(vote), await roll_of(vote))


async def last_told(meeting_id: UUID) -> Entry | None:
    """The entry that last told how far the open vote of a meeting is; one is open at a time."""
    found = Entry.filter(stream=meeting_id, kind__in=TOLD)
    return await found.order_by("-seq").first()


async def votes_of(meeting_id: UUID, *, view: View = View.CHAIR) -> list[dict[str, Any]]:
    """The votes of a meeting that a view knows of, in the order of their numbers.

    An open one as it was last told, so that it is what replaying the entries gives: ballots that
    came since are told with the next count.
    """
    votes = await Vote.filter(meeting_id=meeting_id).order_by("number")
    keys = [vote.id for vote in votes]
    options: defaultdict[UUID, list[VoteOption]] = defaultdict(list)
    roll = await _rolls(keys)
    if keys:
        for option in await VoteOption.filter(vote_id__in=keys).order_by("position"):
            options[option.vote_id].append(option)
    states = [vote_state(vote, options[vote.id], roll[vote.id]) for vote in votes]
    if any(vote.state is VoteState.OPEN for vote in votes):
        told = await last_told(meeting_id)
        last = told.data["vote"] if told else {}
        states = [
            last if row["id"] == last.get("id") and row["status"] == "open" else row
            for row in states
        ]
    return [row for row in states if view in STAFF_VIEWS or is_told(row)]


async def votes_seen(meeting_id: UUID, *, by: User) -> list[dict[str, Any]]:
    """The votes of a meeting that somebody may see, as their view shows them."""
    meeting = await find(meeting_id, to=by)
    view = view_for(await parts_of(by, meeting), None, open_meeting=False)
    hidden = set()
    if view not in STAFF_VIEWS:
        rows = Vote.filter(meeting_id=meeting_id, item__confidential=True)
        hidden = {str(key) for key in await rows.values_list("id", flat=True)}
    votes = await votes_of(meeting_id, view=view)
    return [shown_vote(vote, view) for vote in votes if vote["id"] not in hidden]


async def find_vote(meeting: Meeting, vote_id: UUID, *, by: User) -> Vote:
    """A vote that somebody may know of; NotFound for one of a confidential item, as if unasked."""
    vote = await row_where(Vote, "id", vote_id)
    missing = NotFound(_("Pemungutan suara ini tidak ada."))
    if vote is None or vote.meeting_id != meeting.id:
        raise missing
    item = await row_where(AgendaItem, "id", vote.item_id) if vote.item_id else None
    setattr(vote, "_item", item)  # noqa: B010 - as `select_related` leaves it
    # Most who ask are many delegates at once, about a vote that everybody sees.
    if is_hidden(vote) and not await may_do(Action.SEE_CONFIDENTIAL, meeting, by):
        raise missing
    if vote.opened_at is None and not await may_do(Action.RUN, meeting, by):
        raise missing
    return vote


def is_hidden(vote: Vote) -> bool:
    """Whether it belongs to a confidential item, which only secretariat and chair see."""
    return vote.item is not None and vote.item.confidential


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
    told = Q(vote__item_id=None) | Q(vote__item__confidential=False)
    rows = await Entitlement.filter(told, vote__meeting_id=meeting_id, cast=True)
    keys = [row.id for row in rows]
    given = await Ballot.filter(entitlement_id__in=keys) if keys else []
    ballots = {ballot.entitlement_id: ballot for ballot in given}
    found: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in rows:
        found[row.agency_id][str(row.vote_id)] = ballot_state(row, ballots.get(row.id))
    return found


async def seat_of(meeting_id: UUID, person_id: UUID) -> UUID | None:
    """The agency for which somebody who is here may vote; None for observers, guests and aides."""
    values = Values(connections.get("default"))
    rows = await at_once(
        "SELECT head.agency_id, invitation.part FROM head "  # noqa: S608 - placeholders only
        "LEFT JOIN invitation ON invitation.id = head.invitation_id "
        f"WHERE head.meeting_id = {values.key(meeting_id)} "
        f"AND head.person_id = {values.key(person_id)} AND head.tally = '{Tally.HEAD.value}' "
        "AND head.last_out_at IS NULL AND head.agency_id IS NOT NULL LIMIT 1",
        values.all,
    )
    if not rows or not may_cast(Part(rows[0]["part"]) if rows[0]["part"] else None):
        return None
    return UUID(str(rows[0]["agency_id"]))


async def ballot_seen(meeting_id: UUID, vote_id: UUID, *, by: User) -> dict[str, Any]:
    """Whether the delegation of somebody who is here may vote, and what it has voted."""
    meeting = await find(meeting_id, to=by)
    vote = await find_vote(meeting, vote_id, by=by)
    agency = await seat_of(meeting_id, by.id)
    row = await Entitlement.get_or_none(vote_id=vote.id, agency_id=agency) if agency else None
    if row is None:
        return {"vote": str(vote.id), "entitled": False, "cast": False}
    ballot = await Ballot.get_or_none(entitlement_id=row.id)
    return {**ballot_state(row, ballot), "entitled": True, "name": row.name}


async def here(meeting_id: UUID) -> list[Present]:
    """Those who are in the meeting now, by agency and by the part they were asked to come in."""
    rows = Head.counted(meeting_id=meeting_id, last_out_at=None).exclude(agency_id=None)
    return [
        Present(head.agency_id, head.invitation.part if head.invitation else None)
        for head in await rows.select_related("invitation")
    ]


async def counted(vote: Vote, options: Collection[VoteOption]) -> dict[str, int]:
    """The ballots of a vote, counted from their rows."""
    values = Values(connections.get("default"))
    rows = await at_once(
        f"SELECT choice, COUNT(*) AS n FROM ballot WHERE vote_id = {values.key(vote.id)} "  # noqa: S608 - a placeholder only
        "GROUP BY choice",
        values.all,
    )
    found = Counter({str(row["choice"]): int(row["n"]) for row in rows})
    return tally([row.key for row in options], found.elements())


async def recount(meeting_id: UUID, vote_id: UUID, *, by: User) -> dict[str, Any]:
    """Count the ballots of a vote that is closed once more, and compare with what was told.

    An open vote also says who voted what; of a secret one nothing leads from ballot to delegation.
    """
    meeting = await find_for(Action.RUN, meeting_id, by=by)
    vote = await find_vote(meeting, vote_id, by=by)
    if vote.result is None:
        raise NotFound(_("Pemungutan suara ini belum dihitung."))
    found = result_of(await counted(vote, await options_of(vote)), vote.entitled, vote.majority)
    rows = Ballot.filter(vote_id=vote.id).exclude(entitlement_id=None)
    given = [] if vote.secret else await rows.select_related("entitlement")
    roll = [
        {"agency": str(row.agency_id), "name": row.name, "choice": ballot.choice}
        for ballot in given
        if (row := ballot.entitlement) is not None
    ]
    return {
        "vote": str(vote.id),
        "result": found,
        "told": vote.result,
        "agrees": found == vote.result,
        "ballots": sorted(roll, key=lambda row: row["name"].casefold()),
    }
