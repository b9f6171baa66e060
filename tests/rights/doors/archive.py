"""The doors of the archive: who writes the record, the chair and archivists pack, all may check."""

from rakor.meetings.rules import Action

from .ground import HELD, Door, Doors, signed_in

M = "/meetings/{id:uuid}/archive"

ARCHIVE: Doors = {
    f"GET {M}": Door(Action.PACK, None, HELD, {"id": "meeting"}),
    f"GET {M}.zip": Door(Action.PACK, None, HELD, {"id": "meeting"}),
    f"GET /api/v1{M}.zip": Door(Action.PACK, None, HELD, {"id": "meeting"}),
    "GET /archive/check": Door(signed_in),
    "POST /archive/check": Door(signed_in, {}, file=b"PK bukan paket"),
    "POST /api/v1/archive/check": Door(signed_in, {}, file=b"PK bukan paket"),
}
