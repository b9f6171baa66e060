"""The doors of a session behind a personal link: whoever holds it, while the meeting is known.

What a guest may and may not do behind them is shown in tests/live/test_guests.py.
"""

from ..world import Stage, Who
from .ground import BEGUN, Door, Doors, anybody

LIVE = "/r/{token}/live"


def only_whoever_asked(_who: Who, _stage: Stage) -> bool:
    """The person whose request it is, which this holder of a link is not."""
    return False


GUESTS: Doors = {
    f"GET {LIVE}": Door(anybody, stages=BEGUN),
    f"GET {LIVE}/entries": Door(anybody, stages=BEGUN),
    f"POST {LIVE}/ticket": Door(anybody, {}, BEGUN),
    f"POST {LIVE}/turns": Door(anybody, {"category": "question"}, BEGUN),
    f"POST {LIVE}/turns/{{turn_id:uuid}}/withdraw": Door(only_whoever_asked, {}, BEGUN),
    f"POST {LIVE}/votes/{{vote_id:uuid}}/ballot": Door(anybody, {"choice": "other"}, BEGUN),
    f"GET {LIVE}/votes/{{vote_id:uuid}}/ballot": Door(anybody, stages=BEGUN),
    f"GET {LIVE}/materials/{{material:uuid}}/versions/{{version:int}}/file": Door(
        anybody, stages=BEGUN
    ),
}
