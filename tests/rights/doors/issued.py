"""The doors of issued documents: anybody asks for a code, writers hand in what was signed."""

from rakor.meetings.rules import Action

from .ground import HELD, Door, Doors, anybody

M = "/meetings/{meeting:uuid}"
CODE = {"code": "verify_code"}
PDF = b"%PDF-1.7 bukan yang diterbitkan"

ISSUED: Doors = {
    "GET /verify": Door(anybody),
    "GET /verify/{code}": Door(anybody, keys=CODE),
    "GET /api/v1/verify/{code}": Door(anybody, keys=CODE),
    f"GET {M}/minutes/signed": Door(Action.SEE, None, HELD),
    f"POST {M}/minutes/signed": Door(Action.DRAFT_MINUTES, {}, HELD, file=PDF),
    f"GET /api/v1{M}/minutes/signed": Door(Action.SEE, None, HELD),
    f"POST /api/v1{M}/minutes/signed": Door(Action.DRAFT_MINUTES, {}, HELD, file=PDF),
}
