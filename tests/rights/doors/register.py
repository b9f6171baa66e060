"""The doors of the register of decisions: what was decided, across meetings."""

from ..world import OWING, Stage, Who
from .ground import BEGUN, Door, Doors, signed_in

A = "/api/v1"


def owed_or_seen(who: Who, stage: Stage) -> bool:
    """A decision is known where its meeting is, and to the agency that owes it."""
    told = who.agency == OWING and who.role is not None and stage is not Stage.CLOSED
    return told or who.sees(stage)


REGISTER: Doors = {
    "GET /decisions": Door(signed_in),
    "GET /decisions/{decision:uuid}": Door(owed_or_seen, None, BEGUN),
    f"GET {A}/decisions": Door(signed_in),
    f"GET {A}/decisions.csv": Door(signed_in),
    f"GET {A}/decisions.xlsx": Door(signed_in),
    f"GET {A}/decisions.json": Door(signed_in),
    f"GET {A}/decisions/{{decision_id:uuid}}": Door(owed_or_seen, None, BEGUN),
}
