"""The doors of votes. A delegation's own vote is shown in tests/live/test_votes.py."""

from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import RUNNING, Door, Doors

VOTES = "/api/v1/meetings/{meeting_id:uuid}/votes"
VOTE = VOTES + "/{vote_id:uuid}"
HANDS = {"choice": "yes", "agency": "{voting_agency}"}


def nobody_of_these(_who: Who, _stage: Stage) -> bool:
    """Whoever is recorded as present for an entitled delegation, which none of these is."""
    return False


DOORS_OF_VOTES: Doors = {
    f"POST {VOTES}": Door(Action.RUN, {"question": "Setuju?"}),
    f"GET {VOTES}": Door(Action.SEE),
    f"PATCH {VOTE}": Door(Action.RUN, {"question": "Setuju?"}),
    f"POST {VOTE}/open": Door(Action.RUN, {}),
    f"POST {VOTE}/close": Door(Action.RUN, {}),
    f"POST {VOTE}/publish": Door(Action.RUN, {}),
    f"POST {VOTE}/withdraw": Door(Action.RUN, {"reason": "Keliru"}),
    f"POST {VOTE}/ballot": Door(Action.RUN, HANDS, RUNNING),
    f"GET {VOTE}/ballot": Door(Action.SEE),
    f"GET {VOTE}/recount": Door(Action.RUN),
    "POST /meetings/{meeting_id:uuid}/live/votes/{vote_id:uuid}/ballot": Door(
        nobody_of_these, {"choice": "yes"}, RUNNING
    ),
}
