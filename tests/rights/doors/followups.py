"""The doors of follow-ups: what an agency owes, and what it reports."""

from rakor.meetings.rules import Action

from ..world import OWING, Stage, Who
from .ground import BEGUN, Door, Doors, signed_in

A = "/api/v1"
M = "/meetings/{meeting:uuid}"
AM = A + M


def owed_or_seen(who: Who, stage: Stage) -> bool:
    """What an agency owes is known to its people, unless the meeting is confidential."""
    told = who.agency == OWING and who.role is not None and stage is not Stage.CLOSED
    return told or who.sees(stage)


def reports(who: Who, stage: Stage) -> bool:
    """Those who owe report, and those who run the meeting verify."""
    told = who.agency == OWING and who.role is not None and stage is not Stage.CLOSED
    return told or who.acts(Action.RUN, stage)


FOLLOWUPS: Doors = {
    "GET /follow-ups": Door(signed_in),
    "GET /follow-ups/{follow_up:uuid}": Door(owed_or_seen, None, BEGUN),
    "POST /follow-ups/{follow_up:uuid}": Door(reports, {"status": "in_progress"}, BEGUN),
    f"GET {M}/follow-ups": Door(Action.SEE),
    f"GET {A}/follow-ups": Door(signed_in),
    f"GET {A}/follow-ups/{{follow_up:uuid}}": Door(owed_or_seen, None, BEGUN),
    f"POST {A}/follow-ups/{{follow_up:uuid}}/progress": Door(
        reports, {"status": "in_progress"}, BEGUN
    ),
    f"GET {AM}/follow-ups": Door(Action.SEE),
}
