"""The doors of meetings: lists, plans, parts, states, agenda."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from .ground import Door, Doors, signed_in

A = "/api/v1"
M = "/meetings/{meeting:uuid}"
AM = A + M
NEW_MEETING = {
    "title": "Baru",
    "starts_at": "2030-03-01T09:00:00+07:00",
    "ends_at": "2030-03-01T12:00:00+07:00",
    "organizer": "{agency_code}",
}
TIMES = {"starts_at": "2030-03-02T09:00:00+07:00", "ends_at": "2030-03-02T12:00:00+07:00"}
MOVE = {
    "starts_at": "2030-03-02T09:00",
    "ends_at": "2030-03-02T12:00",
    "zone": "Asia/Jakarta",
    "revision": "1",
}

MEETINGS: Doors = {
    "GET /meetings": Door(signed_in),
    "GET /calendar": Door(signed_in),
    "GET /calendar/rooms": Door(signed_in),
    "GET /meetings/new": Door(Right.MAKE_MEETINGS),
    "POST /meetings/new": Door(Right.MAKE_MEETINGS, NEW_MEETING),
    "GET /rights": Door(Right.SEE_RIGHTS),
    f"GET {M}": Door(Action.SEE),
    f"GET {M}/edit": Door(Action.PLAN),
    f"POST {M}/edit": Door(Action.PLAN, {"title": "Lain"}),
    f"GET {M}/move": Door(Action.PLAN),
    f"GET {M}/move/effect": Door(Action.PLAN),
    f"POST {M}/move": Door(Action.PLAN, MOVE),
    f"GET {M}/parts": Door(Action.PLAN),
    f"POST {M}/parts": Door(Action.PLAN, {"person": "{user}", "part": "moderator"}),
    f"POST {M}/parts/{{part:uuid}}/release": Door(Action.PLAN, {}),
    **{
        f"GET {M}/{step}": Door(Action.SEE)
        for step in ("publish", "cancel", "postpone", "open", "close")
    },
    **{f"POST {M}/{step}": Door(Action.PLAN, {}) for step in ("publish", "cancel", "postpone")},
    **{f"POST {M}/{step}": Door(Action.RUN, {}) for step in ("open", "close")},
    f"GET {M}/agenda": Door(Action.SEE),
    f"POST {M}/agenda": Door(Action.PLAN, {"title": "Baru"}),
    f"GET {M}/agenda/{{item:uuid}}": Door(Action.PLAN),
    f"POST {M}/agenda/{{item:uuid}}": Door(Action.PLAN, {"title": "Lain"}),
    f"POST {M}/agenda/{{item:uuid}}/move": Door(Action.PLAN, {"way": "up"}),
    f"POST {M}/agenda/{{item:uuid}}/remove": Door(Action.PLAN, {}),
    **{
        f"POST {M}/agenda/{{item:uuid}}/{step}": Door(Action.RUN, {})
        for step in ("start", "finish", "skip")
    },
    f"GET {A}/meetings": Door(signed_in),
    f"POST {A}/meetings": Door(Right.MAKE_MEETINGS, NEW_MEETING),
    f"GET {AM}": Door(Action.SEE),
    f"PATCH {AM}": Door(Action.PLAN, {"title": "Lain"}),
    f"POST {AM}/reschedule": Door(Action.PLAN, TIMES),
    **{f"POST {AM}/{step}": Door(Action.PLAN, {}) for step in ("publish", "cancel", "postpone")},
    **{f"POST {AM}/{step}": Door(Action.RUN, {}) for step in ("open", "close")},
    f"GET {AM}/agenda": Door(Action.SEE),
    f"POST {AM}/agenda": Door(Action.PLAN, {"title": "Baru"}),
    f"PATCH {AM}/agenda/{{item:uuid}}": Door(Action.PLAN, {"title": "Lain"}),
    f"DELETE {AM}/agenda/{{item:uuid}}": Door(Action.PLAN),
    f"POST {AM}/agenda/order": Door(Action.PLAN, {"items": []}),
    **{
        f"POST {AM}/agenda/{{item:uuid}}/{step}": Door(Action.RUN, {})
        for step in ("start", "finish", "skip")
    },
    f"GET {AM}/parts": Door(Action.SEE),
    f"POST {AM}/parts": Door(Action.PLAN, {"person": "{user}", "part": "moderator"}),
    f"DELETE {AM}/parts/{{part:uuid}}": Door(Action.PLAN),
}
