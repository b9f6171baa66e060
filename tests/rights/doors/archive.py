"""The doors of the archive: who sees confidential items takes the package, all may check one."""

from rakor.meetings.rules import Action

from .ground import HELD, Door, Doors, signed_in

M = "/meetings/{id:uuid}/archive"

ARCHIVE: Doors = {
    f"GET {M}": Door(Action.SEE_CONFIDENTIAL, None, HELD, {"id": "meeting"}),
    f"GET {M}.zip": Door(Action.SEE_CONFIDENTIAL, None, HELD, {"id": "meeting"}),
    f"GET /api/v1{M}.zip": Door(Action.SEE_CONFIDENTIAL, None, HELD, {"id": "meeting"}),
    "GET /archive/check": Door(signed_in),
    "POST /archive/check": Door(signed_in, {}, file=b"PK bukan paket"),
    "POST /api/v1/archive/check": Door(signed_in, {}, file=b"PK bukan paket"),
}
