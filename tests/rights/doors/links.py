"""The doors of video links: who prepares a meeting sees to its link, who may see it enters."""

from rakor.meetings.rules import Action

from .ground import Door, Doors

M = "/meetings/{meeting:uuid}"
TYPED = {"join_url": "https://zoom.example/2"}

LINKS: Doors = {
    f"GET {M}/join": Door(Action.SEE_LINK),
    f"GET {M}/link": Door(Action.PLAN),
    f"POST {M}/link": Door(Action.PLAN, TYPED),
    f"POST {M}/link/retry": Door(Action.PLAN, {}),
    f"GET /api/v1{M}/link": Door(Action.PLAN),
    f"POST /api/v1{M}/link/retry": Door(Action.PLAN, {}),
}
