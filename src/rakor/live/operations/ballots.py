"""Casting a ballot: one for each delegation, by somebody of it who is here."""

from typing import Any
from uuid import UUID

from rakor import journal
from rakor.accounts.models import User
from rakor.database import add_row, change_where, lock_row, rows_where
from rakor.errors import Conflict, Forbidden, Invalid
from rakor.journal import Audience, Record
from rakor.live.models import Ballot, Entitlement, Vote
from rakor.live.queries.voting import ballot_state, find_vote, is_hidden, options_of, seat_of
from rakor.live.rules import VoteState
from rakor.live.rules.voting import VOTE_STATES, check_may_vote
from rakor.meetings.models import Meeting
from rakor.meetings.queries import find, parts_of
from rakor.meetings.rules import Action, may
from rakor.words import _


async def cast_ballot(
    meeting_id: UUID, vote_id: UUID, choice: str, *, by: User, agency: UUID | None = None
) -> dict[str, Any]:
    """Give the vote of one's delegation; it cannot be changed. Gives what the delegation is told.

    Staff who name an `agency` write down its show of hands, in an open vote only. Refuses whoever
    is not here for an entitled delegation (Forbidden), a second ballot, also of two who press at
    once, and a vote that is not open (Conflict), and answers that were not put (Invalid).

    Of a secret vote neither this entry nor any row says who gave which answer.
    """
    async with journal.transaction() as record:
        # Whoever closes the vote waits for this ballot, or this ballot finds it closed.
        await lock_row(Vote, vote_id)
        meeting = await find(meeting_id, to=by, related=())
        vote = await find_vote(meeting, vote_id, by=by)
        check_may_vote(meeting.state)
        _check_open(vote)
        if choice not in [row.key for row in await options_of(vote)]:
            raise Invalid.field("choice", _("Pilihan ini tidak ada."))
        delegation = await _delegation(meeting, vote, agency, by)
        row = await _mark(vote, delegation, record, by)
        whose = None if vote.secret else row.id
        ballot = Ballot(vote_id=vote.id, entitlement_id=whose, choice=choice)
        await add_row(ballot)
        told = ballot_state(row, None if vote.secret else ballot)
        await record.entry(
            meeting_id,
            "ballot.counted",
            by=None if vote.secret else by,
            audience=Audience.RECORD if is_hidden(vote) else Audience.AGENCY,
            subject=delegation,
            ballot=told,
        )
    return told


def _check_open(vote: Vote) -> None:
    if vote.state is VoteState.PREPARED:
        raise Conflict(_("Pemungutan suara ini belum dibuka."), state=vote.state.value)
    if vote.state is not VoteState.OPEN:
        raise Conflict(
            _("Pemungutan suara ini sudah {state}.").format(state=_(VOTE_STATES[vote.state])),
            state=vote.state.value,
        )


async def _delegation(meeting: Meeting, vote: Vote, agency: UUID | None, by: User) -> UUID:
    """For which agency somebody votes: the one they are here for, or, by staff, the one named."""
    own = await seat_of(meeting.id, by.id)
    if agency is None or agency == own:
        if own is None:
            raise Forbidden(
                _("Suara diberikan oleh anggota delegasi yang tercatat hadir dalam rapat ini.")
            )
        return own
    if not may(Action.RUN, await parts_of(by, meeting)):
        raise Forbidden(_("Anda hanya dapat memberikan suara untuk delegasi Anda sendiri."))
    if vote.secret:
        raise Forbidden(_("Dalam pemungutan rahasia setiap delegasi memberikan suaranya sendiri."))
    return agency


async def _mark(vote: Vote, agency: UUID, record: Record, by: User) -> Entitlement:
    """Mark on the roll that a delegation has voted; of two who come at once one is refused."""
    said = {} if vote.secret else {"by_name": by.full_name, "at": record.at}
    place = {"vote_id": vote.id, "agency_id": agency}
    marked = await change_where(Entitlement, {**place, "cast": False}, {"cast": True, **said})
    if marked:
        return marked[0]
    found = await rows_where(Entitlement, place)
    if not found:
        raise Forbidden(_("Delegasi ini tidak termasuk yang berhak dalam pemungutan suara ini."))
    raise Conflict(_("Suara delegasi {name} sudah tercatat.").format(name=found[0].name))
