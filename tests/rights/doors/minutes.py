"""The doors of minutes."""

from rakor.meetings.rules import Action

from .ground import HELD, Door, Doors

M = "/meetings/{meeting:uuid}"
AM = "/api/v1" + M

MINUTES: Doors = {
    f"GET {M}/minutes": Door(Action.SEE),
    f"POST {M}/minutes": Door(Action.DRAFT_MINUTES, {}),
    **{
        f"{method} {M}/minutes/{step}": Door(need if method == "POST" else Action.SEE, {}, HELD)
        for step, need in (
            ("return", Action.APPROVE_MINUTES),
            ("refresh", Action.DRAFT_MINUTES),
            ("submit", Action.DRAFT_MINUTES),
            ("approve", Action.APPROVE_MINUTES),
            ("distribute", Action.DRAFT_MINUTES),
        )
        for method in ("GET", "POST")
    },
    **{
        f"{method} {M}/minutes/edit/{what}": Door(Action.DRAFT_MINUTES, body, HELD)
        for what, body in (
            ("head", {}),
            ("presentations", {"revision": "1"}),
            ("{section}", {"revision": "1", "text.0": "Dibuka."}),
        )
        for method in ("GET", "POST")
    },
    **{
        f"GET {M}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
    f"POST {AM}/minutes": Door(Action.DRAFT_MINUTES, {}),
    f"GET {AM}/minutes": Door(Action.SEE, None, HELD),
    f"PATCH {AM}/minutes": Door(Action.DRAFT_MINUTES, {"opening": "Rapat dibuka."}, HELD),
    f"POST {AM}/minutes/refresh": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"POST {AM}/minutes/submit": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"POST {AM}/minutes/return": Door(Action.APPROVE_MINUTES, {"comment": "Perbaiki."}, HELD),
    f"POST {AM}/minutes/approve": Door(Action.APPROVE_MINUTES, {}, HELD),
    f"POST {AM}/minutes/distribute": Door(Action.DRAFT_MINUTES, {}, HELD),
    **{
        f"GET {AM}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
}
