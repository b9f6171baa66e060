"""The doors of the video room: reports, the queue of whom nobody knows, notifications."""

from typing import Any

from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import Door, Doors

M = "/meetings/{id:uuid}/attendance"
AM = "/api/v1" + M
VISITOR = M + "/online/visitors/{visitor}"
KEYS = {"id": "meeting", "report": "online_report"}
REPORT = b"Name,Join Time,Leave Time\nSari,2026-10-15 09:00:00,2026-10-15 10:00:00\n"


def nobody_without_the_secret(_who: Who, _stage: Stage) -> bool:
    """Only the video service, where the installation shares a secret with it; this one does not."""
    return False


def _of(body: Any = None, file: bytes = b"") -> Door:
    return Door(Action.CHECK_IN, body, keys=KEYS, file=file)


ONLINE: Doors = {
    f"GET {M}/online": _of(),
    f"POST {M}/online": _of({}, REPORT),
    f"POST {M}/online/reports/{{report:uuid}}/withdraw": _of({}),
    f"POST {VISITOR}/recognise": _of({"person": "tidak seorang pun"}),
    f"POST {VISITOR}/admit": _of({"name": "Seorang tamu"}),
    f"POST {VISITOR}/ignore": _of({}),
    f"POST {VISITOR}/reopen": _of({}),
    f"POST {AM}/import": _of({}, REPORT),
    f"GET {AM}/visits": _of(),
    f"POST {AM}/visits/resolve": _of({"visitor": "{visitor}", "ignore": True}),
    "POST /api/v1/webhooks/zoom": Door(nobody_without_the_secret, {}),
}
