"""The doors of attendance summed up: the list as a document, recaps, and training hours."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from ..world import OURS, Stage, Who
from .attendance import names_of_those_present, nobody_by_guessing
from .ground import Door, Doors, Need, signed_in

M = "/meetings/{id:uuid}"
AM = "/api/v1" + M
CREDIT = "/training-credits/{id:uuid}"
HERE = {"id": "meeting"}


def reads_hours_of_ours(who: Who, _stage: Stage) -> bool:
    """Training hours of our people: those who prepare our meetings, and who watch over all."""
    own = who.agency == OURS and who.may(Right.MAKE_MEETINGS)
    return own or who.may(Right.SEE_EVERY_AGENCY)


def _of(need: Need, body: object = None) -> Door:
    return Door(need, body, keys=HERE)


SUMS: Doors = {
    f"GET {AM}/attendance.pdf": _of(names_of_those_present),
    f"GET {AM}/attendance.docx": _of(names_of_those_present),
    f"GET {M}/attendance/recap": _of(Action.SEE),
    f"GET {AM}/attendance/recap": _of(Action.SEE),
    "GET /attendance/agencies": Door(Right.MAKE_MEETINGS),
    "GET /api/v1/attendance/agencies": Door(Right.MAKE_MEETINGS),
    "GET /api/v1/attendance/agencies.csv": Door(Right.MAKE_MEETINGS),
    "GET /api/v1/attendance/agencies.xlsx": Door(Right.MAKE_MEETINGS),
    f"GET {M}/attendance/credits": _of(Action.PLAN),
    f"POST {M}/attendance/credits": _of(Action.PLAN, {"least_minutes": "0"}),
    f"GET {AM}/credits": _of(Action.PLAN),
    f"POST {AM}/credits": _of(Action.PLAN, {}),
    f"GET {AM}/certificates.pdf": _of(Action.PLAN),
    # No hours bear the key of a meeting; what a certificate opens has tests of its own.
    f"GET {CREDIT}/revoke": _of(nobody_by_guessing),
    f"POST {CREDIT}/revoke": _of(nobody_by_guessing, {"reason": "Salah orang"}),
    f"POST /api/v1{CREDIT}/revoke": _of(nobody_by_guessing, {"reason": "Salah orang"}),
    f"GET /api/v1{CREDIT}.pdf": _of(nobody_by_guessing),
    "GET /training-hours": Door(signed_in),
    "GET /agencies/{id:uuid}/training-hours": Door(reads_hours_of_ours, keys={"id": "our_agency"}),
    "GET /api/v1/people/{id:uuid}/training-hours": Door(
        reads_hours_of_ours, keys={"id": "our_stranger_id"}
    ),
}
