"""The doors of drafts: who prepares a meeting asks, an office or a reader comes by their link."""

from rakor.accounts.rules import Right, Role
from rakor.meetings.rules import Action

from ..world import OURS, Stage, Who
from .ground import Door, Doors, anybody

APPROVAL = "/meetings/{meeting:uuid}/approval"
API = f"/api/v1{APPROVAL}"
DRAFT = frozenset({Stage.DRAFT})
SHOWN = "/meetings/{meeting:uuid}/draft"
COMMENT = SHOWN + "/comments/{comment:uuid}"
SHOWN_API = f"/api/v1{SHOWN}"
COMMENT_API = SHOWN_API + "/comments/{comment:uuid}"
POLICY = "/directory/agencies/{agency:uuid}/approval"
POLICY_API = "/api/v1/agencies/{agency:uuid}/approval-policy"
OURS_KEY = {"agency": "approved_agency"}
LINK = {"token": "reader_token", "comment": "comment"}
STEP = {"step": "step", "token": "step_token"}
LINES = "Tamu <tamu@rights.example.go.id>"
SHARE = {"lines": LINES, "deadline": "2031-01-01"}
SHARED = {"readers": [{"email": "tamu@rights.example.go.id"}], "deadline": "2031-01-01T00:00:00Z"}
CHANGE = {"deadline": "2031-01-01", "revision": "1"}


def plans(body: object = None) -> Door:
    """A door for those who plan the meeting."""
    return Door(Action.PLAN, body, stages=DRAFT)


def invites(body: object = None) -> Door:
    """A door for those who invite to the draft."""
    return Door(Action.INVITE, body, stages=DRAFT)


def nobody(_who: Who, _stage: Stage) -> bool:
    """Whoever holds an office that is asked; here that is none of these."""
    return False


def sees_setting(who: Who, _stage: Stage) -> bool:
    """Those who prepare meetings of our agency, and admins."""
    return who.role is Role.ADMIN or (who.may(Right.MAKE_MEETINGS) and who.agency == OURS)


def keeps_setting(who: Who, _stage: Stage) -> bool:
    """The admins of our agency, and admins."""
    return who.role is Role.ADMIN or (who.role is Role.AGENCY_ADMIN and who.agency == OURS)


SETTING = {"wanted": "all", "revision": "0", "offices": {}}
WANTED = {"offices": [{"office": "{approving_office}"}]}

DRAFTING: Doors = {
    f"GET {APPROVAL}": plans(),
    f"POST {APPROVAL}": plans({}),
    f"POST {APPROVAL}/withdraw": plans({}),
    f"GET {APPROVAL}/decide": plans(),
    f"POST {APPROVAL}/decide": Door(nobody, {"answer": "approve"}, stages=DRAFT),
    f"GET {API}": plans(),
    f"POST {API}": plans({}),
    f"POST {API}/withdraw": plans({}),
    f"POST {API}/approve": Door(nobody, {}, stages=DRAFT),
    f"POST {API}/return": Door(nobody, {"reason": "Belum"}, stages=DRAFT),
    "GET /approvals/{step:uuid}/{token}": Door(anybody, stages=DRAFT, keys=STEP),
    "POST /approvals/{step:uuid}/{token}": Door(
        anybody, {"answer": "approve"}, stages=DRAFT, keys=STEP
    ),
    f"GET {POLICY}": Door(sees_setting, keys=OURS_KEY),
    f"POST {POLICY}": Door(
        keeps_setting,
        {"wanted": "all", "revision": "1", "offices.0.office": "{approving_office}"},
        keys=OURS_KEY,
    ),
    f"GET {POLICY_API}": Door(sees_setting, keys=OURS_KEY),
    f"PUT {POLICY_API}": Door(keeps_setting, WANTED, keys=OURS_KEY),
    f"DELETE {POLICY_API}": Door(keeps_setting, keys=OURS_KEY),
    f"GET {SHOWN}": invites(),
    f"POST {SHOWN}": invites(SHARE),
    f"GET {SHOWN}/readers": invites(),
    f"POST {SHOWN}/readers": invites({"lines": LINES}),
    f"GET {SHOWN}/change": invites(),
    f"POST {SHOWN}/change": invites(CHANGE),
    f"POST {SHOWN}/readers/{{reader:uuid}}/remove": invites({}),
    **{f"POST {SHOWN}/{step}": invites({}) for step in ("remind", "end")},
    f"GET {COMMENT}/answer": invites(),
    f"POST {COMMENT}/answer": invites({"text": "Baik"}),
    **{f"POST {COMMENT}/{step}": invites({}) for step in ("done", "undo", "take")},
    "GET /drafts/{token}": Door(anybody, stages=DRAFT, keys=LINK),
    "POST /drafts/{token}": Door(anybody, {"text": "Setuju"}, stages=DRAFT, keys=LINK),
    "GET /drafts/{token}/comments/{comment:uuid}": Door(anybody, stages=DRAFT, keys=LINK),
    "POST /drafts/{token}/comments/{comment:uuid}": Door(
        anybody, {"text": "Setuju"}, stages=DRAFT, keys=LINK
    ),
    "POST /drafts/{token}/done": Door(anybody, {"done": "true"}, stages=DRAFT, keys=LINK),
    "GET /drafts/{token}/materials/{material:uuid}/{version:int}": Door(
        anybody, stages=DRAFT, keys=LINK
    ),
    f"GET {SHOWN_API}": invites(),
    f"POST {SHOWN_API}": invites(SHARED),
    f"PATCH {SHOWN_API}": invites({"note": "Mohon segera"}),
    f"POST {SHOWN_API}/readers": invites({"readers": [{"email": "tamu@rights.example.go.id"}]}),
    f"DELETE {SHOWN_API}/readers/{{reader:uuid}}": invites(),
    **{f"POST {SHOWN_API}/{step}": invites({}) for step in ("remind", "end")},
    f"POST {COMMENT_API}/answers": invites({"text": "Baik"}),
    **{f"POST {COMMENT_API}/{step}": invites({}) for step in ("done", "undo", "take")},
}
