"""The doors of the speakers' list. One's own request is shown in tests/live/test_speaking.py."""

from rakor.live.rules import may_ask
from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import RUNNING, Door, Doors

MM = "/api/v1/meetings/{meeting_id:uuid}"
TURN = MM + "/turns/{turn_id:uuid}"
PAGE = "/meetings/{meeting_id:uuid}/live/turns"
PLAN = {"turn_seconds": 300, "agency_seconds": 0, "takes_requests": True}


def has_a_voice(who: Who, stage: Stage) -> bool:
    """Whoever takes part, rather than watches, accompanies or serves."""
    return who.sees(stage) and may_ask(who.parts(stage))


SPEAKERS: Doors = {
    f"POST {MM}/turns": (
        Door(has_a_voice, {"category": "question"}, RUNNING),
        Door(Action.RUN, {"name": "Orang lain"}, RUNNING),
    ),
    f"GET {MM}/turns": Door(Action.SEE),
    f"GET {MM}/turns/speakers": Door(Action.RUN),
    f"POST {MM}/turns/order": Door(Action.RUN, {"turns": ["{turn_id}"]}),
    **{
        f"POST {TURN}/{verb}": Door(Action.RUN, {}, RUNNING)
        for verb in ("start", "pause", "resume", "extend", "finish", "withdraw")
    },
    f"POST {TURN}/refuse": Door(Action.RUN, {"reason": "Nanti"}, RUNNING),
    f"PUT {MM}/speaking": Door(Action.RUN, PLAN),
    f"POST {PAGE}": Door(has_a_voice, {"category": "question"}, RUNNING),
    f"POST {PAGE}/{{turn_id:uuid}}/withdraw": Door(Action.RUN, {}, RUNNING),
}
