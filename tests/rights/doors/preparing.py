"""The doors of making a meeting from an earlier one or from a template of the agency."""

from rakor.accounts.rules import Right
from rakor.meetings.rules import Action

from ..world import Stage, Who
from .ground import Door, Doors
from .letters import writes_for_us

A = "/api/v1"
NEXT = "/meetings/{meeting:uuid}/next"
SAVE = "/meetings/{meeting:uuid}/template"
HERE = "/meeting-templates"
ONE = HERE + "/{template:uuid}"
USE = "/meetings/new/template/{key}"
OURS = {"template": "meeting_template", "seat": "template_seat"}
STARTER, OWN = {"key": "starter"}, {"key": "meeting_template"}
BEGUN = {"title": "Baru", "starts_at": "2030-03-01T09:00:00+07:00"}
FORM = {**BEGUN, "ends_at": "2030-03-01T11:00:00+07:00", "timezone": "Asia/Jakarta"}
NEW = {"name": "Templat {user}", "agency": "{agency_code}"}
SEEN = {"revision": "1"}


def follows(who: Who, stage: Stage) -> bool:
    """Those who prepare meetings, of one that they know of."""
    return who.may(Right.MAKE_MEETINGS) and who.sees(stage)


def keeps(who: Who, stage: Stage) -> bool:
    """Those who prepare meetings, of one that they plan."""
    return who.may(Right.MAKE_MEETINGS) and who.acts(Action.PLAN, stage)


def ours(body: object = None) -> Door:
    """A door to the template of our agency."""
    return Door(writes_for_us, body, keys=OURS)


def makes(body: object = None, **keys: str) -> Door:
    """A door for everybody who prepares meetings."""
    return Door(Right.MAKE_MEETINGS, body, keys=keys)


PREPARING: Doors = {
    "GET /meetings/new/earlier": makes(),
    f"GET {NEXT}": Door(follows),
    f"POST {NEXT}": Door(follows, FORM),
    f"GET {A}{NEXT}": Door(follows),
    f"POST {A}{NEXT}": Door(follows, {**BEGUN, "take": []}),
    f"GET {SAVE}": Door(keeps),
    f"POST {SAVE}": Door(keeps, {"name": "Templat {user}"}),
    f"POST {A}{SAVE}": Door(keeps, {"name": "Templat {user} lain"}),
    f"GET {USE}": (makes(**STARTER), Door(writes_for_us, keys=OWN)),
    f"POST {USE}": (makes(FORM, **STARTER), Door(writes_for_us, FORM, keys=OWN)),
    f"GET {HERE}": makes(),
    f"GET {HERE}/new": makes(),
    f"POST {HERE}/new": makes(NEW),
    f"POST {HERE}/starters/{{key}}": makes({}, **STARTER),
    f"GET {ONE}": ours(),
    f"POST {ONE}": ours({**SEEN, "name": "Rakor kami"}),
    **{f"GET {ONE}/{name}": ours() for name in ("officers", "invited")},
    **{
        f"POST {ONE}/{name}": ours({**SEEN, "person": "{user}"}) for name in ("officers", "invited")
    },
    f"POST {ONE}/seats/{{seat:uuid}}/remove": ours(SEEN),
    **{f"POST {ONE}/{step}": ours({}) for step in ("archive", "restore")},
    f"GET {A}{HERE}": makes(),
    f"POST {A}{HERE}": makes(NEW),
    f"GET {A}{ONE}": ours(),
    f"PATCH {A}{ONE}": ours({"minutes": 90}),
    **{f"POST {A}{ONE}/{step}": ours({}) for step in ("archive", "restore")},
    f"POST {A}{HERE}/{{key}}/meetings": (
        makes(BEGUN, **STARTER),
        Door(writes_for_us, BEGUN, keys=OWN),
    ),
}
