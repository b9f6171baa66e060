"""The doors of holidays: read by all, kept as reference data; and of the checks of a meeting."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from .ground import Door, Doors, anybody, signed_in

A = "/api/v1"
H = "/directory/holidays"
ONE = "/{id:uuid}"
KEY = {"id": "holiday"}
NEW = {"day": "2031-05-05", "name": "Hari libur baru", "kind": "national"}

HOLIDAYS: Doors = {
    f"GET {H}": Door(signed_in),
    f"GET {H}.ics": Door(anybody),
    f"GET {H}/new": Door(Right.KEEP_REFERENCE),
    f"POST {H}/new": Door(Right.KEEP_REFERENCE, NEW),
    f"GET {H}{ONE}/edit": Door(Right.KEEP_REFERENCE, keys=KEY),
    f"POST {H}{ONE}/edit": Door(Right.KEEP_REFERENCE, {"name": "Lain"}, keys=KEY),
    f"POST {H}{ONE}/remove": Door(Right.KEEP_REFERENCE, {}, keys=KEY),
    f"GET {A}/holidays": Door(signed_in),
    f"GET {A}/holidays/working-day": Door(signed_in, query="from=2026-12-18&days=7"),
    f"POST {A}/holidays": Door(Right.KEEP_REFERENCE, NEW),
    f"GET {A}/holidays{ONE}": Door(signed_in, keys=KEY),
    f"PATCH {A}/holidays{ONE}": Door(Right.KEEP_REFERENCE, {"name": "Lain"}, keys=KEY),
    "GET /meetings/manners": Door(Right.MAKE_MEETINGS),
    f"GET {A}/meetings/{{meeting:uuid}}/checks": Door(Action.PLAN),
    f"DELETE {A}/holidays{ONE}": Door(Right.KEEP_REFERENCE, keys=KEY),
}
