"""The doors of minutes."""

from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import HELD, Door, Doors

REMARK = {"section": "opening", "text": "Jamnya?"}


def nobody_is_asked(_who: Who, _stage: Stage) -> bool:
    """Initials are put by those of whom they are asked; there is nobody in these meetings."""
    return False


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
            ("qa", {"revision": "1"}),
            ("{section}", {"revision": "1", "text.0": "Dibuka."}),
        )
        for method in ("GET", "POST")
    },
    **{
        f"GET {M}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
    **{f"GET {M}/agreement.{kind}": Door(Action.SEE, None, HELD) for kind in ("pdf", "docx")},
    f"POST {AM}/minutes": Door(Action.DRAFT_MINUTES, {}),
    f"GET {AM}/minutes": Door(Action.SEE, None, HELD),
    f"PATCH {AM}/minutes": Door(Action.DRAFT_MINUTES, {"opening": "Rapat dibuka."}, HELD),
    f"POST {AM}/minutes/refresh": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"POST {AM}/minutes/submit": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"POST {AM}/minutes/return": Door(Action.APPROVE_MINUTES, {"comment": "Perbaiki."}, HELD),
    f"POST {AM}/minutes/approve": Door(Action.APPROVE_MINUTES, {}, HELD),
    f"POST {AM}/minutes/distribute": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"GET {M}/minutes/reviewers": Door(Action.DRAFT_MINUTES, None, HELD),
    f"POST {M}/minutes/reviewers": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"GET {M}/minutes/stand-in": Door(Action.APPROVE_MINUTES, None, HELD),
    f"POST {M}/minutes/stand-in": Door(Action.APPROVE_MINUTES, {}, HELD),
    f"GET {M}/minutes/initial": Door(Action.SEE, None, HELD),
    f"POST {M}/minutes/initial": Door(nobody_is_asked, {}, HELD),
    f"GET {M}/minutes/comments": Door(Action.SEE, None, HELD),
    f"POST {M}/minutes/comments": Door(Action.SEE_CONFIDENTIAL, REMARK, HELD),
    f"POST {M}/minutes/comments/{{comment:uuid}}/settle": Door(
        Action.SEE_CONFIDENTIAL, {}, HELD, {"comment": "meeting"}
    ),
    f"GET {M}/minutes/sections/{{section}}": Door(Action.DRAFT_MINUTES, None, HELD),
    f"POST {M}/minutes/sections/{{section}}/restore": Door(
        Action.DRAFT_MINUTES, {"back_to": "1"}, HELD
    ),
    f"GET {M}/minutes/corrections": Door(Action.SEE, None, HELD),
    f"POST {M}/minutes/corrections": Door(Action.SEE, REMARK, HELD),
    f"GET {M}/minutes/corrections/{{correction:uuid}}": Door(
        Action.SEE, None, HELD, {"correction": "minutes_correction"}
    ),
    f"POST {M}/minutes/corrections/{{correction:uuid}}": Door(
        Action.DRAFT_MINUTES, {"accept": "true"}, HELD, {"correction": "minutes_correction"}
    ),
    f"GET {M}/minutes/amend": Door(Action.SEE, None, HELD),
    f"POST {M}/minutes/amend": Door(Action.DRAFT_MINUTES, {"reason": "Keliru"}, HELD),
    f"GET {M}/minutes/versions/{{version:int}}": Door(Action.SEE, None, HELD),
    f"GET {M}/minutes/versions/{{version:int}}/changes": Door(Action.SEE, None, HELD),
    f"PUT {AM}/minutes/reviewers": Door(Action.DRAFT_MINUTES, {"reviewers": []}, HELD),
    f"POST {AM}/minutes/initial": Door(nobody_is_asked, {}, HELD),
    f"PUT {AM}/minutes/stand-in": Door(
        Action.APPROVE_MINUTES, {"person": "{user}", "mode": "own", "title": "Kepala"}, HELD
    ),
    f"DELETE {AM}/minutes/stand-in": Door(Action.APPROVE_MINUTES, None, HELD),
    f"GET {AM}/minutes/comments": Door(Action.SEE_CONFIDENTIAL, None, HELD),
    f"POST {AM}/minutes/comments": Door(Action.SEE_CONFIDENTIAL, REMARK, HELD),
    f"POST {AM}/minutes/comments/{{comment:uuid}}/settle": Door(
        Action.SEE_CONFIDENTIAL, {}, HELD, {"comment": "meeting"}
    ),
    f"GET {AM}/minutes/sections/{{section}}/revisions": Door(Action.DRAFT_MINUTES, None, HELD),
    f"POST {AM}/minutes/sections/{{section}}/restore": Door(
        Action.DRAFT_MINUTES, {"revision": 1}, HELD
    ),
    f"GET {AM}/minutes/corrections": Door(Action.SEE, None, HELD),
    f"POST {AM}/minutes/corrections": Door(Action.SEE, REMARK, HELD),
    f"POST {AM}/minutes/corrections/{{correction:uuid}}/answer": Door(
        Action.DRAFT_MINUTES, {"accept": True}, HELD, {"correction": "minutes_correction"}
    ),
    f"POST {AM}/minutes/amend": Door(Action.DRAFT_MINUTES, {"reason": "Keliru"}, HELD),
    f"GET {AM}/minutes/versions": Door(Action.SEE, None, HELD),
    f"GET {AM}/minutes/versions/{{version:int}}": Door(Action.SEE, None, HELD),
    f"GET {AM}/minutes/versions/{{version:int}}/changes": Door(Action.SEE, None, HELD),
    **{
        f"GET {AM}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
    **{f"GET {AM}/agreement.{kind}": Door(Action.SEE, None, HELD) for kind in ("pdf", "docx")},
}
