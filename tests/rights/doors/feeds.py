"""The doors of calendars to subscribe to, and of reminders."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from ..world import OURS, Stage, Who
from .ground import Door, Doors, admins, anybody, signed_in

A = "/api/v1"
M = "/meetings/{meeting:uuid}"
R = f"{M}/invitations/reminders"
USUAL = {"answer": "2880", "meeting": "1440"}
PLAN = {"reminders": [{"kind": "answer", "minutes_before": 2880}]}
OUR_FEED, OWN_FEED = {"feed": "our_feed"}, {"feed": "own_feed"}


def keeps_our_calendar(who: Who, _stage: Stage) -> bool:
    """The calendar of an agency is its own keepers' to give out and to close, and an admin's."""
    ours = who.agency == OURS and who.may(Right.KEEP_DIRECTORY)
    return ours or admins(who, _stage)


def whose_calendar_it_is(who: Who, _stage: Stage) -> bool:
    """A person's own calendar is nobody else's, not even an admin's."""
    return who.name == "participant"


FEEDS: Doors = {
    "GET /feeds/{token}.ics": Door(anybody, keys={"token": "feed_token"}),
    "GET /settings/calendars": Door(signed_in),
    "POST /settings/calendars": (
        Door(signed_in, {}),
        Door(keeps_our_calendar, {"agency": "BPSDM"}),
    ),
    f"GET {A}/feeds": Door(signed_in),
    f"POST {A}/feeds": (Door(signed_in, {}), Door(keeps_our_calendar, {"agency": "BPSDM"})),
    **{
        f"POST {place}/{{feed:uuid}}/{act}": (
            Door(keeps_our_calendar, {}, keys=OUR_FEED),
            Door(whose_calendar_it_is, {}, keys=OWN_FEED),
        )
        for place in ("/settings/calendars", f"{A}/feeds")
        for act in ("renew", "revoke")
    },
    f"GET {R}": Door(Action.INVITE),
    f"POST {R}": Door(Action.INVITE, USUAL),
    f"GET {R}/send": Door(Action.INVITE),
    f"POST {R}/send": Door(Action.INVITE, {"kind": "answer"}),
    f"GET {A}{M}/reminders": Door(Action.INVITE),
    f"PUT {A}{M}/reminders": Door(Action.INVITE, PLAN),
    f"POST {A}{M}/reminders/send": Door(Action.INVITE, {"kind": "answer"}),
}
