"""The doors of acts on several seats at once, of deputies to decide on, and of drafts to read."""

from rakor.meetings.rules import Action
from rakor.meetings.rules import may as may_in_meeting

from ..world import Stage, Who
from .ground import Door, Doors

M = "/meetings/{meeting:uuid}"
ONCE = frozenset({Stage.HELD})
LOOP = {"meeting": "loop", "invitation": "loop_seat", "step": "loop_step"}


def prepares(who: Who, stage: Stage) -> bool:
    """Those who prepare every meeting of ours by their account, without being named in it."""
    by_account = Who(who.name, who.role, who.agency)
    return may_in_meeting(Action.INVITE, by_account.parts(stage))


BOARD: Doors = {
    f"POST {M}/invitations/picked/send": Door(Action.INVITE, {"note": "Mohon hadir."}),
    f"POST {M}/invitations/picked/withdraw": Door(Action.INVITE, {}),
    f"GET {M}/notices": Door(Action.INVITE),
    f"POST {M}/notices": Door(Action.INVITE, {"do": "drop"}),
    f"GET {M}/notices/{{invitation:uuid}}": Door(prepares, None, ONCE, LOOP),
    "POST /delegations/{step:uuid}/accept": Door(prepares, {}, ONCE, LOOP),
    "POST /delegations/{step:uuid}/reject": Door(prepares, {"reason": "Tanpa surat"}, ONCE, LOOP),
    "POST /delegations/{step:uuid}/revoke": Door(prepares, {}, ONCE, LOOP),
}
