"""The doors of devices: officers keep them, and a device itself has a key and nothing else."""

from rakor.meetings.rules import Action

from ..world import Stage, Who
from .attendance import names_of_those_present, nobody_by_guessing
from .ground import Door, Doors, anybody

M = "/meetings/{id:uuid}"
AM = "/api/v1" + M
DOOR = "/api/v1/door/{id:uuid}"
KEYS = {"id": "meeting"}
DEVICE = {"id": "meeting", "device": "device"}
LINE = {"id": "meeting", "scan": "scan"}
GUESS = {"id": "meeting", "code": "item"}
HELD = {"rakor_device": "{device_key}"}


def without_key(_who: Who, _stage: Stage) -> bool:
    """Whoever holds no key of a device is told that this is none; who is signed in matters not."""
    return False


def _keep(body: object = None) -> Door:
    return Door(Action.CHECK_IN, body, keys=DEVICE)


DOORS_OF_DEVICES: Doors = {
    f"GET {M}/attendance/devices": _keep(),
    f"POST {M}/attendance/devices": _keep({"name": "Meja 9"}),
    f"POST {M}/attendance/devices/{{device:uuid}}/rename": _keep({"name": "Meja 9"}),
    f"POST {M}/attendance/devices/{{device:uuid}}/revoke": _keep({}),
    f"GET {M}/attendance/badges": Door(Action.CHECK_IN, keys=KEYS),
    f"GET {M}/attendance/ledger": Door(names_of_those_present, keys=KEYS),
    f"GET {M}/attendance/ledger/{{scan:uuid}}": Door(Action.CHECK_IN, keys=LINE),
    f"POST {M}/attendance/ledger/{{scan:uuid}}": Door(
        Action.CHECK_IN, {"reason": "Keliru"}, keys=LINE
    ),
    "GET /door/{id:uuid}/enrol/{code}": Door(nobody_by_guessing, keys=GUESS),
    "POST /door/{id:uuid}/enrol/{code}": Door(nobody_by_guessing, {"name": "Meja"}, keys=GUESS),
    f"GET {AM}/devices": _keep(),
    f"POST {AM}/devices": _keep({"name": "Meja 9"}),
    f"PATCH {AM}/devices/{{device:uuid}}": _keep({"name": "Meja 9"}),
    f"POST {AM}/devices/{{device:uuid}}/revoke": _keep({}),
    f"GET {AM}/badges.pdf": Door(Action.CHECK_IN, keys=KEYS, query="agency=TIDAKADA"),
    f"GET {AM}/desk/list": Door(Action.CHECK_IN, keys=KEYS),
    f"POST {AM}/check-ins/batch": Door(
        Action.CHECK_IN, {"scans": [{"nonce": "tiga", "code": "TIDAKADA"}]}, keys=KEYS
    ),
    f"GET {AM}/attendance/ledger": Door(names_of_those_present, keys=KEYS),
    f"POST {AM}/corrections": Door(
        Action.CHECK_IN, {"scan": "{scan}", "reason": "Keliru"}, keys=KEYS
    ),
    f"GET {DOOR}/list": (
        Door(without_key, keys=KEYS),
        Door(anybody, keys=KEYS, cookies=HELD),
    ),
    f"POST {DOOR}/check-ins/batch": (
        Door(without_key, {"scans": []}, keys=KEYS),
        Door(anybody, {"scans": []}, keys=KEYS, cookies=HELD),
    ),
    f"POST {DOOR}/wiped": (
        Door(without_key, {}, keys=KEYS),
        Door(anybody, {}, keys=KEYS, cookies=HELD),
    ),
}
