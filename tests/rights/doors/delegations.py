"""The doors of deputies: who names them, decides about them, and reads their letters."""

from rakor.meetings.rules import Action

from .board import LOOP, ONCE, prepares
from .ground import BEGUN, Door, Doors, anybody

A = "/api/v1"
ONE, STEP = f"{A}/invitations/{{invitation:uuid}}", f"{A}/delegations/{{step:uuid}}"
# The seat of a deputy who waits, by its own link.
GIVER = {"token": "giver_token", "step": "loop_step", "invitation": "loop_giver"}
PDF = b"%PDF-1.7 surat tugas"

DELEGATIONS: Doors = {
    "GET /r/{token}/letter": Door(anybody, stages=BEGUN),
    "POST /r/{token}/letter": Door(anybody, {}, ONCE, GIVER, file=PDF),
    "GET /r/{token}/letter/{step:uuid}": Door(anybody, None, ONCE, GIVER),
    "GET /r/{token}/days": Door(anybody, stages=BEGUN),
    "POST /r/{token}/days": Door(anybody, {}, BEGUN),
    "POST /r/{token}/recall/{step:uuid}": Door(anybody, {}, ONCE, GIVER),
    f"POST {ONE}/delegate": Door(Action.INVITE, {"email": "wakil@example.go.id"}, BEGUN),
    f"POST {ONE}/delegate/letter": Door(prepares, {}, ONCE, GIVER, file=PDF),
    f"GET {STEP}/letter": Door(prepares, None, ONCE, LOOP),
    f"POST {STEP}/accept": Door(prepares, {}, ONCE, LOOP),
    f"POST {STEP}/reject": Door(prepares, {"reason": "Tanpa surat"}, ONCE, LOOP),
    f"POST {STEP}/revoke": Door(prepares, {}, ONCE, LOOP),
    f"GET {A}/meetings/{{meeting:uuid}}/delegations": Door(Action.INVITE),
}
