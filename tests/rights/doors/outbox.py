"""The doors of the outbox: letters as they were sent, and sending them again."""

from .ground import BEGUN, Door, Doors, admins, signed_in
from .invitations import LETTER, reads_letter

A = "/api/v1"
SEALED = {"mail": "key_letter"}


def _letters(body: dict[str, object] | None) -> tuple[Door, Door]:
    """Letters of a meeting are for those who invite; those of an account for admins."""
    return Door(reads_letter, body, BEGUN, LETTER), Door(admins, body, keys=SEALED)


OUTBOX: Doors = {
    "POST /outbox/retry": Door(signed_in, {}),
    f"GET {A}/outbox": Door(signed_in),
    **{f"GET {A}/outbox/{{mail:uuid}}{tail}": _letters(None) for tail in ("", ".eml")},
    f"POST {A}/outbox/{{mail:uuid}}/retry": _letters({}),
    **{f"POST {where}/outbox/{{mail:uuid}}/resend": _letters({}) for where in ("", A)},
    "POST /outbox/{mail:uuid}/address-works": _letters({}),
}
