"""The doors of drafted notices and of what single days of a series ask."""

from rakor.meetings.rules import Action

from .ground import Door, Doors

AM = "/api/v1/meetings/{meeting:uuid}"

NOTICES: Doors = {
    f"GET {AM}/notices": Door(Action.INVITE),
    f"POST {AM}/notices/send": Door(Action.INVITE, {}),
    f"POST {AM}/notices/note": Door(Action.INVITE, {"note": "Mohon maaf"}),
    f"POST {AM}/notices/drop": Door(Action.INVITE, {}),
    f"POST {AM}/invitations/roster": Door(Action.INVITE, {}),
}
