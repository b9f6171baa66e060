"""The doors of minutes."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import BEGUN, HELD, Door, Doors, anybody

REMARK = {"section": "opening", "text": "Jamnya?"}


def nobody_is_asked(_who: Who, _stage: Stage) -> bool:
    """Initials are put by those of whom they are asked; there is nobody in these meetings."""
    return False


M = "/meetings/{meeting:uuid}"
AM = "/api/v1" + M
LINK = "/r/{token}/minutes"
WINDOW = "/agencies/{agency:uuid}/correction-window"
AO = f"{AM}/agreements/{{agreement:uuid}}"
KEY = {"agreement": "agreement"}
PAGE_ACTS = {
    "": (Action.DRAFT_MINUTES, {"decisions[]": "1", "number_pattern": "BA-{seq}"}, b""),
    "/issue": (Action.DRAFT_MINUTES, {}, b""),
    "/replace": (Action.DRAFT_MINUTES, {}, b""),
    "/void": (Action.DRAFT_MINUTES, {"reason": "Salah"}, b""),
    "/signed": (Action.DRAFT_MINUTES, None, b"%PDF-1.7"),
}


def agreements(under: str) -> Doors:
    """The files of what was issued, for everybody in the meeting."""
    one = f"{under}/agreements/{{agreement:uuid}}"
    return {f"GET {one}.{kind}": Door(Action.SEE, None, HELD, KEY) for kind in ("pdf", "docx")}


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
    **agreements(M),
    f"GET {M}/report": Door(Action.SEE, None, HELD),
    f"POST {M}/report": Door(Action.SEE, {}, HELD),
    f"GET {M}/agreements": Door(Action.SEE),
    f"POST {M}/agreements": Door(Action.DRAFT_MINUTES, {}, HELD),
    **{
        f"{method} {M}/agreements/{{agreement:uuid}}{act}": Door(
            need if method == "POST" else Action.SEE, body, HELD, KEY, file=file
        )
        for act, (need, body, file) in PAGE_ACTS.items()
        for method in ("GET", "POST")
    },
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
    f"POST {M}/minutes/corrections": Door(Action.ASK_CORRECTION, REMARK, HELD),
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
    f"POST {AM}/minutes/corrections": Door(Action.ASK_CORRECTION, REMARK, HELD),
    f"POST {AM}/minutes/corrections/{{correction:uuid}}/answer": Door(
        Action.DRAFT_MINUTES, {"accept": True}, HELD, {"correction": "minutes_correction"}
    ),
    f"POST {AM}/minutes/amend": Door(Action.DRAFT_MINUTES, {"reason": "Keliru"}, HELD),
    f"GET {AM}/minutes/versions": Door(Action.SEE, None, HELD),
    f"GET {AM}/minutes/versions/{{version:int}}": Door(Action.SEE, None, HELD),
    f"GET {AM}/minutes/versions/{{version:int}}/changes": Door(Action.SEE, None, HELD),
    f"GET {LINK}": Door(anybody, stages=BEGUN),
    f"GET {LINK}.pdf": Door(anybody, None, HELD),
    f"GET {LINK}/corrections": Door(anybody, None, HELD),
    f"POST {LINK}/corrections": Door(anybody, REMARK, HELD),
    f"GET {WINDOW}": Door(Right.KEEP_DIRECTORY),
    f"POST {WINDOW}": Door(Right.KEEP_DIRECTORY, {"days": "9"}),
    f"GET /api/v1{WINDOW}": Door(Right.KEEP_DIRECTORY),
    f"PUT /api/v1{WINDOW}": Door(Right.KEEP_DIRECTORY, {"days": 9}),
    **{
        f"GET {AM}/minutes.{kind}": Door(Action.SEE, None, HELD)
        for kind in ("pdf", "docx", "html", "md", "json")
    },
    **agreements(AM),
    f"GET {AM}/report": Door(Action.SEE, None, HELD),
    **{f"POST {AM}/report.{kind}": Door(Action.SEE, {}, HELD) for kind in ("pdf", "docx")},
    f"GET {AM}/agreements": Door(Action.SEE),
    f"POST {AM}/agreements": Door(Action.DRAFT_MINUTES, {}, HELD),
    f"GET {AO}": Door(Action.SEE, None, HELD, KEY),
    f"PATCH {AO}": Door(Action.DRAFT_MINUTES, {"closing": "Demikian."}, HELD, KEY),
    f"POST {AO}/issue": Door(Action.DRAFT_MINUTES, {}, HELD, KEY),
    f"POST {AO}/replace": Door(Action.DRAFT_MINUTES, {}, HELD, KEY),
    f"POST {AO}/void": Door(Action.DRAFT_MINUTES, {"reason": "Salah"}, HELD, KEY),
    f"POST {AO}/signed": Door(Action.DRAFT_MINUTES, None, HELD, KEY, file=b"%PDF-1.7"),
}
