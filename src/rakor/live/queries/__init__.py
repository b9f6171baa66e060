"""Reading a session: its state as of one number of the journal, and what came after it."""

from rakor.live.queries.decisions import (
    commitments_of,
    decision_state,
    decisions_of,
    decisions_seen,
)
from rakor.live.queries.moments import moment
from rakor.live.queries.notes import item_of, note_seen, note_state, revisions_of
from rakor.live.queries.people import agencies, holder, holder_of, in_the_room, signature
from rakor.live.queries.speaking import plan_of, plan_state, refusal_state, turn_state, turns_of
from rakor.live.queries.state import (
    MOST_MISSED,
    Resumed,
    Snapshot,
    eyes_of,
    follow,
    missed,
    projected,
    snapshot,
    view_of,
)
from rakor.live.queries.voting import ballot_state, vote_state, votes_of

__all__ = [
    "MOST_MISSED",
    "Resumed",
    "Snapshot",
    "agencies",
    "ballot_state",
    "commitments_of",
    "decision_state",
    "decisions_of",
    "decisions_seen",
    "eyes_of",
    "follow",
    "holder",
    "holder_of",
    "in_the_room",
    "item_of",
    "missed",
    "moment",
    "note_seen",
    "note_state",
    "plan_of",
    "plan_state",
    "projected",
    "refusal_state",
    "revisions_of",
    "signature",
    "snapshot",
    "turn_state",
    "turns_of",
    "view_of",
    "vote_state",
    "votes_of",
]
