"""The doors of scheduling: who plans a meeting looks for its time, who invites to it asks."""

from rakor.meetings.rules import Action

from ..world import Stage
from .feeds import keeps_our_calendar, whose_calendar_it_is
from .ground import Door, Doors, anybody, signed_in

TIMES = "/meetings/{meeting:uuid}/times"
SINCE = "since=2030-03-05&days=1"
TAKEN = {
    "starts_at": "2030-03-05T09:00:00+07:00",
    "ends_at": "2030-03-05T11:00:00+07:00",
    "revision": 1,
}
POLL = "/meetings/{meeting:uuid}/poll"
ONE = POLL + "/{poll:uuid}"
OPTION = ONE + "/options/{option:uuid}"
MADE = f"/api/v1{POLL}"
CHOSEN = f"{MADE}/options/{{option:uuid}}"
TIME = {"day": "2030-03-07", "clock": "09:00", "minutes": "120", "timezone": "Asia/Jakarta"}
DEADLINE = "2030-03-01"
ASKED = {"options": [TIME], "deadline": f"{DEADLINE}T00:00:00+07:00"}
SEEN = {"revision": "1"}
# Only a draft is asked about, and by the link of the seat that is asked.
DRAFT = frozenset({Stage.DRAFT})
LINK = {"token": "poll_token"}
# A calendar that cannot be read is refused whoever brings it, after their right to.
CALENDAR = {"url": "https://localhost/kalender.ics"}
AGENDA, OUR_OFFICE = "/directory/offices/{office:uuid}/calendars", {"office": "our_office"}
SOURCE = "/calendar-sources/{source:uuid}"
OWN_SOURCE, OUR_SOURCE = {"source": "own_source"}, {"source": "our_source"}
SOURCE_ACTS = (
    Door(whose_calendar_it_is, {}, keys=OWN_SOURCE),
    Door(keeps_our_calendar, {}, keys=OUR_SOURCE),
)


def invites(body: object = None) -> Door:
    """A door for those who invite to the draft."""
    return Door(Action.INVITE, body, stages=DRAFT)


SCHEDULING: Doors = {
    f"GET {TIMES}": Door(Action.PLAN),
    f"POST {TIMES}": Door(Action.PLAN, TAKEN),
    f"GET /api/v1{TIMES}": Door(Action.PLAN, query=SINCE),
    f"GET {POLL}": invites(),
    f"POST {POLL}": invites({"timezone": "Asia/Jakarta", "minutes": "120", "deadline": DEADLINE}),
    f"POST {ONE}/change": invites({**SEEN, "deadline": DEADLINE}),
    f"POST {ONE}/options": invites(TIME),
    f"POST {OPTION}": invites({**TIME, **SEEN}),
    f"POST {OPTION}/remove": invites({}),
    f"POST {OPTION}/settle": invites(SEEN),
    **{f"POST {ONE}/{step}": invites({}) for step in ("remind", "close", "drop")},
    f"GET {MADE}": invites(),
    f"POST {MADE}": invites(ASKED),
    f"PATCH {MADE}": invites({"note": "Mohon segera"}),
    f"POST {MADE}/options": invites(TIME),
    f"PUT {CHOSEN}": invites(TIME),
    f"DELETE {CHOSEN}": invites(),
    f"POST {MADE}/settle": invites({"option": "{option}"}),
    **{f"POST {MADE}/{step}": invites({}) for step in ("remind", "close", "drop")},
    "GET /r/{token}/times": Door(anybody, stages=DRAFT, keys=LINK),
    "POST /r/{token}/times": Door(anybody, {}, stages=DRAFT, keys=LINK),
    "GET /settings/calendars/busy": Door(signed_in),
    "POST /settings/calendars/busy": Door(signed_in, CALENDAR),
    f"GET {AGENDA}": Door(keeps_our_calendar, keys=OUR_OFFICE),
    f"POST {AGENDA}": Door(keeps_our_calendar, CALENDAR, keys=OUR_OFFICE),
    **{f"POST {SOURCE}/{act}": SOURCE_ACTS for act in ("read", "remove")},
}
