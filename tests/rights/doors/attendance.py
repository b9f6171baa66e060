"""The doors of attendance: the desk, the figures, the files."""

from typing import Any

from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import Door, Doors, Need, anybody

M = "/meetings/{id:uuid}"
AM = "/api/v1" + M
GUESS = {"id": "meeting", "proof": "item"}


def names_of_those_present(who: Who, stage: Stage) -> bool:
    """Who came, by name: those who check in and those who run the meeting."""
    return who.acts(Action.CHECK_IN, stage) or who.acts(Action.RUN, stage)


def nobody_by_guessing(_who: Who, _stage: Stage) -> bool:
    """Only the screen in the room tells the code; another one opens nothing to anybody."""
    return False


def _of(need: Need, body: Any = None) -> Door:
    return Door(need, body, keys={"id": "meeting"})


ATTENDANCE: Doors = {
    f"GET {M}/attendance": _of(Action.SEE),
    f"GET {M}/attendance/desk": _of(Action.CHECK_IN),
    f"POST {M}/attendance/desk": _of(Action.CHECK_IN, {"text": "TIDAKADA", "nonce": "satu"}),
    f"GET {M}/attendance/figures": _of(Action.SEE),
    "GET /door": Door(anybody),
    "GET /door/{id:uuid}": Door(anybody, keys={"id": "meeting"}),
    "GET /door/worker.js": Door(anybody),
    "GET /door/manifest.webmanifest": Door(anybody),
    f"GET {M}/attendance/screen.svg": _of(names_of_those_present),
    "GET /arrive/{id:uuid}/{proof}": Door(nobody_by_guessing, keys=GUESS),
    "POST /arrive/{id:uuid}/{proof}": Door(nobody_by_guessing, {"code": "ABC"}, keys=GUESS),
    f"POST {AM}/check-ins": _of(Action.CHECK_IN, {"code": "TIDAKADA", "nonce": "satu"}),
    f"GET {AM}/attendance": _of(Action.SEE),
    f"GET {AM}/attendance.csv": _of(names_of_those_present),
    f"GET {AM}/attendance.xlsx": _of(names_of_those_present),
}
