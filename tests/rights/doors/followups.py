"""The doors of follow-ups: what an agency owes, and what it reports."""

from rakor.meetings.rules import Action

from ..world import OWING, Stage, Who
from .ground import BEGUN, Door, Doors, anybody, signed_in

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


def told_in_public(_who: Who, stage: Stage) -> bool:
    """Whoever holds the link of an agency, unless only those named may know of the meeting."""
    return stage is not Stage.CLOSED


TOLD = {"to": [{"agency": OWING, "email": "sekretariat@bkn.example.go.id"}]}
# Without a reason, so that whoever may do it does not.
REASSIGNED = {"owner": "LAN"}
LINK = {"link": "follow_up_link", "token": "follow_up_token", "file": "evidence"}
PLAN = {"tells": True, "reminds": True, "days_before": 5, "days_above": 10}
AGENCIES = f"{M}/follow-ups/agencies"

FOLLOWUPS: Doors = {
    "GET /follow-ups/calendar": Door(signed_in),
    "POST /follow-ups/calendar": Door(signed_in, {}),
    "POST /follow-ups/calendar/renew": Door(signed_in, {}),
    "POST /follow-ups/calendar/revoke": Door(signed_in, {}),
    "GET /feeds/{token}/tasks.ics": Door(anybody, keys={"token": "task_token"}),
    f"GET {A}/feeds/tasks": Door(signed_in),
    f"POST {A}/feeds/tasks": Door(signed_in, {}),
    f"POST {A}/feeds/tasks/renew": Door(signed_in, {}),
    f"POST {A}/feeds/tasks/revoke": Door(signed_in, {}),
    f"GET {A}/follow-ups/progress": Door(signed_in),
    f"GET {AM}/follow-ups/progress": Door(Action.SEE),
    f"GET {A}/follow-ups.csv": Door(signed_in),
    f"GET {A}/follow-ups.xlsx": Door(signed_in),
    f"GET {AM}/follow-ups.csv": Door(Action.SEE),
    f"GET {AM}/follow-ups.xlsx": Door(Action.SEE),
    f"GET {AM}/follow-ups/changes": Door(Action.SEE),
    f"GET {AGENCIES}": Door(Action.RUN),
    f"POST {AGENCIES}": Door(Action.RUN, {"to.1.agency": OWING, "to.1.tell": "true"}),
    f"GET {AGENCIES}/plan": Door(Action.RUN),
    f"POST {AGENCIES}/plan": Door(Action.RUN, {"days_before": "5", "days_above": "10"}),
    f"GET {AGENCIES}/{{link:uuid}}/revoke": Door(Action.RUN, keys=LINK, stages=BEGUN),
    f"POST {AGENCIES}/{{link:uuid}}/revoke": Door(Action.RUN, {}, BEGUN, LINK),
    f"GET {AM}/follow-ups/links": Door(Action.RUN),
    f"POST {AM}/follow-ups/links": Door(Action.RUN, TOLD),
    f"POST {AM}/follow-ups/links/{{link:uuid}}/revoke": Door(Action.RUN, {}, BEGUN, LINK),
    f"GET {AM}/follow-ups/plan": Door(Action.RUN),
    f"PUT {AM}/follow-ups/plan": Door(Action.RUN, PLAN),
    "GET /t/{token}": Door(told_in_public, None, BEGUN, LINK),
    "GET /t/{token}/{follow_up:uuid}": Door(told_in_public, None, BEGUN, LINK),
    "POST /t/{token}/{follow_up:uuid}": Door(
        told_in_public, {"status": "in_progress"}, BEGUN, LINK, file=b"bukti"
    ),
    "GET /t/{token}/{follow_up:uuid}/evidence/{file:uuid}": Door(told_in_public, None, BEGUN, LINK),
    "GET /follow-ups": Door(signed_in),
    "GET /follow-ups/{follow_up:uuid}/reassign": Door(owed_or_seen, None, BEGUN),
    "POST /follow-ups/{follow_up:uuid}/reassign": Door(Action.RUN, REASSIGNED, BEGUN),
    f"POST {A}/follow-ups/{{follow_up:uuid}}/reassign": Door(Action.RUN, REASSIGNED, BEGUN),
    f"POST {A}/follow-ups/{{follow_up:uuid}}/reports": Door(
        reports, {"status": "in_progress"}, BEGUN, file=b"bukti"
    ),
    f"GET {A}/follow-ups/{{follow_up:uuid}}/evidence/{{file:uuid}}": Door(
        owed_or_seen, None, BEGUN, LINK
    ),
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
