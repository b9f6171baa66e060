"""The doors of the leader's day: everybody sees their own, a secretariat those of its agency."""

from rakor.accounts.rules import Role
from rakor.meetings.rules import STANDING

from ..world import OURS, Stage, Who
from .ground import Door, Doors, signed_in

OFFICE = "office={leader_office}&date={leader_day}"
ONE = "/calendar/leader/{seat:uuid}"
SEAT, GIVEN = {"seat": "leader_seat"}, {"seat": "leader_given"}


def keeps_our_days(who: Who, _stage: Stage) -> bool:
    """The day of our head is for those who prepare our meetings, and for admins."""
    return who.role is Role.ADMIN or (who.role in STANDING and who.agency == OURS)


LEADERS: Doors = {
    "GET /calendar/leader": (Door(signed_in), Door(keeps_our_days, query=OFFICE)),
    **{f"GET {ONE}/{verb}": Door(signed_in, keys=SEAT) for verb in ("answer", "send", "recall")},
    f"POST {ONE}/answer": Door(keeps_our_days, {"status": "room"}, keys=SEAT, query=OFFICE),
    f"POST {ONE}/send": Door(
        keeps_our_days, {"deputy": "{leader_deputy}"}, keys=SEAT, query=OFFICE
    ),
    f"POST {ONE}/recall": Door(keeps_our_days, {"step": "{leader_step}"}, keys=GIVEN, query=OFFICE),
}
