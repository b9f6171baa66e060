"""The doors of a session: screens, notes, decisions, tickets."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from ..world import OURS, Stage, Who
from .ground import BEGUN, RUNNING, Door, Doors

A = "/api/v1"
MM = A + "/meetings/{meeting_id:uuid}"
PHRASE = {"word": "ishoma", "text": "Rapat diskors untuk ishoma."}
DECISION = {"text": "Disepakati.", "owners": ["BKN"]}


def keeps_our_phrases(who: Who, _stage: Stage) -> bool:
    """Those of our agency who prepare its meetings."""
    return who.may(Right.MAKE_MEETINGS) and who.agency == OURS


LIVE: Doors = {
    "GET /meetings/{meeting_id:uuid}/live": Door(Action.SEE),
    "GET /meetings/{meeting_id:uuid}/live/screen": Door(Action.SEE),
    "GET /meetings/{meeting_id:uuid}/live/readers": Door(Action.RUN),
    f"PUT {MM}/agenda/{{item_id:uuid}}/notes": Door(
        Action.RUN, {"body": "Catatan", "base_revision": 0}
    ),
    f"GET {MM}/agenda/{{item_id:uuid}}/notes": Door(Action.SEE),
    f"GET {MM}/agenda/{{item_id:uuid}}/notes/revisions": Door(Action.RUN),
    f"GET {MM}/agenda/{{item_id:uuid}}/notes/revisions/{{revision:int}}": Door(
        Action.RUN, stages=BEGUN, keys={"item_id": "noted"}
    ),
    f"POST {MM}/agenda/{{item_id:uuid}}/notes/revisions/{{revision:int}}/restore": Door(
        Action.RUN, {}, RUNNING, {"item_id": "noted"}
    ),
    f"PUT {MM}/agenda/{{item_id:uuid}}/notes/lease": Door(Action.RUN, {"page": "ini"}),
    f"DELETE {MM}/agenda/{{item_id:uuid}}/notes/lease": Door(Action.RUN, query="page=ini"),
    "GET /settings/phrases": Door(Right.MAKE_MEETINGS),
    "POST /settings/phrases": Door(Right.MAKE_MEETINGS, PHRASE),
    "POST /settings/phrases/{phrase:uuid}": Door(keeps_our_phrases, PHRASE),
    "POST /settings/phrases/{phrase:uuid}/remove": Door(keeps_our_phrases, {}),
    f"GET {A}/phrases": Door(Right.MAKE_MEETINGS),
    f"POST {A}/phrases": Door(Right.MAKE_MEETINGS, PHRASE),
    f"PATCH {A}/phrases/{{phrase:uuid}}": Door(keeps_our_phrases, PHRASE),
    f"DELETE {A}/phrases/{{phrase:uuid}}": Door(keeps_our_phrases, {}),
    f"POST {MM}/decisions": Door(Action.RUN, DECISION),
    f"GET {MM}/decisions": Door(Action.SEE),
    f"PATCH {A}/decisions/{{decision_id:uuid}}": Door(Action.RUN, {"text": "Lain."}, BEGUN),
    f"POST {A}/decisions/{{decision_id:uuid}}/adopt": Door(Action.RUN, {}, BEGUN),
    f"POST {A}/decisions/{{decision_id:uuid}}/strike": Door(
        Action.RUN, {"reason": "Keliru"}, BEGUN
    ),
    f"POST {MM}/pause": Door(Action.RUN, {"until": "2100-01-01T10:00:00+07:00"}),
    f"POST {MM}/resume": Door(Action.RUN, {}),
    f"POST {MM}/live/ticket": Door(Action.SEE, {}),
    f"GET {MM}/entries": Door(Action.SEE),
}
