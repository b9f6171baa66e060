"""The doors of drafted notices and of what single days of a series ask."""

from rakor.meetings.rules import Action

from .ground import BEGUN, Door, Doors

AM = "/api/v1/meetings/{meeting:uuid}"
SEAT = "/api/v1/invitations/{invitation:uuid}/occurrences/{day}"
GUEST = {"to": [{"email": "tamu@example.go.id", "name": "Tamu"}]}

NOTICES: Doors = {
    f"GET {AM}/notices": Door(Action.INVITE),
    f"POST {AM}/notices/send": Door(Action.INVITE, {}),
    f"POST {AM}/notices/note": Door(Action.INVITE, {"note": "Mohon maaf"}),
    f"POST {AM}/notices/drop": Door(Action.INVITE, {}),
    f"POST {AM}/invitations/roster": Door(Action.INVITE, {}),
    f"POST {AM}/occurrences/{{day}}/invitations": Door(Action.INVITE, GUEST),
    f"POST {SEAT}/withdraw": Door(Action.INVITE, {}, BEGUN),
    f"POST {SEAT}/ask": Door(Action.INVITE, {}, BEGUN),
}
